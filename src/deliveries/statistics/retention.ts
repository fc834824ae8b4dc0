import { dropPartition, listPartitions } from '../../database/partitions.js';
import type { SqlRunner } from '../../database/sqlRunner.js';
import { isPast, type RetentionOptions } from '../retention.js';
import { MINUTES_KEPT_DAYS, minutesKeptSince } from './span.js';

/**
 * Drops what is kept no longer: hours as deliveries, minutes after three days.
 * @param now in epoch milliseconds
 */
export async function dropOldStatistics(
  db: SqlRunner,
  { retentionDays, log, signal }: RetentionOptions,
  now = Date.now(),
): Promise<void> {
  const keptDays = { statistics_minutes: MINUTES_KEPT_DAYS, statistics_hours: retentionDays };
  for (const table of ['statistics_minutes', 'statistics_hours'] as const) {
    for (const partition of await listPartitions(db, table)) {
      if (signal.aborted || !isPast(partition, keptDays[table], now)) break;
      await dropPartition(db, table, partition);
      log.info({ table, day: partition.day }, 'a day was dropped: its retention is over');
    }
  }
  if (!signal.aborted) await db.query(FORGET_TOTALS, [minutesKeptSince(now)]);
}

/** Some thousand rows, if nobody has looked after them for days. */
const FORGET_TOTALS = 'DELETE FROM statistics_totals WHERE minute < $1::timestamptz';
