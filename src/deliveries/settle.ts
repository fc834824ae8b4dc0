import type { SqlRunner } from '../database/sqlRunner.js';
import { isDatabaseUnavailable } from '../database/unavailable.js';
import type { Logger } from '../log.js';
import type { AttemptResult } from '../sending/attempt.js';

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
        const settled = new Set(await settle(db, batch));
        onSettled(batch.filter(({ deliveryId }) => settled.has(deliveryId)));
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
 * Writes results back, many in one statement: the state of each delivery, its place in the queue, and a row per attempt. Only what
 * is still leased to this attempt is settled; a result that comes too late leaves its attempt in the log and nothing else, and one that
 * is written again nothing at all.
 * @returns the ids that were settled
 */
export async function settle(db: SqlRunner, settlements: Settlement[]): Promise<string[]> {
  const column = <T>(pick: (settlement: Settlement) => T): T[] => settlements.map(pick);
  const { rows } = await db.query<{ id: string }>(SETTLE, [
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
  ]);
  return rows.map(({ id }) => id);
}

const SETTLE = `
  WITH result AS (
    SELECT * FROM unnest(
      $1::uuid[], $2::int[], $3::delivery_state[], $4::double precision[],
      $5::double precision[], $6::int[], $7::int[], $8::text[], $9::text[], $10::text[], $11::boolean[]
    ) AS result (
      delivery_id, attempt_number, state, retry_millis,
      started_millis, duration_millis, status_code, error_kind, error_message, response_excerpt, manual
    )
  ), logged AS (
    INSERT INTO attempts (delivery_id, number, started_at, duration_millis, status_code, error_kind, error_message, response_excerpt, manual)
    SELECT delivery_id, attempt_number, to_timestamp(started_millis / 1000), duration_millis, status_code, error_kind, error_message,
      response_excerpt, manual
    FROM result WHERE started_millis IS NOT NULL
    ON CONFLICT DO NOTHING
    RETURNING delivery_id, number
  ), fresh AS (
    -- An attempt that is in the log already was settled with it. Somebody may have asked for another one since, under the same number.
    SELECT * FROM result
    WHERE started_millis IS NULL OR (delivery_id, attempt_number) IN (SELECT delivery_id, number FROM logged)
  ), again AS (
    UPDATE delivery_queue q SET
      ready = fresh.retry_millis = 0,
      leased = false,
      manual = fresh.manual AND fresh.started_millis IS NULL,
      due_at = now() + make_interval(secs => fresh.retry_millis / 1000),
      attempt_number = CASE WHEN fresh.started_millis IS NULL THEN q.attempt_number - 1 ELSE q.attempt_number END
    FROM fresh
    WHERE q.delivery_id = fresh.delivery_id AND q.attempt_number = fresh.attempt_number AND fresh.state = 'pending'
    RETURNING fresh.*, q.webhook_id
  ), over AS (
    DELETE FROM delivery_queue q USING fresh
    WHERE q.delivery_id = fresh.delivery_id AND q.attempt_number = fresh.attempt_number AND fresh.state <> 'pending'
    RETURNING fresh.*, q.webhook_id
  ), ours AS (
    SELECT * FROM again UNION ALL SELECT * FROM over
  ), noted AS (
    -- The webhook may have been enabled again, or deleted, since the claim looked at it: then its parked deliveries follow. Or it was
    -- disabled or deleted while the attempt failed, and passed over what was leased.
    INSERT INTO webhook_changes (webhook_id)
    SELECT DISTINCT webhook_id FROM ours
    WHERE state = 'parked' OR (
      state = 'pending' AND NOT EXISTS (SELECT FROM webhooks WHERE webhooks.id = ours.webhook_id AND webhooks.enabled)
    )
  )
  UPDATE deliveries d SET
    state = ours.state,
    attempt_count = CASE WHEN ours.started_millis IS NULL THEN ours.attempt_number - 1 ELSE ours.attempt_number END,
    next_attempt_at = CASE WHEN ours.state = 'pending' THEN now() + make_interval(secs => ours.retry_millis / 1000) END,
    finished_at = CASE WHEN ours.state IN ('succeeded', 'exhausted', 'cancelled') THEN now() END
  FROM ours WHERE d.id = ours.delivery_id
  RETURNING d.id`;
