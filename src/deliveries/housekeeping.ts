/** What goes on beside claiming, again and again: jobs that know nothing of each other. */
import { setTimeout as pass } from 'node:timers/promises';
import type { Logger } from '../log.js';
import type { HousekeepingMetrics } from './metrics.js';

export interface Job {
  /** The label of its metrics. */
  name: string;
  /** How long it rests when there is nothing left to do. */
  restMillis: number;
  /**
   * Does a bounded piece of work.
   * @param signal says that the service stops: what is begun is finished, and nothing more is begun
   * @returns whether there may be more of it
   */
  run(signal: AbortSignal): Promise<boolean>;
}

export interface Housekeeping {
  /** Resolves when what was begun is over. */
  stop(): Promise<void>;
}

interface HousekeepingOptions {
  log: Logger;
  metrics: HousekeepingMetrics;
}

/** Between the pieces of work of a job that has more to do, and after one that failed. */
export const TICK_MILLIS = 1_000;

/**
 * Starts the jobs, each at its own pace: one that fails, or waits for a lock, keeps none of the others from their work. What failed is
 * logged, counted, and tried again with the next tick. Any number of processes may do so on one database.
 */
export function startHousekeeping(jobs: readonly Job[], options: HousekeepingOptions): Housekeeping {
  const stopping = new AbortController();
  const loops = jobs.map((job) => repeat(job, options, stopping.signal));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function repeat(job: Job, { log, metrics }: HousekeepingOptions, signal: AbortSignal): Promise<void> {
  let restMillis = TICK_MILLIS;
  for (;;) {
    await pass(restMillis, undefined, { signal }).catch(() => undefined); // it rejects at a stop
    if (signal.aborted) return;
    try {
      const hasMore = await job.run(signal);
      metrics.succeeded(job.name);
      restMillis = hasMore ? TICK_MILLIS : job.restMillis;
    } catch (err) {
      metrics.failed(job.name);
      log.warn({ err, job: job.name }, 'a job of the housekeeping failed; it is tried again');
      restMillis = TICK_MILLIS;
    }
  }
}
