import type { SqlRunner } from '../database/sqlRunner.js';

/** Small, so that no statement keeps the disk busy while deliveries wait. */
const BATCH = 1_000;

/**
 * Removes a batch of what is older than the retention: deliveries that are over with their attempts, and events. An event outlives its
 * deliveries by a day. Ids are UUIDv7, so that the oldest rows are the first of the primary key.
 * @returns whether there may be more
 */
export async function purge(db: SqlRunner, retentionDays: number): Promise<boolean> {
  const deliveries = await db.query<{ purged: number }>(PURGE_DELIVERIES, [retentionDays, BATCH]);
  const events = await db.query(PURGE_EVENTS, [retentionDays + 1, BATCH]);
  return (deliveries.rows[0]?.purged ?? 0) === BATCH || (events.rowCount ?? 0) === BATCH;
}

const PURGE_DELIVERIES = `
  WITH purged AS (
    DELETE FROM deliveries WHERE id IN (
      SELECT id FROM deliveries
      WHERE id < waypost_uuidv7_floor(now() - make_interval(days => $1)) AND state NOT IN ('pending', 'parked')
      ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
    )
    RETURNING id
  ), with_attempts AS (
    DELETE FROM attempts USING purged WHERE delivery_id = purged.id
  )
  SELECT count(*)::int AS purged FROM purged`;

const PURGE_EVENTS = `
  DELETE FROM events WHERE id IN (
    SELECT id FROM events WHERE id < waypost_uuidv7_floor(now() - make_interval(days => $1))
    ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;
