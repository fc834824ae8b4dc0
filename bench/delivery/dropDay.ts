import { pino } from 'pino';
import { listPartitions, type PartitionedTable } from '../../src/database/partitions.js';
import { enforceRetention } from '../../src/deliveries/retention.js';
import { stopAll } from '../support/serverProcess.js';
import { percentile } from '../support/statistics.js';
import { addOldestDay, OLDEST_DAYS_AGO } from './oldDeliveries.js';
import { publish, type Published } from './publish.js';
import type { Stage } from './stage.js';

const TABLES: readonly PartitionedTable[] = ['attempts', 'deliveries', 'events'];
const DAY_MILLIS = 86_400_000;
const WARM_UP_MILLIS = 3_000;

export interface DropResult {
  deliveries: number;
  /** From the first statement to the last. */
  dropMillis: number;
  /** Of publishing, in milliseconds: while nothing is dropped, and just after it from the moment on in which the drop begins. */
  without: number;
  beside: number;
}

interface DropOptions {
  /** Old deliveries in all, of which the day has a tenth. */
  old: number;
  /** Whether its events have ids of their publishers. */
  named: boolean;
  eventsPerSecond: number;
  /** Of both measurements. */
  millis: number;
}

/** Publishing at a steady rate, one event per POST, while the oldest day of the log is dropped as housekeeping does it. */
export async function publishBesideDrop(stage: Stage, options: DropOptions): Promise<DropResult> {
  const { old, named, eventsPerSecond, millis } = options;
  await dropOldestDay(stage); // what there is of it
  const deliveries = await addOldestDay(stage, old, named);
  const processes = [await stage.startApi(), await stage.startWorker()];
  const url = processes[0]?.url ?? '';
  const steady = { url, eventsPerRequest: 1, connections: 32, requestsPerSecond: eventsPerSecond };
  await publish(stage, { ...steady, millis: WARM_UP_MILLIS });
  const without = await publish(stage, { ...steady, millis });
  const [beside, dropMillis] = await Promise.all([publish(stage, { ...steady, millis }), dropOldestDay(stage)]);
  await stopAll(processes);
  const p99 = ({ latencyMillis }: Published) => percentile(latencyMillis, 99);
  return { deliveries, dropMillis, without: p99(without), beside: p99(beside) };
}

/** At the moment at which a day is past the retention and its events are, too. Returns how long it took, in milliseconds. */
async function dropOldestDay({ database: { patientSql } }: Stage): Promise<number> {
  const today = Math.floor(Date.now() / DAY_MILLIS) * DAY_MILLIS;
  const oldest = today - OLDEST_DAYS_AGO * DAY_MILLIS;
  const retentionDays = 1;
  const pastAt = oldest + (1 + retentionDays + 1) * DAY_MILLIS;
  const start = performance.now();
  const { signal } = new AbortController();
  await enforceRetention(patientSql, { retentionDays, log: pino({ level: 'silent' }), signal }, pastAt);
  const dropMillis = performance.now() - start;
  const partitions = await Promise.all(TABLES.map((table) => listPartitions(patientSql, table)));
  if (partitions.flat().some(({ day }) => Date.parse(day) <= oldest)) throw new Error('The day was not dropped.');
  return dropMillis;
}
