/** For receivers of notifications: `import { verifyRequest } from '@waypost/client/receiver'`. */
import { parseNotification, type Notification } from './notification.js';
import { NOT_RAW, readBody, type ReceivedRequest, type ReadingOptions } from './body.js';
import { headerOf, verifySignature, type RequestHeaders } from './signature.js';

export { BodyTooLarge, type ReceivedRequest, type ReadingOptions } from './body.js';
export { InvalidNotification, type Notification, type Notifications } from './notification.js';
export { InvalidSignature, type InvalidSignatureReason, type RequestHeaders } from './signature.js';

/** A notification that was sent by Waypost and is as the contract describes it. */
export interface VerifiedNotification {
  /** The `webhook-id`: the id of the event, the same on every attempt. Deduplicate on it. */
  id: string;
  /** The `webhook-timestamp`: when this attempt was signed. `hook_timestamp_millis` says when the event occurred. */
  sentAt: Date;
  /** Whether it is the example of a test event (`webhook-test: true`): nothing has happened. This header is not signed. */
  test: boolean;
  /** What happened; `switch (notification.event)` tells the event types apart. */
  notification: Notification;
}

/**
 * Verifies a request that arrived at a webhook's URL, by Standard Webhooks and by the `webhooks:` section of openapi/webhooks.yaml.
 *
 * @param secret the webhook's signing secret, `whsec_…`, or several: of webhooks that lead to the same URL, or the new one and
 *   the old one while a rotation is under way
 * @param headers the request's headers, of node:http, Express or the Fetch API
 * @param body the request's body as it arrived, never parsed and written again: the signature is of its very bytes
 * @throws InvalidSignature if the request has to be refused: no secret signed it, or more than 5 minutes ago
 * @throws InvalidNotification if it was signed, but is not what the contract describes
 * @throws TypeError if a secret is not one, or the body is not raw: both are faults of the receiver
 * @example
 * const { id, notification } = await verifyNotification(secret, request.headers, rawBody);
 * if (await isKnown(id)) return;
 * if (notification.event === 'WAYPOINT_STATUS_CHANGED') console.log(notification.waypoint_id);
 */
export async function verifyNotification(
  secret: string | readonly string[],
  headers: RequestHeaders,
  body: string | Uint8Array,
): Promise<VerifiedNotification> {
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (!Array.isArray(secrets) || secrets.length === 0) throw new TypeError('There is no secret to verify with.');
  const bytes = bytesOf(body);
  const signed = await verifySignature(secrets, headers, bytes);
  const test = headerOf(headers, 'webhook-test') === 'true';
  return { ...signed, test, notification: parseNotification(new TextDecoder().decode(bytes)) };
}

/**
 * Reads the body of a request that has arrived, and verifies it as `verifyNotification` does.
 *
 * @param request of node:http, Express, Fastify, or the Fetch API, whose body nobody has parsed: it is read here, unless it was read as it is
 *   (Express' `express.raw()`, Fastify's `parseAs: 'buffer'`)
 * @throws what verifyNotification throws; BodyTooLarge if there is more to read than any notification has
 * @example
 * app.post('/hook', async (request, response) => {
 *   const { id, notification } = await verifyRequest(secret, request);
 * });
 */
export async function verifyRequest(
  secret: string | readonly string[],
  request: ReceivedRequest,
  options?: ReadingOptions,
): Promise<VerifiedNotification> {
  return verifyNotification(secret, request.headers, await readBody(request, options));
}

/** Callers without a compiler pass a parsed body sooner or later: it can't be verified, and says so. */
function bytesOf(body: unknown): Uint8Array {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  throw new TypeError(NOT_RAW);
}
