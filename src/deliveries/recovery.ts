/**
 * Recoveries: what failed, or was missed, in a span of time is sent again, in small batches and behind live events. A recovery
 * is a row with two cursors, so that it survives restarts and goes on where it was.
 */
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Db } from '../database/client.js';
import { idFloor, type DeliveryState } from './log.js';

export interface RecoveryRequest {
  since: Date;
  until: Date;
  states: DeliveryState[];
  /** Empty means all. */
  eventTypes: string[];
  includeMissed: boolean;
}

export interface RecoveryCount {
  failed: number;
  missed: number;
}

/** Counting stops here: a caller needs no more exact number, and a count must not take minutes. */
const COUNT_LIMIT = 100_000;
/** Per recovery and tick of the housekeeping, that is, a second; and only while fewer than BACKLOG wait for the webhook. */
const BATCH = 200;
const BACKLOG = 400;
/** Behind everything live: within a webhook, the claim takes the rows in this order. */
const BEHIND = `interval '100 years'`;

/** How many deliveries and events a recovery of this webhook of the account would send. */
export async function countRecoverable(
  db: Db,
  accountId: string,
  webhookId: string,
  request: RecoveryRequest,
): Promise<RecoveryCount> {
  const span = [idFloor(request.since), idFloor(request.until)];
  const [failed] = await db.$queryRawUnsafe<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM (${FAILED} LIMIT ${COUNT_LIMIT}) failed`,
    accountId,
    webhookId,
    ...span,
    request.states,
    request.eventTypes,
  );
  if (!request.includeMissed) return { failed: failed?.n ?? 0, missed: 0 };
  const [missed] = await db.$queryRawUnsafe<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM (${MISSED} LIMIT ${COUNT_LIMIT}) missed`,
    accountId,
    webhookId,
    ...span,
    request.eventTypes,
  );
  return { failed: failed?.n ?? 0, missed: missed?.n ?? 0 };
}

/** Deliveries of webhook $2 of account $1 between the ids $3 and $4, in the states $5, of the event types $6. */
const FAILED = `
  SELECT d.id, d.webhook_id, d.event_id, d.attempt_count, d.created_at FROM deliveries d
  WHERE d.account_id = $1::uuid AND d.webhook_id = $2::uuid AND d.id >= $3::uuid AND d.id < $4::uuid
    AND d.state = ANY ($5::text[]::delivery_state[]) AND (cardinality($6::text[]) = 0 OR d.event_type = ANY ($6::text[]))`;

/**
 * Events of account $1 between the ids $3 and $4, of the event types $5, that match webhook $2, occurred in its lifetime, and
 * were never made a delivery to it.
 */
const MISSED = `
  SELECT e.id, e.account_id, w.id AS webhook_id, e.event_type, e.dc_id, e.route_id FROM webhooks w
  JOIN events e ON e.account_id = w.account_id AND e.event_type = ANY (w.events) AND e.dc_id = ANY (w.dc_ids)
  WHERE w.id = $2::uuid AND w.account_id = $1::uuid AND e.account_id = $1::uuid
    AND e.id >= greatest($3::uuid, waypost_uuidv7_floor(w.created_at)) AND e.id < $4::uuid
    AND (cardinality($5::text[]) = 0 OR e.event_type = ANY ($5::text[]))
    AND e.id NOT IN (SELECT d.event_id FROM deliveries d WHERE d.webhook_id = $2::uuid AND d.id >= $3::uuid)`;

/** Notes a recovery, for the workers to carry out. */
export async function insertRecovery(
  db: Db,
  accountId: string,
  webhookId: string,
  request: RecoveryRequest,
): Promise<void> {
  await db.recovery.create({
    data: {
      id: uuidv7(),
      accountId,
      webhookId,
      fromId: idFloor(request.since),
      toId: idFloor(request.until),
      failedCursor: idFloor(request.since),
      missedCursor: request.includeMissed ? idFloor(request.since) : null,
      states: request.states,
      eventTypes: request.eventTypes,
    },
  });
}

/**
 * Takes each recovery a batch further: first what failed, then what was missed. A webhook that still has a backlog is passed
 * over, so that a recovery never runs ahead of what the receiver takes.
 * @returns how many deliveries were queued
 */
