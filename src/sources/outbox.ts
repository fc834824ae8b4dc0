/**
 * Publishing from code on the same database: `import { publishEvents } from 'waypost/outbox'`. The events are stored in the caller's
 * own transaction, so that a business change and its events commit together or not at all (a transactional outbox).
 */
import { readContract } from '../contract/document.js';
import type { Fault } from '../errors.js';
import { NOTIFY_SQL } from '../database/channel.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import { compileSchema } from '../contract/schemaCheck.js';
import { nestingFaults } from '../events/acceptEvents.js';
import { compileNotificationRules } from '../contract/notifications.js';
import { storeEvents, type AcceptedEvent, type PublishedEvent } from '../events/storeEvents.js';

export { UnknownAccounts, type AcceptedEvent, type PublishedEvent } from '../events/storeEvents.js';

/** Events that the contract does not allow: each fault with its place. Nothing was stored. */
export class InvalidEvents extends Error {
  constructor(readonly faults: Fault[]) {
    super(`The events are not acceptable: ${faults.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
    this.name = 'InvalidEvents';
  }
}

/** A transaction of the caller's own Prisma client, so that no type of our generated one is asked for. */
export interface OutboxTransaction {
  $queryRawUnsafe<Rows>(text: string, ...values: unknown[]): Promise<Rows>;
}

interface Rules {
  faultsOf(event: PublishedEvent, path: string): Fault[];
  coalesceKeyOf(event: PublishedEvent): string | null;
}

let compiled: Promise<Rules> | null = null;

/** The same rules as for `POST /events`, since nothing but the contracts has looked at these events. */
async function compileRules(): Promise<Rules> {
  const events = await readContract('events');
  const schema = events.components.schemas?.['PublishedEvent'];
  if (!schema) throw new Error('openapi/events.yaml describes no PublishedEvent.');
  const faultsOfPublished = compileSchema(schema);
  const rules = compileNotificationRules(await readContract('webhooks'));
  return {
    coalesceKeyOf: rules.coalesceKeyOf,
    faultsOf: (event, path) => {
      // Those that all events share are found by both.
      const faults = [...faultsOfPublished(event, path), ...rules.faultsOf(event.event, event, path)];
      const distinct = new Map(faults.map((fault) => [`${fault.path} ${fault.message}`, fault]));
      return [...distinct.values(), ...nestingFaults(event, path)];
    },
  };
}

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
export async function publishEvents(tx: OutboxTransaction, events: PublishedEvent[]): Promise<AcceptedEvent[]> {
  const rules = await (compiled ??= compileRules());
  const dated = events.map((event) => ({ ...event, hook_timestamp_millis: event.hook_timestamp_millis ?? Date.now() }));
  const faults = dated.flatMap((event, i) => rules.faultsOf(event, `/events/${i}`));
  if (faults.length > 0) throw new InvalidEvents(faults);
  const accepted = await storeEvents(runnerOf(tx), dated, rules.coalesceKeyOf);
  await tx.$queryRawUnsafe(NOTIFY_SQL);
  return accepted;
}

function runnerOf(tx: OutboxTransaction): SqlRunner {
  return {
    query: async (text, values = []) => {
      const rows = await tx.$queryRawUnsafe<never[]>(text, ...values);
      return { rows, rowCount: rows.length };
    },
  };
}
