import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { SqlRunner } from '../database/sqlRunner.js';
import type { AttemptResult } from '../sending/attempt.js';
import type { ClaimedDelivery } from './claim.js';
import type { Settlement } from './settle.js';
import { COUNTED_EXACTLY, countLeased, readQueueLength, type QueueLength } from './queueLength.js';

/** What the worker reports as it goes. */
export interface DeliveryMetrics {
  attempted(delivery: ClaimedDelivery, attempt: AttemptResult): void;
  settled(settlements: Settlement[]): void;
}

/** From a few milliseconds, when all is well, to the hours of the retry schedule. */
const LATENCY_BUCKETS = [
  0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3_600, 14_400, 36_000,
];
const DURATION_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The worker's own counters, for Prometheus. Label values are few and fixed: no ids, no URLs. */
export function createDeliveryMetrics(registry: Registry, inFlight: () => number): DeliveryMetrics {
  const registers = [registry];
  const attempts = new Counter({
    name: 'waypost_attempts_total',
    help: 'Attempts by outcome: the class of the status, or the kind of error.',
    labelNames: ['outcome'],
    registers,
  });
  const deliveries = new Counter({
    name: 'waypost_deliveries_settled_total',
    help: 'Deliveries by the state that an attempt left them in.',
    labelNames: ['state'],
    registers,
  });
  const duration = new Histogram({
    name: 'waypost_attempt_duration_seconds',
    help: 'How long attempts take.',
    buckets: DURATION_BUCKETS,
    registers,
  });
  const latency = new Histogram({
    name: 'waypost_publish_to_receipt_seconds',
    help: 'From the publishing of an event to the end of the attempt that a receiver acknowledged.',
    buckets: LATENCY_BUCKETS,
    registers,
  });
  new Gauge({
    name: 'waypost_attempts_in_flight',
    help: 'Attempts that are going on.',
    registers,
    collect() {
      this.set(inFlight());
    },
  });

  return {
    attempted: (delivery, attempt) => {
      const { statusCode, errorKind, durationMillis, startedAt } = attempt;
      attempts.inc({ outcome: errorKind ?? `${Math.floor((statusCode ?? 0) / 100)}xx` });
      duration.observe(durationMillis / 1_000);
      if (errorKind !== null || statusCode === null || statusCode < 200 || statusCode > 299) return;
      latency.observe(Math.max(0, startedAt.getTime() + durationMillis - delivery.createdMillis) / 1_000);
    },
    settled: (settlements) => {
      const counts = new Map<string, number>();
      for (const { state } of settlements) counts.set(state, (counts.get(state) ?? 0) + 1);
      for (const [state, count] of counts) deliveries.inc({ state }, count);
    },
  };
}

/** What the housekeeping reports, job by job. */
export interface HousekeepingMetrics {
  succeeded(job: string): void;
  failed(job: string): void;
}

/** Both metrics have a line for each job from the start, so that one that never succeeds is seen, too. */
export function createHousekeepingMetrics(registry: Registry, jobs: readonly string[]): HousekeepingMetrics {
  const registers = [registry];
  const lastSuccess = new Gauge({
    name: 'waypost_housekeeping_last_success_timestamp_seconds',
    help: 'When a job of the housekeeping last came to its end without an error, as Unix time; 0 before the first time.',
    labelNames: ['job'],
    registers,
  });
  const failures = new Counter({
    name: 'waypost_housekeeping_failures_total',
    help: 'How often a job of the housekeeping failed.',
    labelNames: ['job'],
    registers,
  });
  for (const job of jobs) {
    lastSuccess.set({ job }, 0);
    failures.inc({ job }, 0);
  }
  return {
    succeeded: (job) => {
      lastSuccess.set({ job }, Date.now() / 1_000);
    },
    failed: (job) => {
      failures.inc({ job });
    },
  };
}

/** What only the database knows, asked at each scrape: the length of the queue and the age of the oldest delivery that is due. */
export function registerQueueMetrics(registry: Registry, db: SqlRunner): void {
  const registers = [registry];
  // The gauges of one scrape are collected at the same time, and share what is asked.
  let asking: Promise<QueueLength & { leased: number }> | null = null;
  function ask(): Promise<QueueLength & { leased: number }> {
    asking ??= Promise.all([readQueueLength(db), countLeased(db)])
      .then(([length, leased]) => ({ ...length, leased: Math.min(leased, length.due) }))
      .finally(() => (asking = null));
    return asking;
  }
  new Gauge({
    name: 'waypost_queue_deliveries',
    help: `Deliveries in the queue: ready, waiting for their time, or leased to a worker. Counted up to ${COUNTED_EXACTLY} each.`,
    labelNames: ['status'],
    registers,
    async collect() {
      const { due, waiting, leased } = await ask();
      this.set({ status: 'ready' }, due - leased);
      this.set({ status: 'waiting' }, waiting);
      this.set({ status: 'leased' }, leased);
    },
  });
  new Gauge({
    name: 'waypost_parked_deliveries',
    help: 'Deliveries of disabled webhooks.',
    registers,
    async collect() {
      this.set((await ask()).parked);
    },
  });
  new Gauge({
    name: 'waypost_oldest_due_seconds',
    help: 'How long the oldest delivery that is due has been waiting.',
    registers,
    async collect() {
      const { oldestDueAt } = await ask();
      this.set(oldestDueAt ? Math.max(0, Date.now() - oldestDueAt.getTime()) / 1_000 : 0);
    },
  });
}