export async function advanceRecoveries(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string; failed: boolean }>({
    name: 'recoveries',
    text: CANDIDATES,
    values: [BACKLOG],
  });
  let queued = 0;
  for (const { id, failed } of rows) {
    const text = failed ? ADVANCE_FAILED : ADVANCE_MISSED;
    const advanced = await pool.query<{ queued: number }>({
      name: failed ? 'recover_failed' : 'recover_missed',
      text,
      values: [id, BATCH],
    });
    queued += advanced.rows[0]?.queued ?? 0;
  }
  if (rows.length > 0) await pool.query('DELETE FROM recoveries WHERE failed_cursor IS NULL AND missed_cursor IS NULL');
  return queued;
}

const CANDIDATES = `
  SELECT r.id, r.failed_cursor IS NOT NULL AS failed FROM recoveries r
  WHERE (
    SELECT count(*) FROM (SELECT FROM delivery_queue q WHERE q.ready AND q.webhook_id = r.webhook_id LIMIT $1) backlog
  ) < $1
  ORDER BY r.id LIMIT 50`;

/** The row's lock keeps two workers from taking the same batch. */
const LOCKED = `recovery AS (SELECT * FROM recoveries WHERE id = $1 FOR UPDATE SKIP LOCKED)`;

const ADVANCE_FAILED = `
  WITH ${LOCKED}, picked AS (
    SELECT d.id, d.webhook_id, d.event_id, d.attempt_count, d.created_at
    FROM recovery JOIN deliveries d ON d.webhook_id = recovery.webhook_id
    WHERE d.account_id = recovery.account_id AND d.id > recovery.failed_cursor AND d.id < recovery.to_id
      AND d.state = ANY (recovery.states)
      AND (cardinality(recovery.event_types) = 0 OR d.event_type = ANY (recovery.event_types))
    ORDER BY d.id LIMIT $2
  ), pending AS (
    UPDATE deliveries SET state = 'pending', next_attempt_at = now(), finished_at = NULL
    FROM picked WHERE deliveries.id = picked.id
  ), queued AS (
    INSERT INTO delivery_queue (delivery_id, webhook_id, event_id, attempt_number, manual, created_at, due_at)
    SELECT id, webhook_id, event_id, attempt_count, true, created_at, now() + ${BEHIND} FROM picked
    ON CONFLICT DO NOTHING
    RETURNING 1
  ), advanced AS (
    UPDATE recoveries SET
      failed_cursor = CASE WHEN (SELECT count(*) FROM picked) = $2 THEN (SELECT id FROM picked ORDER BY id DESC LIMIT 1) END
    FROM recovery WHERE recoveries.id = recovery.id
  )
  SELECT count(*)::int AS queued FROM queued`;

const ADVANCE_MISSED = `
  WITH ${LOCKED}, sent AS MATERIALIZED (
    SELECT d.event_id FROM recovery JOIN deliveries d ON d.webhook_id = recovery.webhook_id AND d.id >= recovery.from_id
  ), picked AS (
    SELECT e.id, e.account_id, w.id AS webhook_id, e.event_type, e.dc_id, e.route_id
    FROM recovery
    JOIN webhooks w ON w.id = recovery.webhook_id AND w.enabled
    JOIN events e ON e.account_id = recovery.account_id AND e.event_type = ANY (w.events) AND e.dc_id = ANY (w.dc_ids)
    WHERE e.id > greatest(recovery.missed_cursor, waypost_uuidv7_floor(w.created_at)) AND e.id < recovery.to_id
      AND (cardinality(recovery.event_types) = 0 OR e.event_type = ANY (recovery.event_types))
      AND e.id NOT IN (SELECT event_id FROM sent)
    ORDER BY e.id LIMIT $2
  ), created AS (
    INSERT INTO deliveries (account_id, webhook_id, event_id, event_type, dc_id, route_id)
    SELECT account_id, webhook_id, id, event_type, dc_id, route_id FROM picked
    RETURNING id, webhook_id, event_id, created_at
  ), queued AS (
    INSERT INTO delivery_queue (delivery_id, webhook_id, event_id, manual, created_at, due_at)
    SELECT id, webhook_id, event_id, true, created_at, now() + ${BEHIND} FROM created
    RETURNING 1
  ), advanced AS (
    UPDATE recoveries SET
      missed_cursor = CASE WHEN (SELECT count(*) FROM picked) = $2 THEN (SELECT id FROM picked ORDER BY id DESC LIMIT 1) END
    FROM recovery WHERE recoveries.id = recovery.id
  )
  SELECT count(*)::int AS queued FROM queued`;
