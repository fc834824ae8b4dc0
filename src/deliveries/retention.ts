/** How long things are kept: RETENTION_DAYS from the end of their day (UTC), and events a day longer. */
import { dropPartition, listPartitions, type Partition } from '../database/partitions.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import type { Logger } from '../log.js';
import { isFree } from './transitions.js';

/** Rows per statement, so that none keeps the disk busy while deliveries wait. */
const BATCH = 1_000;
const DAY_MILLIS = 86_400_000;

export interface RetentionOptions {
  retentionDays: number;
  log: Logger;
  /** The service stops: what is begun is finished, and nothing more is begun. */
  signal: AbortSignal;
}

/**
 * Drops the days that are past the retention. What is not over yet outlives it by a day, in which its day is kept whole; then it is given up,
 * and goes with its event.
 * @param now in epoch milliseconds
 */
export async function enforceRetention(db: SqlRunner, options: RetentionOptions, now = Date.now()): Promise<void> {
  const { retentionDays, log, signal } = options;
  for (const table of ['attempts', 'deliveries', 'events'] as const) {
    const kept = table === 'events' ? retentionDays + 1 : retentionDays;
    for (const partition of await listPartitions(db, table)) {
      if (signal.aborted || !isPast(partition, kept, now)) break;
      if (isPast(partition, retentionDays + 1, now)) await giveUp(db, partition, log);
      if (await hasWaiting(db, partition)) break; // the days are dropped in their order
      if (table === 'events' && !(await forgetKeys(db, partition, signal))) return;
      await dropPartition(db, table, partition);
      log.info({ table, day: partition.day }, 'a day was dropped: its retention is over');
    }
  }
  if (!signal.aborted) await db.query(FORGET_FORMER_WEBHOOKS, [retentionDays + 2, BATCH]);
}

/** Whether so many days have passed since the end of a partition's own. */
export function isPast({ day }: Partition, days: number, now: number): boolean {
  return Date.parse(day) + (1 + days) * DAY_MILLIS <= now;
}

/** Those whose deliveries are gone. More than a batch at each look, and they would be made faster than anybody deletes webhooks. */
const FORGET_FORMER_WEBHOOKS = `
  DELETE FROM former_webhooks WHERE (account_id, webhook_id) IN (
    SELECT account_id, webhook_id FROM former_webhooks WHERE deleted_at < now() - make_interval(days => $1::int) ORDER BY deleted_at LIMIT $2
  )`;

/** Whether a delivery of this day, or of one before it, is not over. */
async function hasWaiting(db: SqlRunner, { below }: Partition): Promise<boolean> {
  const { rowCount } = await db.query(WAITING, [below]);
  return rowCount !== 0;
}

const WAITING = 'SELECT FROM delivery_queue WHERE delivery_id < $1::uuid LIMIT 1';

/** Gives up what is not over and not being attempted right now. */
async function giveUp(db: SqlRunner, { below, day }: Partition, log: Logger): Promise<void> {
  for (;;) {
    const { rowCount } = await db.query(GIVE_UP, [below, BATCH]);
    if (!rowCount) return;
    log.warn({ day, deliveries: rowCount }, 'deliveries were given up: they were not over when their retention was');
    if (rowCount < BATCH) return;
  }
}

const GIVE_UP = `
  DELETE FROM delivery_queue WHERE ctid = ANY (ARRAY (
    SELECT ctid FROM delivery_queue q WHERE delivery_id < $1::uuid AND ${isFree('q')} LIMIT $2 FOR UPDATE SKIP LOCKED
  ))`;

/** Forgets the publishers' ids of this day's events, and of those before: they may be used again. True when all are forgotten. */
async function forgetKeys(db: SqlRunner, { below }: Partition, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const { rowCount } = await db.query(FORGET_KEYS, [below, BATCH]);
    if ((rowCount ?? 0) < BATCH) return true;
  }
  return false;
}

const FORGET_KEYS = `
  DELETE FROM event_keys WHERE ctid = ANY (ARRAY (
    SELECT ctid FROM event_keys WHERE event_id < $1::uuid ORDER BY event_id LIMIT $2 FOR UPDATE SKIP LOCKED
  ))`;
