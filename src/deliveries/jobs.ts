/** The jobs that keep deliveries moving, and their log from growing for ever. */
import { createPartitions } from '../database/partitions.js';
import type { Database } from '../database/client.js';
import type { Logger } from '../log.js';
import { advanceRecoveries, hasRecoveries } from './advanceRecoveries.js';
import { TICK_MILLIS, type Job } from './housekeeping.js';
import { promoteDue } from './promote.js';
import { enforceRetention } from './retention.js';
import { foldDeltas, hasDeltas } from './statistics/foldDeltas.js';
import { dropOldStatistics } from './statistics/retention.js';
import { applyWebhookChanges, expireParked, hasWebhookChanges } from './webhookChanges.js';

interface JobOptions {
  /** How long after its creation a delivery may still be tried, in seconds. */
  retrySpanSeconds: number;
  /** How long events, and deliveries that are over, are kept. */
  retentionDays: number;
  log: Logger;
  /** Something became ready to be claimed. */
  onReady: () => void;
}

/** What nobody waits for may rest for longer, so that an idle service is idle. */
const FOLD_REST_MILLIS = 5_000;
const EXPIRE_REST_MILLIS = 30_000;
const RETENTION_REST_MILLIS = 60_000;
const PARTITIONS_REST_MILLIS = 3_600_000;

/**
 * All jobs on a database. Rows that another process works on are passed over. What may be much work has patience; what asks every second
 * whether there is any has none, and costs a third.
 */
export function deliveryJobs(
  { sql, patientSql: db }: Pick<Database, 'sql' | 'patientSql'>,
  { retrySpanSeconds, retentionDays, log, onReady }: JobOptions,
): Job[] {
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
    readying('promote_due', () => promoteDue(sql)),
    readying('follow_webhook_changes', async () =>
      (await hasWebhookChanges(sql)) ? applyWebhookChanges(db, retrySpanSeconds) : 0,
    ),
    readying('advance_recoveries', async () => ((await hasRecoveries(sql)) ? advanceRecoveries(db) : 0)),
    {
      name: 'count_statistics',
      restMillis: FOLD_REST_MILLIS,
      run: async (signal) => (await hasDeltas(sql)) && foldDeltas(db, signal),
    },
    { name: 'expire_parked', restMillis: EXPIRE_REST_MILLIS, run: () => expireParked(db, retrySpanSeconds) },
    {
      name: 'create_partitions',
      restMillis: PARTITIONS_REST_MILLIS,
      run: async () => {
        await createPartitions(db);
        return false;
      },
    },
    {
      name: 'enforce_retention',
      restMillis: RETENTION_REST_MILLIS,
      run: async (signal) => {
        await enforceRetention(db, { retentionDays, log, signal });
        await dropOldStatistics(db, { retentionDays, log, signal });
        return false;
      },
    },
  ];
}
