/**
 * What the README, the first start and `waypost listen` suggest for trying things out: one webhook, a receiver for it, and an event
 * that reaches it. All three say the same, since their reader goes from one to the other; a test compares the README.
 */
import type { PublishedEvent } from '@waypost/client';

/** Where `waypost listen` listens unless told otherwise. */
export const LISTEN_PORT = 9000;

const event = { event: 'ROUTE_STARTED', dc_id: 'BO016', route_id: 'R-1001' } satisfies Partial<PublishedEvent>;

export const listenCommand = 'npx waypost listen';

export const publishCommand = `npx waypost publish --event ${event.event} --dc ${event.dc_id} --route ${event.route_id}`;

/**
 * A curl, on two lines, that registers a webhook for the suggested event with the key in `$WAYPOST_API_KEY`.
 * @param service where the service is, as the shell reads it
 */
export function registerCommand(service: string, webhookUrl = `http://127.0.0.1:${LISTEN_PORT}/`): string {
  const body = `{"webhook_url": "${webhookUrl}", "events": ["${event.event}"], "dc_ids": ["${event.dc_id}"]}`;
  return `curl ${service}/webhooks -H "Authorization: Bearer $WAYPOST_API_KEY" -H 'Content-Type: application/json' \\\n  -d '${body}'`;
}
