/**
 * The typed client of Waypost's contracts, for other packages: `import { createWebhooksClient } from 'waypost/client'`.
 * Types come from the contracts; nothing of the server is imported.
 */
import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from '../../generated/webhooks.js';

export type Webhook = components['schemas']['Webhook'];
export type WebhookEventType = components['schemas']['WebhookEventType'];
export type ErrorResponse = components['schemas']['ErrorResponse'];

export type WebhooksClient = Client<paths, 'application/json'>;

export interface WaypostClientOptions {
  /** Where the service is: `https://waypost.example.com`, without a path. */
  baseUrl: string;
  /** An API key, `wp_…`. */
  apiKey: string;
  /** Instead of the global `fetch`: for timeouts, proxies, or tests. */
  fetch?: NonNullable<ClientOptions['fetch']>;
}

/**
 * A client of the Webhooks API (openapi/webhooks.yaml). Each call resolves to `{data, error, response}`: `data` is the
 * body of a success, `error` that of any other answer; it rejects only if there was no answer.
 *
 * @example
 * const webhooks = createWebhooksClient({ baseUrl: 'http://127.0.0.1:8080', apiKey });
 * const { data, error } = await webhooks.GET('/webhooks');
 */
export function createWebhooksClient(options: WaypostClientOptions): WebhooksClient {
  return createClient<paths>(withKey(options));
}

function withKey({ baseUrl, apiKey, fetch }: WaypostClientOptions): ClientOptions {
  return { baseUrl, headers: { Authorization: `Bearer ${apiKey}` }, ...(fetch && { fetch }) };
}
