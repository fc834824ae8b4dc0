/** Carrying recoveries out: some of each at a time, behind what is live. */
import type { SqlRunner } from '../database/sqlRunner.js';
import { isActive } from '../webhooks/webhookTarget.js';
import { idFloor } from './log.js';
import { CLOCK_SKEW_MILLIS, missedIds } from './recovery.js';
import { backToQueue, eventOf, isFree } from './transitions.js';

/** Per recovery and tick of the housekeeping, that is, a second; and only while fewer than BACKLOG wait for the webhook. */
const BATCH = 200;
const BACKLOG = 400;
/** Rows that a batch looks at: where next to nothing is to be recovered, a statement must not read the whole span for it. */
const SCAN = 20_000;
/** Behind everything live: within a webhook, the claim takes the rows in this order. */
const BEHIND = `interval '100 years'`;

/** Whether there is a recovery to be carried out: nearly never, and it is asked every second. */
export async function hasRecoveries(db: SqlRunner): Promise<boolean> {
  return (await db.query(ANY_AT_ALL, [])).rowCount !== 0;
}

/**
 * Takes each recovery a batch further: first what failed, then what was missed. A webhook that still has a backlog is passed
 * over, so that a recovery never runs ahead of what the receiver takes; so is one that is disabled, until it is enabled again.
 * Any number of processes may do so at the same time.
 * @returns how many deliveries were queued
 */
export async function advanceRecoveries(db: SqlRunner): Promise<number> {
  const { rows } = await db.query<{ id: string; from_id: string; failed: boolean }>(CANDIDATES, [BACKLOG]);
  let queued = 0;
  for (const { id, from_id: fromId, failed } of rows) {
    const advanced = await db.query<{ queued: number }>(
      failed ? ADVANCE_FAILED : ADVANCE_MISSED,
      failed ? [id, BATCH, SCAN] : [id, BATCH, SCAN, idBefore(fromId)],
    );
    queued += advanced.rows[0]?.queued ?? 0;
  }
  await db.query(REMOVE_FINISHED, []);
  return queued;
}

/** An id that nothing is below that belongs to ids from this one on, whatever clock it was made by. */
function idBefore(id: string): string {
  const millis = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  return idFloor(new Date(millis - CLOCK_SKEW_MILLIS));
}

/**
 * One recovery of a webhook at a time, the oldest first: two at once would not see what the other makes of the same events. A
 * statement that sees a recovery finished sees all its deliveries, too.
 */
const FIRST_OF_ITS_WEBHOOK = `NOT EXISTS (
    SELECT FROM recoveries earlier
    WHERE earlier.webhook_id = r.webhook_id AND earlier.id < r.id
      AND (earlier.failed_cursor IS NOT NULL OR earlier.missed_cursor IS NOT NULL)
  )`;

const ANY_AT_ALL = 'SELECT FROM recoveries LIMIT 1';

const CANDIDATES = `
  SELECT r.id, r.from_id, r.failed_cursor IS NOT NULL AS failed
  FROM recoveries r JOIN webhooks w ON w.id = r.webhook_id AND ${isActive('w')}
  WHERE (r.failed_cursor IS NOT NULL OR r.missed_cursor IS NOT NULL) AND ${FIRST_OF_ITS_WEBHOOK} AND (
    SELECT count(*) FROM (
      SELECT FROM delivery_queue q WHERE q.ready AND q.webhook_id = r.webhook_id AND ${isFree('q')} LIMIT $1
    ) backlog
  ) < $1
  ORDER BY r.id LIMIT 50`;

const REMOVE_FINISHED = `
  DELETE FROM recoveries r
  WHERE (failed_cursor IS NULL AND missed_cursor IS NULL) OR NOT EXISTS (SELECT FROM webhooks w WHERE w.id = r.webhook_id)`;

/** The row's lock keeps two workers from taking the same batch. */
const locked = (phase: string): string => `recovery AS (
    SELECT * FROM recoveries r WHERE id = $1 AND ${phase} AND ${FIRST_OF_ITS_WEBHOOK} FOR UPDATE SKIP LOCKED
  )`;

