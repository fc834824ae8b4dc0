import type { SqlRunner } from '../database/sqlRunner.js';

/** Deliveries that follow one change in one statement, so that a long backlog never holds its locks for long. */
const BATCH = 5_000;
/** Deliveries that are given up in one statement. */
const EXPIRE_BATCH = 1_000;

/**
 * Lets deliveries follow what happened to their webhook: parked when it was disabled, pending again when it was enabled within the
 * retry span, cancelled when it was deleted. Each change was noted in the transaction that made it, so that none is missed; a
 * worker that dies half way leaves the rest to the next one. What is being attempted right now is left alone: its own settlement
 * looks after it.
 * @param retrySpanSeconds how long after its creation a delivery may still be tried
 * @returns how many changes were carried out
 */
export async function applyWebhookChanges(db: SqlRunner, retrySpanSeconds: number): Promise<number> {
  let applied = 0;
  for (;;) {
    const { rows } = await db.query<{ moved: string }>(APPLY_ONE, [retrySpanSeconds, BATCH]);
    const [row] = rows;
    if (!row) return applied;
    if (Number(row.moved) < BATCH) applied += 1; // otherwise its note is still there, for the next batch
  }
}

const APPLY_ONE = `
  WITH change AS (
    -- The changes of one webhook are carried out one after the other, also by several processes: one that parks in the light of an older
    -- change must not come to its end after one that resumes in the light of a newer.
    SELECT id, webhook_id FROM webhook_changes c
    WHERE NOT EXISTS (SELECT FROM webhook_changes earlier WHERE earlier.webhook_id = c.webhook_id AND earlier.id < c.id)
    ORDER BY id LIMIT 1 FOR UPDATE OF c SKIP LOCKED
  ), webhook AS (
    -- What counts is how the webhook is now, not what the change was: a later change has a note of its own.
    SELECT change.webhook_id, webhooks.id IS NULL AS deleted, coalesce(webhooks.enabled, false) AS enabled
    FROM change LEFT JOIN webhooks ON webhooks.id = change.webhook_id
  ), stopped AS (
    DELETE FROM delivery_queue WHERE delivery_id IN (
      SELECT q.delivery_id FROM delivery_queue q JOIN webhook ON webhook.webhook_id = q.webhook_id
      WHERE NOT webhook.enabled AND NOT q.leased
      LIMIT $2 FOR UPDATE OF q SKIP LOCKED
    )
    RETURNING delivery_id, attempt_number
  ), parked_or_cancelled AS (
    UPDATE deliveries SET
      state = CASE WHEN webhook.deleted THEN 'cancelled' ELSE 'parked' END::delivery_state,
      attempt_count = stopped.attempt_number, -- so that no number is claimed again
      finished_at = CASE WHEN webhook.deleted THEN now() END,
      next_attempt_at = NULL
    FROM stopped, webhook WHERE deliveries.id = stopped.delivery_id
  ), cancelled AS (
    UPDATE deliveries SET state = 'cancelled', finished_at = now() WHERE state = 'parked' AND id IN (
      SELECT d.id FROM deliveries d JOIN webhook ON webhook.webhook_id = d.webhook_id
      WHERE webhook.deleted AND d.state = 'parked' LIMIT $2
    )
    RETURNING id
  ), resumed AS (
    UPDATE deliveries SET state = 'pending', next_attempt_at = now() WHERE state = 'parked' AND id IN (
      SELECT d.id FROM deliveries d JOIN webhook ON webhook.webhook_id = d.webhook_id
      WHERE webhook.enabled AND d.state = 'parked' AND d.created_at > now() - make_interval(secs => $1)
      LIMIT $2
    )
    RETURNING id, webhook_id, event_id, attempt_count, created_at
  ), queued AS (
    INSERT INTO delivery_queue (delivery_id, webhook_id, event_id, attempt_number, created_at)
    SELECT id, webhook_id, event_id, attempt_count, created_at FROM resumed
    ON CONFLICT DO NOTHING
  ), moved AS (
    SELECT (SELECT count(*) FROM stopped) + (SELECT count(*) FROM cancelled) + (SELECT count(*) FROM resumed) AS n
  ), done AS (
    DELETE FROM webhook_changes USING change, moved WHERE webhook_changes.id = change.id AND moved.n < $2
  )
  SELECT moved.n AS moved FROM moved, change`;

/**
 * Gives up a batch of deliveries that were parked for longer than they would have been retried.
 * @param retrySpanSeconds how long after its creation a delivery may still be tried
 * @returns whether there may be more
 */
export async function expireParked(db: SqlRunner, retrySpanSeconds: number): Promise<boolean> {
  const { rowCount } = await db.query(EXPIRE, [retrySpanSeconds, EXPIRE_BATCH]);
  return rowCount === EXPIRE_BATCH;
}

const EXPIRE = `
  UPDATE deliveries SET state = 'exhausted', finished_at = now() WHERE id IN (
    SELECT id FROM deliveries WHERE state = 'parked' AND created_at < now() - make_interval(secs => $1)
    LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;
