import { storeEvents } from '../../src/events/storeEvents.js';
import { accept, benchEvent } from '../delivery/publish.js';
import type { Stage } from '../delivery/stage.js';
import { readDatabaseUse, useOfEach, type UseOfEach } from '../support/databaseUse.js';

/** Statements, until Postgres has the plan that it keeps. */
const WARM_UP_STATEMENTS = 20;

export interface MatchingResult {
  eventsPerSecond: number;
  postgres: UseOfEach;
}

interface MatchingOptions {
  accountId: string;
  eventsPerStatement: number;
  millis: number;
}

/** Stores events of one account, one statement after the other, with a delivery for each webhook that matches; nobody delivers. */
export async function storeFor(
  { database: { sql } }: Stage,
  { accountId, eventsPerStatement, millis }: MatchingOptions,
): Promise<MatchingResult> {
  const storeOnce = () =>
    storeEvents(sql, accept(Array.from({ length: eventsPerStatement }, () => benchEvent({ accountId }))));
  for (let i = 0; i < WARM_UP_STATEMENTS; i += 1) await storeOnce();
  const before = await readDatabaseUse(sql);
  const start = performance.now();
  let events = 0;
  while (performance.now() < start + millis) {
    await storeOnce();
    events += eventsPerStatement;
  }
  const seconds = (performance.now() - start) / 1_000;
  const after = await readDatabaseUse(sql);
  await sql.query('TRUNCATE delivery_queue'); // so that each begins with an empty one
  return { eventsPerSecond: events / seconds, postgres: useOfEach(before, after, events) };
}
