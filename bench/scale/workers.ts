import { NOTIFY_SQL } from '../../src/database/channel.js';
import { storeEvents } from '../../src/events/storeEvents.js';
import { accept, benchEvent } from '../delivery/publish.js';
import { settled } from '../delivery/scenarios.js';
import { MATCHES, type Stage } from '../delivery/stage.js';
import { readDatabaseUse, useOfEach, type UseOfEach } from '../support/databaseUse.js';
import { cpuSecondsOf, stopAll } from '../support/serverProcess.js';

/** Per worker, until the code that matters is compiled. */
const WARM_UP_EVENTS = 2_000;
const EVENTS_PER_STATEMENT = 100;

export interface WorkersResult {
  deliveriesPerSecond: number;
  /** Of the workers, for each delivery; null where the system does not tell. */
  cpuMicros: number | null;
  /** It stores, claims and settles. */
  postgres: UseOfEach;
}

interface WorkersOptions {
  workers: number;
  /** The events are those of these accounts, in turns. */
  accountIds: readonly string[];
  events: number;
}

/**
 * Stores events, by this process and as fast as it goes, while the workers deliver: from the first event to the last receipt. Their processor
 * time is that of delivering, without their start.
 */
export async function deliverBy(stage: Stage, { workers, accountIds, events }: WorkersOptions): Promise<WorkersResult> {
  const { sql } = stage.database;
  const processes = await Promise.all(Array.from({ length: workers }, stage.startWorker));
  const deliver = async (count: number) => {
    await stage.reset();
    const startedAt = performance.timeOrigin + performance.now();
    await store(stage, accountIds, count);
    const { lastAt } = await stage.waitForReceipts(count * MATCHES, 600);
    await settled(stage);
    return lastAt - startedAt;
  };
  await deliver(WARM_UP_EVENTS * workers);
  const before = { cpu: await cpuSecondsOf(processes), postgres: await readDatabaseUse(sql) };
  const millis = await deliver(events);
  const after = { cpu: await cpuSecondsOf(processes), postgres: await readDatabaseUse(sql) };
  await stopAll(processes);
  const deliveries = events * MATCHES;
  return {
    deliveriesPerSecond: deliveries / (millis / 1_000),
    cpuMicros: before.cpu === null || after.cpu === null ? null : ((after.cpu - before.cpu) * 1_000_000) / deliveries,
    postgres: useOfEach(before.postgres, after.postgres, deliveries),
  };
}

async function store({ database: { sql } }: Stage, accountIds: readonly string[], events: number): Promise<void> {
  for (let stored = 0; stored < events; stored += EVENTS_PER_STATEMENT) {
    const batch = Array.from({ length: Math.min(EVENTS_PER_STATEMENT, events - stored) }, (_, i) =>
      benchEvent({ accountId: accountIds[(stored + i) % accountIds.length] ?? '' }),
    );
    await storeEvents(sql, accept(batch));
    await sql.query(NOTIFY_SQL);
  }
}
