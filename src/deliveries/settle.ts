import type { SqlRunner } from '../database/sqlRunner.js';
import { isDatabaseUnavailable } from '../database/unavailable.js';
import type { Logger } from '../log.js';
import type { AttemptResult } from '../sending/attempt.js';
import { isActive } from '../webhooks/webhookTarget.js';
import { noteAttempts } from './statistics/noteAttempts.js';

/** What became of a claim. */
export interface Settlement {
  webhookId: string;
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

/** Collects results for a moment and writes them in batches: one statement for hundreds of attempts. */
export interface Settler {
  add(settlement: Settlement): void;
  /** At a stop: resolves when everything added so far is written, or given up. */
  flush(): Promise<void>;
}

const FLUSH_MILLIS = 5;
const BATCH = 500;
const RETRY_MILLIS = 500;

interface SettlerOptions {
  log: Logger;
  /**
   * How long a result is tried to be written; afterwards the lease is over, and the delivery is attempted again. While the database is
   * away, results are kept for as long as it takes: nobody claims meanwhile, and each one that is kept is a repeat less.
   */
  giveUpAfterMillis: number;
  /** How long after a write that failed the next one is tried. */
  retryMillis?: number;
  /** Hears of what was written. */
  onSettled: (settled: Settlement[]) => void;
}

export function createSettler(db: SqlRunner, options: SettlerOptions): Settler {
  const { log, giveUpAfterMillis, retryMillis = RETRY_MILLIS, onSettled } = options;
  let collected: Settlement[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let stopping = false;

  function write(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    if (collected.length === 0) return writing;
    const batch = collected;
    collected = [];
    // One batch at a time: while it is written the next one collects, so that batches grow with the load.
    writing = writing.then(() => writeBatch(batch));
    return writing;
  }

  async function writeBatch(collectedBatch: Settlement[]): Promise<void> {
    let batch = collectedBatch;
    const deadline = performance.now() + giveUpAfterMillis;
    for (;;) {
      try {
        onSettled(await settle(db, batch));
        return;
      } catch (err) {
        const mayWait = isDatabaseUnavailable(err) && !stopping;
        if (performance.now() > deadline && !mayWait) {
          log.error(
            { err, deliveries: batch.length },
            'results could not be written; the deliveries will be attempted again',
          );
          return;
        }
        log.warn({ err, deliveries: batch.length }, 'results could not be written yet');
        // The statement may have been carried out and its answer lost. The result of an attempt counts once, however often it is written,
        // but what nothing was sent for gave its number back, and may be another worker's by now: such a lease is left to run out.
        batch = batch.filter(({ attempt }) => attempt !== null);
        if (batch.length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, retryMillis));
      }
    }
  }

  return {
    add: (settlement) => {
      collected.push(settlement);
      if (collected.length >= BATCH) void write();
      else timer ??= setTimeout(() => void write(), FLUSH_MILLIS);
    },
    flush: () => {
      stopping = true;
      return write();
    },
  };
}

/**
 * Writes results back, many in one statement. What is over moves from the queue to the log with its last attempt; what is not stays, and
 * its attempt is noted. Only what is still held by this attempt is settled; a result that comes too late is noted as an attempt and changes
 * nothing else, and one that is written again changes nothing at all.
 * @returns those that were settled
 */
export async function settle(db: SqlRunner, settlements: Settlement[]): Promise<Settlement[]> {
  const { rows } = await db.query<{ id: string; number: number }>(SETTLE, columnsOf(settlements));
  const settledNumbers = new Map(rows.map(({ id, number }) => [id, number]));
  const isSettled = ({ deliveryId, attemptNumber }: Settlement): boolean =>
    settledNumbers.get(deliveryId) === attemptNumber;
  const late = settlements.filter((settlement) => settlement.attempt && !isSettled(settlement));
  // A statement of its own, which hardly ever runs: it looks into the log, and the one above only writes to it.
  if (late.length > 0) await db.query(NOTE_LATE, columnsOf(late));
  return settlements.filter(isSettled);
}

/** In the order of `RESULT`. */
function columnsOf(settlements: Settlement[]): unknown[] {
  const column = <T>(pick: (settlement: Settlement) => T): T[] => settlements.map(pick);
  return [
    column((s) => s.webhookId),
    column((s) => s.deliveryId),
    column((s) => s.attemptNumber),
    column((s) => s.state),
    column((s) => s.retryInMillis),
    column((s) => s.attempt?.startedAt.getTime() ?? null),
    column((s) => (s.attempt ? Math.round(s.attempt.durationMillis) : null)),
    column((s) => s.attempt?.statusCode ?? null),
    column((s) => s.attempt?.errorKind ?? null),
    column((s) => s.attempt?.errorMessage ?? null),
    column((s) => s.attempt?.responseExcerpt ?? null),
    column((s) => s.manual),
  ];
}

const RESULT = `result AS (
    SELECT *, started_millis IS NOT NULL AS sent, to_timestamp(started_millis / 1000) AS started_at FROM unnest(
      $1::uuid[], $2::uuid[], $3::int[], $4::delivery_state[], $5::float8[],
      $6::float8[], $7::int[], $8::int[], $9::text[], $10::text[], $11::text[], $12::boolean[]
    ) AS result (
      webhook_id, delivery_id, number, state, retry_millis,
      started_millis, duration_millis, status_code, error_kind, error_message, response_excerpt, manual
    )
  )`;

/** Whoever holds it: the number is the claimed one, and the lease was not settled. */
const HELD = `q.webhook_id = r.webhook_id AND q.delivery_id = r.delivery_id AND q.attempt_number = r.number AND q.leased_until IS NOT NULL`;

const ATTEMPT = 'started_at, duration_millis, status_code, error_kind, error_message, response_excerpt';

const SETTLE = `
  WITH ${RESULT}, over AS (
    DELETE FROM delivery_queue q USING result r WHERE ${HELD} AND r.state NOT IN ('pending', 'parked')
    RETURNING q.account_id, q.event_id, q.event_type, q.dc_id, q.route_id, q.created_at, r.*
  ), logged AS (
    INSERT INTO deliveries (
      id, account_id, webhook_id, event_id, event_type, dc_id, route_id, created_at, state, attempt_count, manual, ${ATTEMPT}
    )
    SELECT delivery_id, account_id, webhook_id, event_id, event_type, dc_id, route_id, created_at, state,
      CASE WHEN sent THEN number ELSE number - 1 END, CASE WHEN sent THEN manual END, ${ATTEMPT}
    FROM over
  ), kept AS (
    UPDATE delivery_queue q SET
      ready = r.state = 'pending' AND r.retry_millis = 0,
      parked = r.state = 'parked',
      leased_until = NULL,
      manual = r.state = 'pending' AND r.manual AND NOT r.sent,
      due_at = now() + make_interval(secs => coalesce(r.retry_millis, 0) / 1000),
      attempt_number = CASE WHEN r.sent THEN r.number ELSE r.number - 1 END
    FROM result r WHERE ${HELD} AND r.state IN ('pending', 'parked')
    RETURNING r.*
  ), tried AS (
    INSERT INTO attempts (delivery_id, number, manual, ${ATTEMPT})
    SELECT delivery_id, number, manual, ${ATTEMPT} FROM kept WHERE sent
    ON CONFLICT DO NOTHING
    RETURNING delivery_id
  ), attempt AS (
    SELECT webhook_id, started_millis, duration_millis, state = 'succeeded' AS succeeded, state = 'exhausted' AS exhausted FROM over WHERE sent
    UNION ALL
    SELECT webhook_id, started_millis, duration_millis, false, false FROM kept
    WHERE (delivery_id IN (SELECT delivery_id FROM tried)) IS TRUE -- no join: its plan would be one for a few rows
  ), ${noteAttempts('attempt')}, noted AS (
    -- The webhook may have been enabled again, or deleted, since the claim looked at it: then its parked deliveries follow. Or it was
    -- disabled or deleted while the attempt failed, and passed over what was leased.
    INSERT INTO webhook_changes (webhook_id)
    SELECT DISTINCT kept.webhook_id FROM kept
    LEFT JOIN LATERAL (SELECT ${isActive('webhooks')} AS enabled FROM webhooks WHERE id = kept.webhook_id LIMIT 1) w ON true
    WHERE kept.state = 'parked' OR w.enabled IS NOT true
  )
  SELECT delivery_id AS id, number FROM over UNION ALL SELECT delivery_id, number FROM kept`;

/** If the delivery is there, and this attempt is not the one that ended it. */
const NOTE_LATE = `
  WITH ${RESULT}, noted AS (
    INSERT INTO attempts (delivery_id, number, manual, ${ATTEMPT})
    SELECT r.delivery_id, r.number, r.manual, ${ATTEMPT} FROM result r
    CROSS JOIN LATERAL (
      SELECT NULL::int AS last_number FROM delivery_queue q WHERE q.webhook_id = r.webhook_id AND q.delivery_id = r.delivery_id
      UNION ALL
      SELECT CASE WHEN d.started_at IS NOT NULL THEN d.attempt_count END FROM deliveries d
      WHERE d.webhook_id = r.webhook_id AND d.id = r.delivery_id
      LIMIT 1 -- it is in one of them, or in none
    ) home
    WHERE home.last_number IS DISTINCT FROM r.number
    ON CONFLICT DO NOTHING
    RETURNING delivery_id, number
  ), attempt AS (
    -- It did not end its delivery, whatever it meant to.
    SELECT webhook_id, started_millis, duration_millis, state = 'succeeded' AS succeeded, false AS exhausted
    FROM result JOIN noted USING (delivery_id, number)
  ), ${noteAttempts('attempt')}
  SELECT FROM noted`;
