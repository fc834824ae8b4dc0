import { validate as isUuid } from 'uuid';
import type { SqlRunner } from '../database/sqlRunner.js';

/** Why a delivery can't be sent again. */
export type RetryRefusal = 'not found' | 'webhook deleted' | 'webhook disabled' | 'event purged';

/**
 * Queues a delivery of the account at once, whatever its state, and marks its next attempt as manual. One that is being attempted
 * right now is left alone: that attempt is the one that was asked for.
 */
export async function retryDelivery(db: SqlRunner, accountId: string, id: string): Promise<RetryRefusal | null> {
  if (!isUuid(id)) return 'not found';
  const { rows } = await db.query<{ deleted: boolean; disabled: boolean; purged: boolean }>(RETRY, [accountId, id]);
  const [row] = rows;
  if (!row) return 'not found';
  if (row.deleted) return 'webhook deleted';
  if (row.disabled) return 'webhook disabled';
  return row.purged ? 'event purged' : null;
}

/**
 * Its place in the queue is locked before the delivery, as everywhere, so that a settlement of the same delivery is waited for and never
 * deadlocked with; the delivery is locked before it is read, so that the number of its next attempt follows from that settlement.
 */
const RETRY = `
  WITH place AS MATERIALIZED (
    SELECT FROM delivery_queue
    WHERE delivery_id = $2::uuid AND EXISTS (SELECT FROM deliveries WHERE account_id = $1::uuid AND id = $2::uuid)
    FOR UPDATE
  ), delivery AS MATERIALIZED (
    SELECT d.id, d.webhook_id, d.event_id, d.attempt_count, d.created_at,
      w.id IS NULL AS deleted, NOT coalesce(w.enabled, true) AS disabled, e.id IS NULL AS purged
    FROM (SELECT count(*) FROM place) after_place
    CROSS JOIN deliveries d
    LEFT JOIN webhooks w ON w.id = d.webhook_id
    LEFT JOIN events e ON e.id = d.event_id
    WHERE d.account_id = $1::uuid AND d.id = $2::uuid
    FOR UPDATE OF d
  ), queued AS (
    INSERT INTO delivery_queue (delivery_id, webhook_id, event_id, attempt_number, manual, created_at)
    SELECT id, webhook_id, event_id, attempt_count, true, created_at FROM delivery
    WHERE NOT (deleted OR disabled OR purged)
    ON CONFLICT (delivery_id) DO UPDATE SET ready = true, due_at = now(), manual = true WHERE NOT delivery_queue.leased
  ), pending AS (
    UPDATE deliveries SET state = 'pending', next_attempt_at = now(), finished_at = NULL
    FROM delivery WHERE deliveries.id = delivery.id AND NOT (deleted OR disabled OR purged)
  )
  SELECT deleted, disabled, purged FROM delivery`;
