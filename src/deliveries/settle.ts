import type pg from 'pg';
import type { AttemptResult } from './attempt.js';

/** What became of a claim. */
export interface Settlement {
  deliveryId: string;
  /** The number that was claimed: the proof that the lease is still ours. */
  attemptNumber: number;
  state: 'pending' | 'succeeded' | 'exhausted' | 'parked' | 'cancelled';
  /** Until the next attempt; null when there is none. */
  retryInMillis: number | null;
  /** Null if nothing was sent. */
  attempt: AttemptResult | null;
  /** Whether somebody had asked for the attempt. */
  manual: boolean;
}

/**
 * Writes results back, many in one statement: the state of each delivery, its place in the queue, and a row per attempt. Only what
 * is still leased to this attempt is settled; a result that comes too late leaves its attempt in the log and nothing else.
 * @returns the ids that were settled
 */
export async function settle(pool: pg.Pool, settlements: Settlement[]): Promise<string[]> {
  const column = <T>(pick: (settlement: Settlement) => T): T[] => settlements.map(pick);
  const { rows } = await pool.query<{ id: string }>({
    name: 'settle',
    text: SETTLE,
    values: [
      column((s) => s.deliveryId),
      column((s) => s.attemptNumber),
      column((s) => s.state),
      column((s) => s.retryInMillis),
      column((s) => s.attempt?.startedAt ?? null),
      column((s) => (s.attempt ? Math.round(s.attempt.durationMillis) : null)),
      column((s) => s.attempt?.statusCode ?? null),
      column((s) => s.attempt?.errorKind ?? null),
      column((s) => s.attempt?.errorMessage ?? null),
      column((s) => s.attempt?.responseExcerpt ?? null),
      column((s) => s.manual),
    ],
  });
  return rows.map(({ id }) => id);
}

const SETTLE = `
  WITH result AS (
    SELECT * FROM unnest(
      $1::uuid[], $2::int[], $3::delivery_state[], $4::double precision[],
      $5::timestamptz[], $6::int[], $7::int[], $8::text[], $9::text[], $10::text[], $11::boolean[]
    ) AS result (
      delivery_id, attempt_number, state, retry_millis,
      started_at, duration_millis, status_code, error_kind, error_message, response_excerpt, manual
    )
  ), logged AS (
    INSERT INTO attempts (delivery_id, number, started_at, duration_millis, status_code, error_kind, error_message, response_excerpt, manual)
    SELECT delivery_id, attempt_number, started_at, duration_millis, status_code, error_kind, error_message, response_excerpt, manual
    FROM result WHERE started_at IS NOT NULL
    ON CONFLICT DO NOTHING
  ), ours AS (
    SELECT result.*, q.webhook_id FROM delivery_queue q
    JOIN result ON result.delivery_id = q.delivery_id AND result.attempt_number = q.attempt_number
    WHERE q.delivery_id = ANY ($1::uuid[])
    FOR UPDATE OF q
  ), again AS (
    UPDATE delivery_queue q SET
      ready = ours.retry_millis = 0,
      leased = false,
      manual = ours.manual AND ours.started_at IS NULL,
      due_at = now() + make_interval(secs => ours.retry_millis / 1000),
      attempt_number = CASE WHEN ours.started_at IS NULL THEN q.attempt_number - 1 ELSE q.attempt_number END
    FROM ours WHERE q.delivery_id = ours.delivery_id AND ours.state = 'pending' AND q.delivery_id = ANY ($1::uuid[])
  ), noted AS (
    -- The webhook may have been enabled again, or deleted, since the claim looked at it: then its parked deliveries follow. Or it was
    -- disabled or deleted while the attempt failed, and passed over what was leased.
    INSERT INTO webhook_changes (webhook_id)
    SELECT DISTINCT webhook_id FROM ours
    WHERE state = 'parked' OR (
      state = 'pending' AND NOT EXISTS (SELECT FROM webhooks WHERE webhooks.id = ours.webhook_id AND webhooks.enabled)
    )
  ), over AS (
    DELETE FROM delivery_queue q USING ours
    WHERE q.delivery_id = ours.delivery_id AND ours.state <> 'pending' AND q.delivery_id = ANY ($1::uuid[])
  )
  UPDATE deliveries d SET
    state = ours.state,
    attempt_count = CASE WHEN ours.started_at IS NULL THEN ours.attempt_number - 1 ELSE ours.attempt_number END,
    next_attempt_at = CASE WHEN ours.state = 'pending' THEN now() + make_interval(secs => ours.retry_millis / 1000) END,
    finished_at = CASE WHEN ours.state IN ('succeeded', 'exhausted', 'cancelled') THEN now() END
  FROM ours WHERE d.id = ours.delivery_id AND d.id = ANY ($1::uuid[])
  RETURNING d.id`;
