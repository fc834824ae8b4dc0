import { validate as isUuid } from 'uuid';
import type { SqlRunner } from '../database/sqlRunner.js';
import { isActive } from '../webhooks/webhookTarget.js';
import { backToQueue, eventOf, isFree, WEBHOOKS_OF_ACCOUNT } from './transitions.js';

/** Why a delivery can't be sent again. */
export type RetryRefusal = 'not found' | 'webhook deleted' | 'webhook disabled' | 'event purged';

/**
 * Queues a delivery of the account at once, whatever its state, and marks its next attempt as manual. One that is being attempted
 * right now is left alone: that attempt is the one that was asked for.
 */
export async function retryDelivery(db: SqlRunner, accountId: string, id: string): Promise<RetryRefusal | null> {
  if (!isUuid(id)) return 'not found';
  // A delivery that moves between queue and log while the statement waits for its lock is in neither for it, and there for the next.
  const row = (await queueAgain(db, accountId, id)) ?? (await queueAgain(db, accountId, id));
  if (!row) return 'not found';
  if (row.deleted) return 'webhook deleted';
  if (row.disabled) return 'webhook disabled';
  return row.purged ? 'event purged' : null;
}

/** Null if the account has no such delivery, or it was just moving. */
async function queueAgain(db: SqlRunner, accountId: string, id: string): Promise<RetryRow | null> {
  const { rows } = await db.query<RetryRow>(RETRY, [accountId, id]);
  return rows[0] ?? null;
}

interface RetryRow {
  deleted: boolean;
  disabled: boolean;
  purged: boolean;
}

/** Where it is, it is locked before it is looked at, so that a settlement of the same delivery is waited for. */
const RETRY = `
  WITH in_queue AS MATERIALIZED (
    SELECT q.* FROM ${WEBHOOKS_OF_ACCOUNT} w CROSS JOIN LATERAL (
      SELECT q.webhook_id, q.account_id, q.event_id FROM delivery_queue q
      WHERE q.webhook_id = w.id AND q.delivery_id = $2::uuid AND q.account_id = $1::uuid
      FOR UPDATE
    ) q
  ), in_log AS MATERIALIZED (
    SELECT webhook_id, account_id, event_id FROM deliveries WHERE account_id = $1::uuid AND id = $2::uuid FOR UPDATE
  ), delivery AS MATERIALIZED (
    SELECT d.webhook_id, $2::uuid AS id, octet_length(e.body) AS body_bytes,
      w.id IS NULL AS deleted, NOT coalesce(${isActive('w')}, true) AS disabled, e.id IS NULL AS purged
    FROM (SELECT * FROM in_queue UNION ALL SELECT * FROM in_log) d
    LEFT JOIN webhooks w ON w.id = d.webhook_id
    ${eventOf('d')}
  ), sendable AS MATERIALIZED (
    SELECT * FROM delivery WHERE NOT (deleted OR disabled OR purged)
  ), hurried AS (
    UPDATE delivery_queue q SET ready = true, parked = false, due_at = now(), manual = true
    FROM sendable s WHERE q.webhook_id = s.webhook_id AND q.delivery_id = s.id AND ${isFree('q')}
  ), ${backToQueue('sendable', 'now()')}
  SELECT deleted, disabled, purged FROM delivery`;
