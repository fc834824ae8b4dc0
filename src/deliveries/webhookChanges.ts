import { NIL as FIRST_ID } from 'uuid';
import type { SqlRunner } from '../database/sqlRunner.js';
import { isActive } from '../webhooks/webhookTarget.js';
import { isFree, logWithoutAttempt } from './transitions.js';

/** Deliveries that follow one change in one statement, so that a long backlog never holds its locks for long. */
const BATCH = 5_000;
/** Deliveries that are given up in one statement. */
const EXPIRE_BATCH = 1_000;

/** Whether there is a change to be followed: seldom, and it is asked every second. */
export async function hasWebhookChanges(db: SqlRunner): Promise<boolean> {
  return (await db.query(ANY_AT_ALL, [])).rowCount !== 0;
}

const ANY_AT_ALL = 'SELECT FROM webhook_changes LIMIT 1';

/**
 * Lets deliveries follow what happened to their webhook: parked when it, or its account, was disabled, ready again when it was enabled within the
 * retry span, cancelled when it was deleted. Each change was noted in the transaction that made it, so that none is missed; a
 * worker that dies half way leaves the rest to the next one. What is being attempted right now is left alone: its own settlement
 * looks after it.
 * @param retrySpanSeconds how long after its creation a delivery may still be tried
 * @returns how many changes were carried out
 */
export async function applyWebhookChanges(db: SqlRunner, retrySpanSeconds: number): Promise<number> {
  let applied = 0;
  /** The change that has more to do than a batch, and how far it is: what was parked stays where it was, and is not to be read again. */
  let [changeId, after]: [string, string] = ['0', FIRST_ID];
  for (;;) {
    const { rows } = await db.query<BatchRow>(APPLY_ONE, [retrySpanSeconds, BATCH, changeId, after]);
    const [row] = rows;
    if (!row) return applied;
    if (row.moved < BATCH) applied += 1; // otherwise its note is still there, for the next batch
    [changeId, after] = [row.change_id, row.last_id ?? FIRST_ID];
  }
}

interface BatchRow {
  change_id: string;
  moved: number;
  last_id: string | null;
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
    SELECT change.webhook_id, w.id IS NULL AS deleted, coalesce(${isActive('w')}, false) AS enabled,
      CASE WHEN change.id = $3::bigint THEN $4::uuid ELSE '${FIRST_ID}' END AS after
    FROM change LEFT JOIN webhooks w ON w.id = change.webhook_id
  ), stopped AS MATERIALIZED (
    SELECT q.* FROM webhook CROSS JOIN LATERAL (
      SELECT q.ctid AS place, q.delivery_id FROM delivery_queue q
      WHERE q.webhook_id = webhook.webhook_id AND q.delivery_id > webhook.after
        AND NOT webhook.enabled AND (webhook.deleted OR NOT q.parked) AND ${isFree('q')}
      ORDER BY q.webhook_id, q.delivery_id LIMIT $2
      FOR UPDATE SKIP LOCKED
    ) q
  ), parked AS (
    UPDATE delivery_queue SET ready = false, parked = true, leased_until = NULL, manual = false
    WHERE ctid = ANY (ARRAY (SELECT place FROM stopped)) AND NOT (SELECT deleted FROM webhook)
  ), cancelled AS (
    DELETE FROM delivery_queue WHERE ctid = ANY (ARRAY (SELECT place FROM stopped)) AND (SELECT deleted FROM webhook)
    RETURNING *
  ), logged AS (${logWithoutAttempt('cancelled', 'cancelled')}
  ), resumed AS (
    UPDATE delivery_queue SET ready = true, parked = false, due_at = now() WHERE ctid = ANY (ARRAY (
      SELECT q.place FROM webhook CROSS JOIN LATERAL (
        SELECT q.ctid AS place FROM delivery_queue q
        WHERE q.parked AND q.webhook_id = webhook.webhook_id AND webhook.enabled
          AND q.created_at > now() - make_interval(secs => $1)
        LIMIT $2 FOR UPDATE
      ) q
    ))
    RETURNING 1
  ), moved AS (
    SELECT (SELECT count(*) FROM stopped) + (SELECT count(*) FROM resumed) AS n,
      (SELECT delivery_id FROM stopped ORDER BY delivery_id DESC LIMIT 1) AS last_id
  ), done AS (
    DELETE FROM webhook_changes USING change, moved WHERE webhook_changes.id = change.id AND moved.n < $2
  )
  SELECT change.id AS change_id, moved.n::int AS moved, moved.last_id FROM moved, change`;

/**
 * Gives up a batch of deliveries that were parked for longer than they would have been retried.
 * @param retrySpanSeconds how long after its creation a delivery may still be tried
 * @returns whether there may be more
 */
export async function expireParked(db: SqlRunner, retrySpanSeconds: number): Promise<boolean> {
  const { rows } = await db.query<{ expired: number }>(EXPIRE, [retrySpanSeconds, EXPIRE_BATCH]);
  return rows[0]?.expired === EXPIRE_BATCH;
}

const EXPIRE = `
  WITH expired AS (
    DELETE FROM delivery_queue WHERE ctid = ANY (ARRAY (
      SELECT ctid FROM delivery_queue WHERE parked AND created_at < now() - make_interval(secs => $1)
      ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ))
    RETURNING *
  ), logged AS (${logWithoutAttempt('expired', 'exhausted')}
  )
  SELECT count(*)::int AS expired FROM expired`;
