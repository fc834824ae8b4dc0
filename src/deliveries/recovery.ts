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
/** Rows that a batch looks at: where next to nothing is to be recovered, a statement must not read the whole span for it. */
const SCAN = 20_000;
/** How far the clocks that ids are made by may be apart, those of publishers and that of the database. */
const CLOCK_SKEW_MILLIS = 3_600_000;
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
    idFloor(new Date(request.since.getTime() - CLOCK_SKEW_MILLIS)),
  );
  return { failed: failed?.n ?? 0, missed: missed?.n ?? 0 };
}

/** Deliveries of webhook $2 of account $1 between the ids $3 and $4, in the states $5, of the event types $6. */
const FAILED = `
  SELECT d.id, d.webhook_id, d.event_id, d.attempt_count, d.created_at FROM deliveries d
  WHERE d.account_id = $1::uuid AND d.webhook_id = $2::uuid AND d.id >= $3::uuid AND d.id < $4::uuid
    AND d.state = ANY ($5::text[]::delivery_state[]) AND (cardinality($6::text[]) = 0 OR d.event_type = ANY ($6::text[]))`;

/**
 * Events of an account in a span of ids, of some event types, that match webhook w, occurred in its lifetime, and were never made a
 * delivery to it. By EXCEPT, which costs no more than sorting both sides; an anti-join without statistics may compare each with each.
 */
const missedIds = (span: MissedSpan): string => `
  SELECT e.id FROM events e
  WHERE e.account_id = w.account_id AND e.event_type = ANY (w.events) AND e.dc_id = ANY (w.dc_ids)
    AND e.id >= waypost_uuidv7_floor(w.created_at) AND ${span.within('e.id')}
    AND (cardinality(${span.eventTypes}) = 0 OR e.event_type = ANY (${span.eventTypes}))
  EXCEPT
  SELECT d.event_id FROM deliveries d
  WHERE d.webhook_id = w.id AND d.id >= ${span.deliveriesFrom} AND ${span.within('d.event_id')}`;

/** The parts of `missedIds` as SQL. */
interface MissedSpan {
  within: (id: string) => string;
  eventTypes: string;
  /** An id that no delivery of these events is below. */
  deliveriesFrom: string;
}

/** Of webhook $2 of account $1 between the ids $3 and $4, of the event types $5; their deliveries are not below the id $6. */
const MISSED = `
  SELECT FROM webhooks w CROSS JOIN LATERAL (${missedIds({
    within: (id) => `${id} >= $3::uuid AND ${id} < $4::uuid`,
    eventTypes: '$5::text[]',
    deliveriesFrom: '$6::uuid',
  })}) missed
  WHERE w.id = $2::uuid AND w.account_id = $1::uuid`;

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
 * over, so that a recovery never runs ahead of what the receiver takes; so is one that is disabled, until it is enabled again.
 * Any number of processes may do so at the same time.
 * @returns how many deliveries were queued
 */
export async function advanceRecoveries(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string; from_id: string; failed: boolean }>({
    name: 'recoveries',
    text: CANDIDATES,
    values: [BACKLOG],
  });
  let queued = 0;
  for (const { id, from_id: fromId, failed } of rows) {
    const advanced = await pool.query<{ queued: number }>(
      failed
        ? { name: 'recover_failed', text: ADVANCE_FAILED, values: [id, BATCH, SCAN] }
        : { name: 'recover_missed', text: ADVANCE_MISSED, values: [id, BATCH, SCAN, idBefore(fromId)] },
    );
    queued += advanced.rows[0]?.queued ?? 0;
  }
  await pool.query({ name: 'recoveries_over', text: REMOVE_FINISHED });
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

const CANDIDATES = `
  SELECT r.id, r.from_id, r.failed_cursor IS NOT NULL AS failed
  FROM recoveries r JOIN webhooks w ON w.id = r.webhook_id AND w.enabled
  WHERE (r.failed_cursor IS NOT NULL OR r.missed_cursor IS NOT NULL) AND ${FIRST_OF_ITS_WEBHOOK} AND (
    SELECT count(*) FROM (SELECT FROM delivery_queue q WHERE q.ready AND q.webhook_id = r.webhook_id LIMIT $1) backlog
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
  ), picked AS (
    SELECT pick.* FROM recovery CROSS JOIN LATERAL (
      SELECT d.id, d.webhook_id, d.event_id, d.attempt_count, d.created_at FROM deliveries d
      WHERE d.webhook_id = recovery.webhook_id AND d.account_id = recovery.account_id
        AND d.id > recovery.failed_cursor AND d.id < recovery.to_id
        AND d.id <= coalesce((SELECT id FROM last_scanned), recovery.to_id)
        AND d.state = ANY (recovery.states)
        AND (cardinality(recovery.event_types) = 0 OR d.event_type = ANY (recovery.event_types))
      ORDER BY d.webhook_id, d.id LIMIT $2
      FOR UPDATE -- somebody may be asking for one of them, too: it is sent once for both
    ) pick
  ), pending AS (
    UPDATE deliveries SET state = 'pending', next_attempt_at = now(), finished_at = NULL
    FROM picked WHERE deliveries.id = picked.id
  ), queued AS (
    INSERT INTO delivery_queue (delivery_id, webhook_id, event_id, attempt_number, manual, created_at, due_at)
    SELECT id, webhook_id, event_id, attempt_count, true, created_at, now() + ${BEHIND} FROM picked
    ON CONFLICT DO NOTHING
    RETURNING 1
  ), advanced AS (
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
    SELECT e.id, e.account_id, missed.webhook_id, e.event_type, e.dc_id, e.route_id
    FROM (
      SELECT missed.id, w.id AS webhook_id
      FROM recovery JOIN webhooks w ON w.id = recovery.webhook_id CROSS JOIN LATERAL (${missedIds({
        within: (id) => `${id} > recovery.missed_cursor AND ${id} < recovery.to_id
    AND ${id} <= coalesce((SELECT id FROM last_scanned), recovery.to_id)`,
        eventTypes: 'recovery.event_types',
        deliveriesFrom: '$4::uuid',
      })}) missed
      ORDER BY missed.id LIMIT $2
    ) missed
    JOIN events e ON e.id = missed.id
  ), created AS (
    INSERT INTO deliveries (account_id, webhook_id, event_id, event_type, dc_id, route_id)
    SELECT account_id, webhook_id, id, event_type, dc_id, route_id FROM picked
    RETURNING id, webhook_id, event_id, created_at
  ), queued AS (
    INSERT INTO delivery_queue (delivery_id, webhook_id, event_id, manual, created_at, due_at)
    SELECT id, webhook_id, event_id, true, created_at, now() + ${BEHIND} FROM created
    RETURNING 1
  ), advanced AS (
    UPDATE recoveries SET missed_cursor = ${NEXT_CURSOR} FROM recovery WHERE recoveries.id = recovery.id
  )
  SELECT count(*)::int AS queued FROM queued`;
