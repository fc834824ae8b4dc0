/** The jobs that keep deliveries moving, and their log from growing for ever. */
import type { SqlRunner } from '../database/sqlRunner.js';
import { advanceRecoveries } from './advanceRecoveries.js';
import { TICK_MILLIS, type Job } from './housekeeping.js';
import { promoteDue } from './promote.js';
import { purge } from './retention.js';
import { applyWebhookChanges, expireParked } from './webhookChanges.js';

interface JobOptions {
  /** How long after its creation a delivery may still be tried, in seconds. */
  retrySpanSeconds: number;
  /** How long events, and deliveries that are over, are kept. */
  retentionDays: number;
  /** Something became ready to be claimed. */
  onReady: () => void;
}

/** What nobody waits for may rest for longer, so that an idle service is idle. */
const EXPIRE_REST_MILLIS = 30_000;
const PURGE_REST_MILLIS = 60_000;
/** So many deliveries a second can be made for good without the log growing beyond its retention: batches, per tick and process. */
const PURGE_BATCHES = 5;

/** All jobs on a database. Rows that another process works on are passed over. */
export function deliveryJobs(db: SqlRunner, { retrySpanSeconds, retentionDays, onReady }: JobOptions): Job[] {
  /** A job that makes deliveries ready, and whoever waits for its work waits for a tick at the most. */
  const readying = (name: string, work: () => Promise<number>): Job => ({
    name,
    restMillis: TICK_MILLIS,
    run: async () => {
      if ((await work()) > 0) onReady();
      return false;
    },
  });
  return [
    readying('promote_due', () => promoteDue(db)),
    readying('follow_webhook_changes', () => applyWebhookChanges(db, retrySpanSeconds)),
    readying('advance_recoveries', () => advanceRecoveries(db)),
    { name: 'expire_parked', restMillis: EXPIRE_REST_MILLIS, run: () => expireParked(db, retrySpanSeconds) },
    {
      name: 'purge',
      restMillis: PURGE_REST_MILLIS,
      run: async (signal) => {
        let hasMore = true;
        for (let i = 0; i < PURGE_BATCHES && hasMore && !signal.aborted; i += 1)
          hasMore = await purge(db, retentionDays);
        return hasMore;
      },
    },
  ];
}
