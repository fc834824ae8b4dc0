/** Deliveries in the log, or in the queue, that nobody has to send first. */
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { DeliveryState } from './deliveriesApi.js';

/** A delivery as it is to be found. */
export interface StoredDelivery {
  id: string;
  eventId: string;
  at: Date;
  state: DeliveryState;
  eventType: string;
  dcId: string;
  routeId: string;
}

/** Anything in place of `{state: 'succeeded', eventType: 'ROUTE_CREATED', dcId: '1', routeId: 'R-1'}`. */
export type StoredChanges = Partial<Omit<StoredDelivery, 'id' | 'eventId'>>;

/**
 * Stores deliveries with their events as publishing and one attempt would have left them and, unless `at` says otherwise, a millisecond
 * apart from each other, ending an hour ago. What is pending is due.
 */
export async function storeDeliveries(
  pool: pg.Pool,
  { accountId, webhookId }: { accountId: string; webhookId: string },
  changes: StoredChanges[],
): Promise<StoredDelivery[]> {
  const start = Date.now() - 3_600_000 - changes.length;
  const stored = changes.map((change, i): StoredDelivery => {
    const at = change.at ?? new Date(start + i);
    return {
      state: 'succeeded',
      eventType: 'ROUTE_CREATED',
      dcId: '1',
      routeId: 'R-1',
      ...change,
      at,
      id: uuidv7({ msecs: at.getTime() }),
      eventId: uuidv7({ msecs: at.getTime() }),
    };
  });
  await createDays(
    pool,
    stored.map(({ at }) => at),
  );
  const column = <T>(pick: (delivery: StoredDelivery) => T): T[] => stored.map(pick);
  await pool.query(STORE, [
    accountId,
    webhookId,
    column(({ id }) => id),
    column(({ eventId }) => eventId),
    column(({ at }) => at),
    column(({ state }) => state),
    column(({ eventType }) => eventType),
    column(({ dcId }) => dcId),
    column(({ routeId }) => routeId),
  ]);
  return stored;
}

const STORE = `
  WITH input AS (
    SELECT * FROM unnest($3::uuid[], $4::uuid[], $5::timestamptz[], $6::delivery_state[], $7::text[], $8::text[], $9::text[])
      AS input (id, event_id, at, state, event_type, dc_id, route_id)
  ), events AS (
    INSERT INTO events (id, account_id, event_type, dc_id, route_id, occurred_at, body, delivery_count)
    SELECT event_id, $1, event_type, dc_id, route_id, at,
      json_build_object('event', event_type, 'hook_timestamp_millis', (extract(epoch FROM at) * 1000)::bigint,
        'dc_id', dc_id, 'route_id', route_id)::text,
      1
    FROM input
  ), queue AS (
    INSERT INTO delivery_queue (
      delivery_id, account_id, webhook_id, event_id, event_type, dc_id, route_id, created_at, attempt_number, body_bytes, ready, parked
    )
    SELECT id, $1, $2, event_id, event_type, dc_id, route_id, at, 1, 0, state = 'pending', state = 'parked'
    FROM input WHERE state IN ('pending', 'parked')
  )
  INSERT INTO deliveries (
    id, account_id, webhook_id, event_id, event_type, dc_id, route_id, state, attempt_count, created_at, finished_at
  )
  SELECT id, $1, $2, event_id, event_type, dc_id, route_id, state, 1, at, at
  FROM input WHERE state NOT IN ('pending', 'parked')`;

/** Makes the partitions of days that nobody has made, since they are past. */
export async function createDays(pool: pg.Pool, moments: Date[]): Promise<void> {
  const days = new Set(moments.map((moment) => moment.toISOString().slice(0, 10)));
  await pool.query('SELECT waypost_create_partitions(day) FROM unnest($1::date[]) day', [[...days]]);
}

/** Stores events that no webhook was sent, as publishing leaves them that matched none. Returns their ids. */
export async function storeMissedEvents(
  pool: pg.Pool,
  accountId: string,
  changes: { at: Date; eventType?: string; dcId?: string }[],
): Promise<string[]> {
  const ids = changes.map(({ at }) => uuidv7({ msecs: at.getTime() }));
  await createDays(
    pool,
    changes.map(({ at }) => at),
  );
  await pool.query(
    `INSERT INTO events (id, account_id, event_type, dc_id, route_id, occurred_at, body, delivery_count)
     SELECT id, $1, event_type, dc_id, 'R-1', at, json_build_object('event', event_type)::text, 0
     FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[]) AS input (id, at, event_type, dc_id)`,
    [
      accountId,
      ids,
      changes.map(({ at }) => at),
      changes.map(({ eventType = 'ROUTE_CREATED' }) => eventType),
      changes.map(({ dcId = '1' }) => dcId),
    ],
  );
  return ids;
}
