import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readDatabaseUse, useOfEach, type UseOfEach } from '../support/databaseUse.js';
import { cpuSecondsOf, startServerProcess, stopAll } from '../support/serverProcess.js';
import { percentile } from '../support/statistics.js';
import { publish, storeBacklog } from './publish.js';
import { MATCHES, type Stage } from './stage.js';

/** Until the code that matters is compiled. */
const WARM_UP_MILLIS = 5_000;

export interface SteadyRate {
  eventsPerSecond: number;
  millis: number;
  /** API and worker in one process. */
  together: boolean;
}

/** What a scenario shows of throughput. */
export interface Throughput {
  /** Null where nothing is published meanwhile. */
  eventsPerSecond: number | null;
  deliveriesPerSecond: number;
  /** Of the service's processes, per 1,000 deliveries; null where it is not measured, or the system does not tell. */
  cpuSecondsPerThousand: number | null;
  postgres: UseOfEach;
}

/**
 * Drains a backlog that was there before the workers started, from the first receipt to the last. Postgres claims and settles; what the backlog
 * has cost it is not counted.
 */
export async function drain(
  stage: Stage,
  { events, workers }: { events: number; workers: number },
): Promise<Throughput> {
  const { sql } = stage.database;
  await storeBacklog(stage, events);
  await stage.reset();
  const before = await readDatabaseUse(sql);
  const processes = await Promise.all(Array.from({ length: workers }, stage.startWorker));
  const { count, firstAt, lastAt } = await stage.waitForReceipts(events * MATCHES, 180);
  await settled(stage);
  const after = await readDatabaseUse(sql);
  await stopAll(processes);
  return {
    eventsPerSecond: null,
    deliveriesPerSecond: count / ((lastAt - firstAt) / 1_000),
    cpuSecondsPerThousand: null,
    postgres: useOfEach(before, after, count),
  };
}

interface PipelineOptions {
  eventsPerRequest: number;
  /** Beside the API; null if the process of the API delivers, too. */
  workers: number | null;
  millis: number;
}

/**
 * Publishes as fast as the API takes it while the workers deliver, from the first event to the last receipt. Postgres stores, claims and
 * settles; in one process it stores as claimed what the worker has room for.
 */
export async function pipeline(
  stage: Stage,
  { eventsPerRequest, workers, millis }: PipelineOptions,
): Promise<Throughput> {
  const { sql } = stage.database;
  const api = workers === null ? await stage.startBoth() : await stage.startApi();
  const processes = [api, ...(await Promise.all(Array.from({ length: workers ?? 0 }, stage.startWorker)))];
  await publish(stage, { url: api.url, eventsPerRequest, connections: 8, millis: WARM_UP_MILLIS });
  await settled(stage);
  await stage.reset();
  const before = { cpu: await cpuSecondsOf(processes), postgres: await readDatabaseUse(sql) };
  const startedAt = performance.timeOrigin + performance.now();
  const { events, perSecond } = await publish(stage, { url: api.url, eventsPerRequest, connections: 32, millis });
  const { count, lastAt } = await stage.waitForReceipts(events * MATCHES, 180);
  await settled(stage);
  const after = { cpu: await cpuSecondsOf(processes), postgres: await readDatabaseUse(sql) };
  await stopAll(processes);
  return {
    eventsPerSecond: perSecond,
    deliveriesPerSecond: count / ((lastAt - startedAt) / 1_000),
    cpuSecondsPerThousand:
      before.cpu === null || after.cpu === null ? null : ((after.cpu - before.cpu) / count) * 1_000,
    postgres: useOfEach(before.postgres, after.postgres, count),
  };
}

/** Milliseconds. */
export interface Latency {
  p50: number;
  p99: number;
}

/** From publishing to receipt at a steady rate, with API and worker in one process or apart. */
export async function latency(
  stage: Stage,
  { eventsPerSecond, millis, together, dcId }: SteadyRate & { dcId?: string },
): Promise<Latency> {
  const processes = together ? [await stage.startBoth()] : [await stage.startApi(), await stage.startWorker()];
  const url = processes[0]?.url ?? '';
  const options = { url, eventsPerRequest: 1, connections: 32, requestsPerSecond: eventsPerSecond };
  await publish(stage, { ...options, millis: WARM_UP_MILLIS });
  await delay(500);
  await stage.reset();
  const { events } = await publish(stage, { ...options, millis });
  const { latencies } = await stage.waitForReceipts(events * MATCHES, 60);
  await stopAll(processes);
  if (dcId) await stage.database.prisma.$executeRaw`DELETE FROM delivery_queue`;
  return { p50: percentile(latencies, 50), p99: percentile(latencies, 99) };
}

/** The same beside a receiver that never answers and has 10,000 deliveries waiting. */
export async function latencyBesideDead(stage: Stage, options: SteadyRate) {
  await stage.registerWebhook(`${stage.receiver.url}/never`, 'dead');
  await storeBacklog(stage, 10_000, 'dead');
  return latency(stage, { ...options, dcId: 'dead' });
}

/** The same beside 20 webhooks whose receivers answer without end, each with 500 deliveries waiting. */
export async function latencyBesideFloods(stage: Stage, options: SteadyRate) {
  const program = fileURLToPath(new URL('floodProcess.ts', import.meta.url));
  const flooding = await startServerProcess({ args: ['--import', 'tsx', program], env: {} });
  const dcId = new URL(flooding.url).host; // one of this round's own
  for (let i = 0; i < 20; i += 1) await stage.registerWebhook(`${flooding.url}/${i}`, dcId);
  await storeBacklog(stage, 500, dcId);
  const result = await latency(stage, { ...options, dcId });
  await flooding.stop();
  return result;
}

/** Until the last results are written. */
export async function settled(stage: Stage): Promise<void> {
  for (;;) {
    const [row] = await stage.database.prisma.$queryRaw<{ empty: boolean }[]>`
      SELECT NOT EXISTS (SELECT FROM delivery_queue) AS empty`;
    if (row?.empty) return;
    await delay(20);
  }
}
