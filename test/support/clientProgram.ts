/**
 * A program of somebody else that uses all entries of @waypost/client. test/process/clientPackage.test.ts compiles it where the package is
 * installed and nothing else is, to a module and to CommonJS, and runs both: `program <url> <API key>`.
 */
import { createEventsClient, createWebhooksClient, ErrorCode } from '@waypost/client';
import type { Delivery, ErrorResponse, PublishedEvent, Webhook } from '@waypost/client';
import { InvalidEvents, publishEvents } from '@waypost/client/outbox';
import { InvalidSignature, verifyNotification, type Notification } from '@waypost/client/receiver';

// What it has of Node, without its types.
declare const process: { argv: string[] };
declare const console: { log(text: string): void };

export function placeOf(notification: Notification): string {
  switch (notification.event) {
    case 'WAYPOINT_STATUS_CHANGED':
      return notification.waypoint_id;
    default:
      return notification.route_id;
  }
}
// @ts-expect-error only the notification of one event type has it
export type WaypointOfAny = Notification['waypoint_id'];

const route = { account_id: '019b76da-a800-7000-8000-00000000000a', dc_id: '1', route_id: 'R-1' };
export const changed: PublishedEvent = { ...route, event: 'WAYPOINT_STATUS_CHANGED', waypoint_id: 'W-7' };
// @ts-expect-error it does not say which waypoint
export const incomplete: PublishedEvent = { ...route, event: 'WAYPOINT_STATUS_CHANGED' };
export const notFound: 3001 = ErrorCode.WebhookNotFound;
export const isWaiting = ({ state }: Delivery): boolean => state === 'pending';

async function main(baseUrl: string, apiKey: string): Promise<void> {
  const webhooks = createWebhooksClient({ baseUrl, apiKey });
  const created = await webhooks.POST('/webhooks', {
    body: { webhook_url: 'https://example.com/webhook', events: ['ROUTE_CREATED'], dc_ids: ['1'] },
  });
  if (created.error) throw new Error(created.error.data.message);
  const webhook: Webhook = created.data.data.webhook;
  const path = { id: webhook.id };
  const updated = await webhooks.PATCH('/webhooks/{id}', { params: { path }, body: { enabled: false } });
  const listed = await webhooks.GET('/webhooks');
  const deleted = await webhooks.DELETE('/webhooks/{id}', { params: { path } });
  const again = await webhooks.DELETE('/webhooks/{id}', { params: { path } });
  const error: ErrorResponse | undefined = again.error;

  // @ts-expect-error the contract has no such event type
  await webhooks.POST('/webhooks', { body: { webhook_url: 'https://example.com/', events: ['X'], dc_ids: ['1'] } });
  // @ts-expect-error enabled is a boolean
  await webhooks.PUT('/webhooks/{id}', { params: { path }, body: { enabled: 'yes' } });
  // @ts-expect-error the contract has no such path
  await webhooks.GET('/webhook');

  const inserted: unknown[] = [];
  const tx = { query: (text: string, values: unknown[]) => Promise.resolve(inserted.push(text, ...values)) };
  await publishEvents(tx, [changed]);
  const refused = await publishEvents(tx, [incomplete]).catch((thrown: unknown) => thrown);
  const forged = await verifyNotification('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {}, '').catch(
    (thrown: unknown) => thrown,
  );
  console.log(
    JSON.stringify({
      webhook,
      answers: [updated.data, listed.data, deleted.data, error],
      named: error?.data.code === notFound,
      inserted: inserted.length,
      faults: refused instanceof InvalidEvents && refused.faults,
      reason: forged instanceof InvalidSignature && forged.reason,
      events: typeof createEventsClient,
    }),
  );
}
void main(process.argv[2] ?? '', process.argv[3] ?? '');
