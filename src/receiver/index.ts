/**
 * For receivers of notifications: `import { verifyNotification } from 'waypost/receiver'`. Nothing of the server is imported.
 */
import { parseNotification, type Notification } from './notification.js';
import { headerOf, verifySignature, type RequestHeaders } from './signature.js';

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
 * const { id, notification } = verifyNotification(secret, request.headers, rawBody);
 * if (await isKnown(id)) return;
 * if (notification.event === 'WAYPOINT_STATUS_CHANGED') console.log(notification.waypoint_id);
 */
export function verifyNotification(
  secret: string | readonly string[],
  headers: RequestHeaders,
  body: string | Uint8Array,
): VerifiedNotification {
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (!Array.isArray(secrets) || secrets.length === 0) throw new TypeError('There is no secret to verify with.');
  const text = textOf(body);
  const signed = verifySignature(secrets, headers, text);
  return { ...signed, test: headerOf(headers, 'webhook-test') === 'true', notification: parseNotification(text) };
}

/** Callers without a compiler pass a parsed body sooner or later: it can't be verified, and says so. */
function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  throw new TypeError('The body has to be the raw one, a string or a Buffer: with Express, use express.raw().');
}
