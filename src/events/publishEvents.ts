/**
 * Publishing from code on the same database: `import { publishEvents } from 'waypost/outbox'`. The events are stored in the caller's
 * own transaction, so that a business change and its events commit together or not at all (a transactional outbox).
 */
import { webhookEventTypes } from '../../generated/webhooks.js';
import { readContract } from '../contractDocument.js';
import type { Fault } from '../errors.js';
import { NOTIFY_SQL } from '../notify.js';
import { compileNotificationRules, type NotificationRules } from './notifications.js';
import { storeEvents, type AcceptedEvent, type PublishedEvent, type SqlRunner } from './storeEvents.js';

export { UnknownAccounts, type AcceptedEvent, type PublishedEvent, type SqlRunner } from './storeEvents.js';

/** Events that the contract does not allow: each fault with its place. Nothing was stored. */
export class InvalidEvents extends Error {
  constructor(readonly faults: Fault[]) {
    super(`The events are not acceptable: ${faults.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
    this.name = 'InvalidEvents';
  }
}

let rules: Promise<NotificationRules> | null = null;

/**
 * Stores events and their deliveries in the transaction `tx`, and wakes the workers when it commits. Until then nobody sees
 * them; after a rollback they have never been.
 *
 * @param tx a Prisma transaction on Waypost's database, of any Prisma client
 * @returns the events in their order, with the number of webhooks that each is delivered to
 * @throws InvalidEvents, UnknownAccounts
 * @example
 * await prisma.$transaction(async (tx) => {
 *   await tx.route.update({ where: { id }, data: { startedAt: new Date() } });
 *   await publishEvents(tx, [{ account_id, event: 'ROUTE_STARTED', dc_id, route_id: id }]);
 * });
 */
export async function publishEvents(tx: SqlRunner, events: PublishedEvent[]): Promise<AcceptedEvent[]> {
  rules ??= readContract('webhooks').then(compileNotificationRules);
  const compiled = await rules;
  const dated = events.map((event) => ({ ...event, hook_timestamp_millis: event.hook_timestamp_millis ?? Date.now() }));
  const faults = dated.flatMap((event, i) =>
    webhookEventTypes.includes(event.event)
      ? compiled.faultsOf(event.event, event, `/events/${i}`)
      : [{ path: `/events/${i}/event`, message: `must be one of ${webhookEventTypes.join(', ')}` }],
  );
  if (faults.length > 0) throw new InvalidEvents(faults);
  const accepted = await storeEvents(tx, dated);
  await tx.$queryRawUnsafe(NOTIFY_SQL);
  return accepted;
}
