/**
 * Publishing in a transaction of the application's own: `import { publishEvents } from '@waypost/client/outbox'`. The events are a row in
 * Waypost's table `outbox`, which commits together with the business change that they tell of, or not at all (a transactional outbox).
 * A worker takes it when it is committed. Any language can do the same with one INSERT; this checks the events first.
 */
import { DEFAULT_MAX_EVENT_BYTES, shapeFaults, sizeFaults } from '../../checks/eventLimits.js';
import { readEvents } from '../../checks/eventsRequest.js';
import { MAX_FAULTS } from '../../checks/fault.js';
import { notificationBody } from '../../checks/notificationBody.js';
import type { PublishedEvent } from '../../generated/events.js';
import type { Fault } from '../../generated/webhooks.js';

export type { PublishedEvent } from '../../generated/events.js';
export type { Fault } from '../../generated/webhooks.js';

/** Events that the contract does not allow: each fault with its place. Nothing was inserted. */
export class InvalidEvents extends Error {
  constructor(readonly faults: Fault[]) {
    super(`The events are not acceptable: ${faults.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
    this.name = 'InvalidEvents';
  }
}

/** The caller's own transaction: one of any Prisma client, or a client of `pg` (or of what queries like it) that has begun one. */
export type OutboxTransaction =
  | { $executeRawUnsafe(text: string, ...values: unknown[]): PromiseLike<unknown> }
  | { query(text: string, values: unknown[]): PromiseLike<unknown> };

interface OutboxOptions {
  /** Waypost's schema in this database (DATABASE_SCHEMA); `waypost` unless given. */
  schema?: string;
}

/**
 * Inserts events into the outbox in the transaction `tx`. When that commits, a worker stores them with their deliveries: all of one call
 * or none, and those of an account in the order of the calls, as far as one was committed before the other began. Until then nobody sees
 * them; after a rollback they have never been.
 *
 * Whether the accounts exist is found when the events are taken: what is refused then stays in the table (`waypost outbox list`).
 * @throws InvalidEvents, and the errors of `tx`
 * @example
 * await prisma.$transaction(async (tx) => {
 *   await tx.route.update({ where: { id }, data: { startedAt: new Date() } });
 *   await publishEvents(tx, [{ account_id, event: 'ROUTE_STARTED', dc_id, route_id: id }]);
 * });
 */
export async function publishEvents(
  tx: OutboxTransaction,
  events: PublishedEvent[],
  { schema = 'waypost' }: OutboxOptions = {},
): Promise<void> {
  const json = written(events);
  // What was written, since that is what will be taken: a Date has become text, and what is undefined is gone.
  const faults = faultsOf(json);
  if (faults.length > 0) throw new InvalidEvents(faults);
  const insert = `INSERT INTO "${schema.replaceAll('"', '""')}".outbox (events) VALUES ($1)`;
  await ('query' in tx ? tx.query(insert, [json]) : tx.$executeRawUnsafe(insert, json));
}

function written(events: PublishedEvent[]): string {
  try {
    return JSON.stringify(events);
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new InvalidEvents([{ path: '/events', message: `can not be written as JSON: ${reason}` }]);
  }
}

/** The service's own limit of an event's size (MAX_EVENT_BYTES) may be another: its default is what can be known here. */
function faultsOf(json: string): Fault[] {
  const read = readEvents(json);
  if (!read.ok) return read.faults;
  const faults: Fault[] = [];
  for (const [i, event] of read.events.entries()) {
    const path = `/events/${i}`;
    const body = notificationBody({ hook_timestamp_millis: Date.now(), ...event });
    faults.push(...shapeFaults(event, path), ...sizeFaults(body, DEFAULT_MAX_EVENT_BYTES, path));
    if (faults.length > MAX_FAULTS) break;
  }
  return faults;
}
