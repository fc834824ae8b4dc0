/**
 * Recoveries: what failed, or was missed, in a span of time is sent again, in small batches and behind live events. A recovery
 * is a row with two cursors, so that it survives restarts and goes on where it was.
 */
import type { SqlRunner } from '../database/sqlRunner.js';
import { v7 as uuidv7 } from 'uuid';
import { matches } from '../webhooks/matching.js';
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
/** How far the clocks that ids are made by may be apart, those of publishers and that of the database. */
export const CLOCK_SKEW_MILLIS = 3_600_000;
/** How many deliveries and events a recovery of this webhook of the account would send. */
export async function countRecoverable(
  db: SqlRunner,
  accountId: string,
  webhookId: string,
  request: RecoveryRequest,
): Promise<RecoveryCount> {
  const span = [idFloor(request.since), idFloor(request.until)];
  const failed = await db.query<{ n: number }>(COUNT_FAILED, [
    accountId,
    webhookId,
    ...span,
    request.states,
    request.eventTypes,
  ]);
  if (!request.includeMissed) return { failed: failed.rows[0]?.n ?? 0, missed: 0 };
  const missed = await db.query<{ n: number }>(COUNT_MISSED, [
    accountId,
    webhookId,
    ...span,
    request.eventTypes,
    idFloor(new Date(request.since.getTime() - CLOCK_SKEW_MILLIS)),
  ]);
  return { failed: failed.rows[0]?.n ?? 0, missed: missed.rows[0]?.n ?? 0 };
}

/** Deliveries of webhook $2 of account $1 between the ids $3 and $4, in the states $5, of the event types $6. */
const FAILED = `
  SELECT FROM deliveries d
  WHERE d.account_id = $1::uuid AND d.webhook_id = $2::uuid AND d.id >= $3::uuid AND d.id < $4::uuid
    AND d.state = ANY ($5::text[]::delivery_state[]) AND (cardinality($6::text[]) = 0 OR d.event_type = ANY ($6::text[]))`;

/**
 * Events of an account in a span of ids, of some event types, that match webhook w, occurred in its lifetime, and were never made a
 * delivery to it. By EXCEPT, which costs no more than sorting both sides; an anti-join without statistics may compare each with each.
 */
export const missedIds = (span: MissedSpan): string => `
  SELECT e.id FROM events e
  WHERE ${matches({ webhook: 'w', event: 'e' })}
    AND e.id >= waypost_uuidv7_floor(w.created_at) AND ${span.within('e.id')}
    AND (cardinality(${span.eventTypes}) = 0 OR e.event_type = ANY (${span.eventTypes}))
  EXCEPT (
    SELECT d.event_id FROM deliveries d
    WHERE d.webhook_id = w.id AND d.id >= ${span.deliveriesFrom} AND ${span.within('d.event_id')}
    UNION ALL
    SELECT q.event_id FROM delivery_queue q
    WHERE q.webhook_id = w.id AND q.delivery_id >= ${span.deliveriesFrom} AND ${span.within('q.event_id')}
  )`;

/** The parts of `missedIds` as SQL. */
export interface MissedSpan {
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

const COUNT_FAILED = `SELECT count(*)::int AS n FROM (${FAILED} LIMIT ${COUNT_LIMIT}) failed`;
const COUNT_MISSED = `SELECT count(*)::int AS n FROM (${MISSED} LIMIT ${COUNT_LIMIT}) missed`;

/** Notes a recovery, for the workers to carry out. */
export async function insertRecovery(
  db: SqlRunner,
  accountId: string,
  webhookId: string,
  request: RecoveryRequest,
): Promise<void> {
  const from = idFloor(request.since);
  await db.query(INSERT, [
    uuidv7(),
    accountId,
    webhookId,
    from,
    idFloor(request.until),
    request.includeMissed ? from : null,
    request.states,
    request.eventTypes,
  ]);
}

const INSERT = `
  INSERT INTO recoveries (id, account_id, webhook_id, from_id, to_id, failed_cursor, missed_cursor, states, event_types)
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $4::uuid, $6::uuid, $7::text[]::delivery_state[], $8::text[])`;
