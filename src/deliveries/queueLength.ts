import type { SqlRunner } from '../database/sqlRunner.js';
import { isFree } from './transitions.js';

/** What is in the queue. */
export interface QueueLength {
  /** Deliveries that are due or being attempted. */
  due: number;
  /** Deliveries that wait for their next attempt. */
  waiting: number;
  /** Deliveries that wait for their webhook to be enabled. */
  parked: number;
  /** Since when the oldest waits of those that are due and not being attempted; null if there is none. */
  oldestDueAt: Date | null;
}

/** Each number is counted up to this: nobody waits for a count of millions. */
export const COUNTED_EXACTLY = 100_000;

/** How long the queue is, over all accounts, by indexes alone and no further than `COUNTED_EXACTLY`. */
export async function readQueueLength(db: SqlRunner): Promise<QueueLength> {
  const { rows } = await db.query<QueueLength>(LENGTH, [COUNTED_EXACTLY]);
  return rows[0] ?? { due: 0, waiting: 0, parked: 0, oldestDueAt: null };
}

/** How many of those that are due are being attempted, as far as these are counted. It reads their rows: no index knows of a claim. */
export async function countLeased(db: SqlRunner): Promise<number> {
  const { rows } = await db.query<{ leased: number }>(LEASED, [COUNTED_EXACTLY]);
  return rows[0]?.leased ?? 0;
}

const upToBound = (condition: string): string =>
  `(SELECT count(*)::int FROM (SELECT FROM delivery_queue WHERE ${condition} LIMIT $1) q)`;

/** What is ready is in the order of webhooks: the oldest of all is among the oldest of each. */
const LENGTH = `
  WITH RECURSIVE lane AS (
    (SELECT webhook_id FROM delivery_queue WHERE ready ORDER BY webhook_id LIMIT 1)
    UNION ALL
    SELECT next.webhook_id FROM lane CROSS JOIN LATERAL (
      SELECT q.webhook_id FROM delivery_queue q WHERE q.ready AND q.webhook_id > lane.webhook_id ORDER BY q.webhook_id LIMIT 1
    ) next
  ), oldest AS (
    SELECT min(due_at) AS due_at FROM (SELECT webhook_id FROM lane LIMIT $1) lane CROSS JOIN LATERAL (
      SELECT q.due_at FROM delivery_queue q
      WHERE q.ready AND q.webhook_id = lane.webhook_id AND ${isFree('q')}
      ORDER BY q.webhook_id, q.due_at LIMIT 1
    ) q
  )
  SELECT ${upToBound('ready')} AS due, ${upToBound('NOT ready AND NOT parked')} AS waiting, ${upToBound('parked')} AS parked,
    least(
      (SELECT due_at FROM oldest),
      (SELECT due_at FROM delivery_queue WHERE NOT ready AND NOT parked AND due_at <= now() ORDER BY due_at LIMIT 1)
    ) AS "oldestDueAt"`;

const LEASED = `
  SELECT count(*)::int AS leased FROM (SELECT leased_until FROM delivery_queue WHERE ready LIMIT $1) q WHERE leased_until > now()`;
