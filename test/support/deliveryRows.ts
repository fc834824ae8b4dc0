/** What is stored of deliveries, and moving time by it. */
import type pg from 'pg';
import { promoteDue } from '../../src/deliveries/promote.js';
import { NOTIFY_SQL } from '../../src/database/channel.js';

export interface DeliveryRow {
  id: string;
  event_id: string;
  state: 'pending' | 'parked' | 'succeeded' | 'exhausted' | 'cancelled' | 'superseded';
  attempt_count: number;
  created_at: Date;
  next_attempt_at: Date | null;
  finished_at: Date | null;
}

export interface AttemptRow {
  number: number;
  started_at: Date;
  duration_millis: number;
  status_code: number | null;
  error_kind: string | null;
  error_message: string | null;
  response_excerpt: string;
}

export interface QueueRow {
  delivery_id: string;
  attempt_number: number;
  place: 'ready' | 'leased' | 'waiting' | 'parked';
  due_at: Date;
}

/** Where a row of the queue q is in it. */
export const PLACE = `CASE
    WHEN q.parked THEN 'parked' WHEN NOT q.ready THEN 'waiting' WHEN q.leased_until > now() THEN 'leased' ELSE 'ready'
  END`;

/** All deliveries of webhook $1, in the queue and in the log. */
const DELIVERIES = `
  SELECT d.id, d.event_id, d.state, d.attempt_count, d.created_at, NULL::timestamptz AS next_attempt_at, d.finished_at
  FROM deliveries d WHERE d.webhook_id = $1
  UNION ALL
  SELECT q.delivery_id, q.event_id, CASE WHEN q.parked THEN 'parked' ELSE 'pending' END::delivery_state,
    CASE WHEN q.leased_until IS NULL THEN q.attempt_number ELSE q.attempt_number - 1 END, q.created_at,
    CASE WHEN NOT q.parked THEN q.due_at END, NULL
  FROM delivery_queue q WHERE q.webhook_id = $1`;

/** All attempts of these deliveries: those by themselves, and those that ended their delivery. */
const ATTEMPTS = `
  SELECT delivery_id, number, started_at, duration_millis, status_code, error_kind, error_message, response_excerpt
  FROM attempts WHERE delivery_id IN (SELECT id FROM (${DELIVERIES}) d)
  UNION ALL
  SELECT id, attempt_count, started_at, duration_millis, status_code, error_kind, error_message, response_excerpt
  FROM deliveries WHERE webhook_id = $1 AND started_at IS NOT NULL`;

/** The deliveries of a webhook, oldest first. */
export async function deliveriesOf(pool: pg.Pool, webhookId: string): Promise<DeliveryRow[]> {
  const { rows } = await pool.query<DeliveryRow>(`${DELIVERIES} ORDER BY id`, [webhookId]);
  return rows;
}

/** The one delivery of a webhook. @throws Error if there are none or several */
export async function deliveryOf(pool: pg.Pool, webhookId: string): Promise<DeliveryRow> {
  const [delivery, ...others] = await deliveriesOf(pool, webhookId);
  if (!delivery || others.length > 0)
    throw new Error(`The webhook has ${delivery ? others.length + 1 : 0} deliveries.`);
  return delivery;
}

/** All attempts of a webhook's deliveries, delivery by delivery. */
export async function attemptsOf(pool: pg.Pool, webhookId: string): Promise<AttemptRow[]> {
  const { rows } = await pool.query<AttemptRow>(`${ATTEMPTS} ORDER BY delivery_id, number`, [webhookId]);
  return rows;
}

/** What is in the queue for a webhook, oldest delivery first. */
export async function queueOf(pool: pg.Pool, webhookId: string): Promise<QueueRow[]> {
  const { rows } = await pool.query<QueueRow>(
    `SELECT delivery_id, attempt_number, ${PLACE} AS place, due_at FROM delivery_queue q WHERE webhook_id = $1 ORDER BY delivery_id`,
    [webhookId],
  );
  return rows;
}

/** How many deliveries of a webhook are in which state; a state without any is left out. */
export async function statesOf(
  pool: pg.Pool,
  webhookId: string,
): Promise<Partial<Record<DeliveryRow['state'], number>>> {
  const { rows } = await pool.query<{ state: DeliveryRow['state']; n: number }>(
    `SELECT state, count(*)::int AS n FROM (${DELIVERIES}) d GROUP BY state`,
    [webhookId],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** Lets the time pass that a webhook's deliveries wait for: that of their next attempts. Leases go on. */
export async function passWaitingTime(pool: pg.Pool, webhookId: string): Promise<void> {
  await pool.query(
    `UPDATE delivery_queue SET due_at = now() - interval '1 s' WHERE webhook_id = $1 AND NOT ready AND NOT parked`,
    [webhookId],
  );
  await promoteDue(pool);
  await pool.query(NOTIFY_SQL);
}

/** Lets the leases end that a webhook's deliveries are under. */
export async function passLeases(pool: pg.Pool, webhookId: string): Promise<void> {
  await pool.query(
    `UPDATE delivery_queue SET leased_until = now() - interval '1 s' WHERE webhook_id = $1 AND leased_until IS NOT NULL`,
    [webhookId],
  );
  await pool.query(NOTIFY_SQL);
}

/**
 * Makes deliveries of a webhook as old as if they had been published so long ago. Row by row: the service never locks many rows in this order,
 * and might be waiting for one of them.
 */
export async function age(pool: pg.Pool, webhookId: string, seconds: number): Promise<void> {
  for (const [table, id] of [
    ['delivery_queue', 'delivery_id'],
    ['deliveries', 'id'],
  ] as const) {
    const { rows } = await pool.query<{ id: string }>(`SELECT ${id} AS id FROM ${table} WHERE webhook_id = $1`, [
      webhookId,
    ]);
    const text = `UPDATE ${table} SET created_at = created_at - make_interval(secs => $2) WHERE ${id} = $1`;
    await Promise.all(rows.map((row) => pool.query(text, [row.id, seconds])));
  }
}

/** Stores one event and makes this many deliveries of it to a webhook, as if it had been published so long ago, without waking anybody. */
export async function storeBacklog(
  pool: pg.Pool,
  { accountId, webhookId }: { accountId: string; webhookId: string },
  count: number,
  secondsAgo = 0,
): Promise<void> {
  await pool.query(
    `WITH event AS (
       INSERT INTO events (id, account_id, event_type, dc_id, route_id, occurred_at, body, delivery_count)
       SELECT waypost_uuidv7(), $1, 'ROUTE_CREATED', '1', 'R-1', now(), '{"event":"ROUTE_CREATED"}', $3 RETURNING id, body
     )
     INSERT INTO delivery_queue (
       delivery_id, account_id, webhook_id, event_id, event_type, dc_id, route_id, body_bytes, created_at, due_at
     )
     SELECT waypost_uuidv7(), $1, $2, event.id, 'ROUTE_CREATED', '1', 'R-1', octet_length(body), at, at
     FROM event, generate_series(1, $3), (SELECT now() - make_interval(secs => $4) AS at) made`,
    [accountId, webhookId, count, secondsAgo],
  );
}
