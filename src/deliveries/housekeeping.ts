import type { SqlRunner } from '../database/sqlRunner.js';
import type { Logger } from '../log.js';
import { advanceRecoveries } from './advanceRecoveries.js';
import { applyWebhookChanges } from './webhookChanges.js';

/** What goes on beside claiming: rows whose time has come, webhooks that changed, and what is too old to keep. */
export interface Housekeeping {
  stop(): Promise<void>;
}

interface HousekeepingOptions {
  db: SqlRunner;
  log: Logger;
  /** How long after its creation a delivery may still be tried, in seconds. */
  retrySpanSeconds: number;
  /** How long events, and deliveries that are over, are kept. */
  retentionDays: number;
  /** Something became ready to be claimed. */
  onReady: () => void;
}

const TICK_MILLIS = 1_000;
/** Small batches, one of each kind per tick, so that no statement holds many locks or keeps the disk busy while deliveries wait. */
const PROMOTE_BATCH = 1_000;
const EXPIRE_BATCH = 1_000;
const PURGE_BATCH = 1_000;
/** So many deliveries a second can be made for good without the log growing beyond its retention: batches, per tick and process. */
const PURGE_BATCHES = 5;

/** Starts the ticking. Any number of processes may do so on one database: rows that another works on are passed over. */
export function startHousekeeping(options: HousekeepingOptions): Housekeeping {
  const { db, log, retrySpanSeconds, retentionDays, onReady } = options;
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let ticking: Promise<void> = Promise.resolve();

  async function tick(): Promise<void> {
    const promoted = await promoteDue(db);
    const changed = await applyWebhookChanges(db, retrySpanSeconds);
    const recovered = await advanceRecoveries(db);
    if (promoted + changed + recovered > 0) onReady();
    await expireParked(db, retrySpanSeconds);
    for (let i = 0; i < PURGE_BATCHES && !stopped; i += 1) if (!(await purge(db, retentionDays))) break;
  }

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      ticking = tick()
        .catch((err: unknown) => {
          log.warn({ err }, 'housekeeping failed; it goes on with the next tick');
        })
        .finally(schedule);
    }, TICK_MILLIS);
  }

  schedule();
  return {
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await ticking;
    },
  };
}

/** Makes ready what has waited for its time: the next attempt of a delivery, and leases that ran out with their worker. */
export async function promoteDue(db: SqlRunner): Promise<number> {
  let promoted = 0;
  for (;;) {
    const { rowCount } = await db.query(PROMOTE, [PROMOTE_BATCH]);
    promoted += rowCount ?? 0;
    if ((rowCount ?? 0) < PROMOTE_BATCH) return promoted;
  }
}

const PROMOTE = `
  UPDATE delivery_queue SET ready = true, leased = false
  WHERE delivery_id = ANY (ARRAY (
    SELECT delivery_id FROM delivery_queue WHERE NOT ready AND due_at <= now()
    ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ))`;

/** Gives up deliveries that were parked for longer than they would have been retried. */
export async function expireParked(db: SqlRunner, retrySpanSeconds: number): Promise<void> {
  await db.query(EXPIRE, [retrySpanSeconds, EXPIRE_BATCH]);
}

const EXPIRE = `
  UPDATE deliveries SET state = 'exhausted', finished_at = now() WHERE id IN (
    SELECT id FROM deliveries WHERE state = 'parked' AND created_at < now() - make_interval(secs => $1)
    LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;

/**
 * Removes a batch of what is older than the retention: deliveries that are over with their attempts, and events. An event outlives its
 * deliveries by a day. Ids are UUIDv7, so that the oldest rows are the first of the primary key.
 * @returns whether there may be more
 */
export async function purge(db: SqlRunner, retentionDays: number): Promise<boolean> {
  const deliveries = await db.query<{ purged: number }>(PURGE_DELIVERIES, [retentionDays, PURGE_BATCH]);
  const events = await db.query(PURGE_EVENTS, [retentionDays + 1, PURGE_BATCH]);
  return (deliveries.rows[0]?.purged ?? 0) === PURGE_BATCH || (events.rowCount ?? 0) === PURGE_BATCH;
}

const PURGE_DELIVERIES = `
  WITH purged AS (
    DELETE FROM deliveries WHERE id IN (
      SELECT id FROM deliveries
      WHERE id < waypost_uuidv7_floor(now() - make_interval(days => $1)) AND state NOT IN ('pending', 'parked')
      ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
    )
    RETURNING id
  ), with_attempts AS (
    DELETE FROM attempts USING purged WHERE delivery_id = purged.id
  )
  SELECT count(*)::int AS purged FROM purged`;

const PURGE_EVENTS = `
  DELETE FROM events WHERE id IN (
    SELECT id FROM events WHERE id < waypost_uuidv7_floor(now() - make_interval(days => $1))
    ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;
