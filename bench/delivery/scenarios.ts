import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startServerProcess, type ServerProcess } from '../support/serverProcess.js';
import { percentile } from '../support/statistics.js';
import { publish, storeBacklog } from './publish.js';
import type { Stage } from './stage.js';

/** Three of the stage's webhooks match each event. */
const MATCHES = 3;
/** Until the code that matters is compiled. */
const WARM_UP_MILLIS = 5_000;

export interface SteadyRate {
  eventsPerSecond: number;
  millis: number;
  /** API and worker in one process. */
  together: boolean;
}

/** Drains a backlog that was there before the workers started. Deliveries per second, from the first receipt to the last. */
export async function drain(stage: Stage, { events, workers }: { events: number; workers: number }): Promise<number> {
  await storeBacklog(stage, events);
  await stage.reset();
  const processes = await Promise.all(Array.from({ length: workers }, stage.startWorker));
  const { count, firstAt, lastAt } = await stage.waitForReceipts(events * MATCHES, 180);
  await stopAll(processes);
  return count / ((lastAt - firstAt) / 1_000);
}

export interface PipelineResult {
  eventsPerSecond: number;
  deliveriesPerSecond: number;
  /** Of API and workers together; null where the system does not tell. */
  cpuSecondsPerThousand: number | null;
}

/** Publishes as fast as the API takes it while the workers deliver: from the first event to the last receipt. */
export async function pipeline(
  stage: Stage,
  { eventsPerRequest, workers, millis }: { eventsPerRequest: number; workers: number; millis: number },
): Promise<PipelineResult> {
  const api = await stage.startApi();
  const processes = [api, ...(await Promise.all(Array.from({ length: workers }, stage.startWorker)))];
  await publish(stage, { url: api.url, eventsPerRequest, connections: 8, millis: WARM_UP_MILLIS });
  await settled(stage);
  await stage.reset();
  const cpuBefore = await cpuOf(processes);
  const startedAt = performance.timeOrigin + performance.now();
  const { events, perSecond } = await publish(stage, { url: api.url, eventsPerRequest, connections: 32, millis });
  const { count, lastAt } = await stage.waitForReceipts(events * MATCHES, 180);
  await settled(stage);
  const cpuAfter = await cpuOf(processes);
  await stopAll(processes);
  return {
    eventsPerSecond: perSecond,
    deliveriesPerSecond: count / ((lastAt - startedAt) / 1_000),
    cpuSecondsPerThousand: cpuBefore === null || cpuAfter === null ? null : ((cpuAfter - cpuBefore) / count) * 1_000,
  };
}

/** From publishing to receipt at a steady rate, with API and worker in one process or apart. */
export async function latency(
  stage: Stage,
  { eventsPerSecond, millis, together, dcId }: SteadyRate & { dcId?: string },
): Promise<{ p50: number; p99: number }> {
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

/** A log of deliveries that are over, with their attempts and events. */
export async function addOldDeliveries(stage: Stage, count: number): Promise<void> {
  const { prisma } = stage.database;
  await prisma.$executeRawUnsafe(
    `WITH old AS (
       INSERT INTO events (id, account_id, event_type, dc_id, route_id, occurred_at, body, delivery_count)
       SELECT waypost_uuidv7(), $1::uuid, 'ROUTE_CREATED', 'bench', 'R-1', now(), '{"event":"ROUTE_CREATED"}', 1
       FROM generate_series(1, $2::int) RETURNING id, account_id
     ), delivery AS (
       INSERT INTO deliveries (account_id, webhook_id, event_id, event_type, dc_id, route_id, state, attempt_count, finished_at)
       SELECT old.account_id, (SELECT id FROM webhooks ORDER BY id LIMIT 1), old.id, 'ROUTE_CREATED', 'bench', 'R-1', 'succeeded', 1, now()
       FROM old RETURNING id
     )
     INSERT INTO attempts (delivery_id, number, started_at, duration_millis, status_code, response_excerpt)
     SELECT id, 1, now(), 5, 200, '' FROM delivery`,
    stage.accountId,
    count,
  );
  await prisma.$executeRawUnsafe('VACUUM (ANALYZE)');
}

/** Until the last results are written. */
async function settled(stage: Stage): Promise<void> {
  for (;;) {
    const [row] = await stage.database.prisma.$queryRaw<{ empty: boolean }[]>`
      SELECT NOT EXISTS (SELECT FROM delivery_queue) AS empty`;
    if (row?.empty) return;
    await delay(20);
  }
}

async function cpuOf(processes: ServerProcess[]): Promise<number | null> {
  const seconds = await Promise.all(processes.map((process) => process.cpuSeconds()));
  return seconds.reduce<number | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0);
}

async function stopAll(processes: ServerProcess[]): Promise<void> {
  await Promise.all(processes.map((process) => process.stop()));
}