/** Where the next batch goes on: behind the last that was picked, or else behind the last that was looked at; null at the end. */
const NEXT_CURSOR = `CASE
      WHEN (SELECT count(*) FROM picked) = $2 THEN (SELECT id FROM picked ORDER BY id DESC LIMIT 1)
      ELSE (SELECT id FROM last_scanned)
    END`;

const ADVANCE_FAILED = `
  WITH ${locked('r.failed_cursor IS NOT NULL')}, last_scanned AS (
    SELECT last.id FROM recovery CROSS JOIN LATERAL (
      SELECT d.id FROM deliveries d
      WHERE d.webhook_id = recovery.webhook_id AND d.id > recovery.failed_cursor AND d.id < recovery.to_id
      ORDER BY d.webhook_id, d.id OFFSET $3 - 1 LIMIT 1
    ) last
  ), picked AS MATERIALIZED (
    SELECT pick.* FROM recovery CROSS JOIN LATERAL (
      SELECT d.id, d.webhook_id, d.account_id, d.event_id FROM deliveries d
      WHERE d.webhook_id = recovery.webhook_id AND d.id > recovery.failed_cursor AND d.id < recovery.to_id
        AND d.id <= coalesce((SELECT id FROM last_scanned), recovery.to_id)
        AND d.state = ANY (recovery.states)
        AND (cardinality(recovery.event_types) = 0 OR d.event_type = ANY (recovery.event_types))
      ORDER BY d.webhook_id, d.id LIMIT $2
      FOR UPDATE -- somebody may be asking for one of them, too: it is sent once for both
    ) pick
  ), failed AS (
    SELECT picked.webhook_id, picked.id, coalesce(octet_length(e.body), 0) AS body_bytes
    FROM picked ${eventOf('picked')}
  ), ${backToQueue('failed', `now() + ${BEHIND}`)}, advanced AS (
    UPDATE recoveries SET failed_cursor = ${NEXT_CURSOR} FROM recovery WHERE recoveries.id = recovery.id
  )
  SELECT count(*)::int AS queued FROM queued`;

const ADVANCE_MISSED = `
  WITH ${locked('r.failed_cursor IS NULL AND r.missed_cursor IS NOT NULL')}, last_scanned AS (
    SELECT last.id FROM recovery CROSS JOIN LATERAL (
      SELECT e.id FROM events e
      WHERE e.account_id = recovery.account_id AND e.id > recovery.missed_cursor AND e.id < recovery.to_id
      ORDER BY e.account_id, e.id OFFSET $3 - 1 LIMIT 1
    ) last
  ), picked AS (
    SELECT e.id, e.account_id, missed.webhook_id, e.event_type, e.dc_id, e.route_id, octet_length(e.body) AS body_bytes
    FROM (
      SELECT missed.id, w.id AS webhook_id, w.account_id
      FROM recovery JOIN webhooks w ON w.id = recovery.webhook_id CROSS JOIN LATERAL (${missedIds({
        within: (id) => `${id} > recovery.missed_cursor AND ${id} < recovery.to_id
    AND ${id} <= coalesce((SELECT id FROM last_scanned), recovery.to_id)`,
        eventTypes: 'recovery.event_types',
        deliveriesFrom: '$4::uuid',
      })}) missed
      ORDER BY missed.id LIMIT $2
    ) missed
    CROSS JOIN LATERAL (SELECT * FROM events e WHERE e.account_id = missed.account_id AND e.id = missed.id LIMIT 1) e
  ), queued AS (
    INSERT INTO delivery_queue (
      delivery_id, webhook_id, account_id, event_id, event_type, dc_id, route_id, body_bytes, manual, due_at
    )
    SELECT waypost_uuidv7(), webhook_id, account_id, id, event_type, dc_id, route_id, body_bytes, true, now() + ${BEHIND}
    FROM picked
    RETURNING 1
  ), advanced AS (
    UPDATE recoveries SET missed_cursor = ${NEXT_CURSOR} FROM recovery WHERE recoveries.id = recovery.id
  )
  SELECT count(*)::int AS queued FROM queued`;
