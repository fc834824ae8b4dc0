import { createDeliveriesClient, createPlatformClient, createWebhooksClient } from '@waypost/client';
import { accessToken, renewToken } from './session.js';

/** `fetch` for who is signed in: a token that was refused is renewed, and the call made once more. */
async function fetchSignedIn(request: Request): Promise<Response> {
  const again = request.clone(); // a body can be sent once
  const response = await fetch(request);
  if (response.status !== 401) return response;
  again.headers.set('Authorization', `Bearer ${await renewToken()}`);
  return fetch(again);
}

const service = { baseUrl: location.origin, fetch: fetchSignedIn };

/** The contracts, as their typed clients. An account's session may use the first two, an operator's the last one. */
export const api = {
  webhooks: createWebhooksClient({ ...service, apiKey: accessToken }),
  deliveries: createDeliveriesClient({ ...service, apiKey: accessToken }),
  platform: createPlatformClient({ ...service, operatorKey: accessToken }),
};
