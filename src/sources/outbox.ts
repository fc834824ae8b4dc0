/**
 * Publishing from code on the same database: `import { publishEvents } from 'waypost/outbox'`. The events are stored in the caller's
 * own transaction, so that a business change and its events commit together or not at all (a transactional outbox).
 */
import { NOTIFY_SQL } from '../database/channel.js';
import { DEFAULT_SCHEMA } from '../config.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import type { Fault } from '../errors.js';
import { acceptEvents, type PublishedEvent } from '../events/acceptEvents.js';
import { compileRulesOfUnchecked, type EventRules } from '../events/eventRules.js';
import { storeEvents, type AcceptedEvent } from '../events/storeEvents.js';

export type { PublishedEvent } from '../events/acceptEvents.js';
export { UnknownAccounts, type AcceptedEvent } from '../events/storeEvents.js';

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

/** Compiled at the first call, and kept. */
let rules: EventRules | null = null;

/**
 * Stores events and their deliveries in the transaction `tx`, and wakes the workers when it commits. Until then nobody sees
 * them; after a rollback they have never been.
 *
 * @param tx a Prisma transaction on Waypost's database, of any Prisma client; its search_path is the same before and after
 * @param schema the service's DATABASE_SCHEMA
 * @returns the events in their order, with the number of webhooks that each is delivered to
 * @throws InvalidEvents, UnknownAccounts
 * @example
 * await prisma.$transaction(async (tx) => {
 *   await tx.route.update({ where: { id }, data: { startedAt: new Date() } });
 *   await publishEvents(tx, [{ account_id, event: 'ROUTE_STARTED', dc_id, route_id: id }]);
 * });
 */
export async function publishEvents(
  tx: OutboxTransaction,
  events: PublishedEvent[],
  schema = DEFAULT_SCHEMA,
): Promise<AcceptedEvent[]> {
  rules ??= compileRulesOfUnchecked();
  const acceptance = acceptEvents(events, rules, '/events');
  if (!acceptance.ok) throw new InvalidEvents(acceptance.faults);
  const [{ path } = { path: '' }] = await tx.$queryRawUnsafe<{ path: string }[]>(PATH);
  await tx.$queryRawUnsafe(SET_PATH, schema);
  try {
    const accepted = await storeEvents(runnerOf(tx), acceptance.events);
    await tx.$queryRawUnsafe(NOTIFY_SQL);
    return accepted;
  } finally {
    await tx.$queryRawUnsafe(SET_PATH, path).catch(() => undefined); // a statement that failed has ended the transaction, and its settings
  }
}

const PATH = `SELECT current_setting('search_path') AS path`;
/** For the rest of the transaction. */
const SET_PATH = `SELECT set_config('search_path', $1, true)`;

function runnerOf(tx: OutboxTransaction): SqlRunner {
  return {
    query: async (text, values = []) => {
      const rows = await tx.$queryRawUnsafe<never[]>(text, ...values);
      return { rows, rowCount: rows.length };
    },
  };
}
