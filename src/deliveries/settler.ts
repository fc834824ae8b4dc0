import type pg from 'pg';
import { isDatabaseUnavailable } from '../database/unavailable.js';
import type { Logger } from '../log.js';
import { settle, type Settlement } from './settle.js';

/** Collects results for a moment and writes them in batches: one statement for hundreds of attempts. */
export interface Settler {
  add(settlement: Settlement): void;
  /** At a stop: resolves when everything added so far is written, or given up. */
  flush(): Promise<void>;
}

const FLUSH_MILLIS = 5;
const BATCH = 500;
const RETRY_MILLIS = 500;

interface SettlerOptions {
  log: Logger;
  /**
   * How long a result is tried to be written; afterwards the lease is over, and the delivery is attempted again. While the database is
   * away, results are kept for as long as it takes: nobody claims meanwhile, and each one that is kept is a repeat less.
   */
  giveUpAfterMillis: number;
  /** Hears of what was written. */
  onSettled: (settled: Settlement[]) => void;
}

export function createSettler(pool: pg.Pool, { log, giveUpAfterMillis, onSettled }: SettlerOptions): Settler {
  let collected: Settlement[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let stopping = false;

  function write(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    if (collected.length === 0) return writing;
    const batch = collected;
    collected = [];
    // One batch at a time: while it is written the next one collects, so that batches grow with the load.
    writing = writing.then(() => writeBatch(batch));
    return writing;
  }

  async function writeBatch(collectedBatch: Settlement[]): Promise<void> {
    let batch = collectedBatch;
    const deadline = performance.now() + giveUpAfterMillis;
    for (;;) {
      try {
        const settled = new Set(await settle(pool, batch));
        onSettled(batch.filter(({ deliveryId }) => settled.has(deliveryId)));
        return;
      } catch (err) {
        const mayWait = isDatabaseUnavailable(err) && !stopping;
        if (performance.now() > deadline && !mayWait) {
          log.error(
            { err, deliveries: batch.length },
            'results could not be written; the deliveries will be attempted again',
          );
          return;
        }
        log.warn({ err, deliveries: batch.length }, 'results could not be written yet');
        // The statement may have been carried out and its answer lost. Results can be written twice, but a claim that was given back may
        // be another worker's by now, under the same number: such a lease is left to run out.
        batch = batch.filter(({ state, attempt }) => state !== 'pending' || attempt !== null);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MILLIS));
      }
    }
  }

  return {
    add: (settlement) => {
      collected.push(settlement);
      if (collected.length >= BATCH) void write();
      else timer ??= setTimeout(() => void write(), FLUSH_MILLIS);
    },
    flush: () => {
      stopping = true;
      return write();
    },
  };
}
