import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { purge } from '../../src/deliveries/retention.js';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

/** No worker runs here but where a test starts one: it would purge, too. */
let service: DeliveryService;
let target: Target;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
});
beforeEach(async () => {
  target = await service.createTarget();
});
afterAll(() => service.stop());

const retentionDays = 30;
const states = ['pending', 'parked', 'succeeded', 'exhausted', 'cancelled'];

/** An event of so many days ago with a delivery in each state, each with two attempts. */
async function storeOld(daysAgo: number, count = 1): Promise<void> {
  await service.pool.query(
    `WITH ids AS (
       SELECT overlay(gen_random_uuid()::text PLACING left(waypost_uuidv7_floor(now() - make_interval(secs => $2::float8 * 86400))::text, 15) FROM 1)::uuid AS id, i
       FROM generate_series(1, $3) i
     ), event AS (
       INSERT INTO events (id, account_id, event_type, dc_id, route_id, occurred_at, body, delivery_count)
       SELECT id, $4, 'ROUTE_CREATED', '1', 'R-1', now(), '{}', 5 FROM ids RETURNING id
     ), made AS (
       INSERT INTO deliveries (id, account_id, webhook_id, event_id, event_type, dc_id, route_id, state)
       SELECT overlay(gen_random_uuid()::text PLACING left(event.id::text, 15) FROM 1)::uuid, $4, $1, event.id, 'ROUTE_CREATED', '1', 'R-1', state::delivery_state
       FROM event, unnest($5::text[]) state
       RETURNING id
     )
     INSERT INTO attempts (delivery_id, number, started_at, duration_millis, response_excerpt)
     SELECT made.id, number, now(), 1, '' FROM made, generate_series(1, 2) number`,
    [target.webhook.id, daysAgo, count, target.account.id, states],
  );
}

async function rowsLeft() {
  const { pool } = service;
  const count = async (sql: string) => (await pool.query<{ n: number }>(sql, [target.webhook.id])).rows[0]?.n;
  return {
    states: await statesOf(pool, target.webhook.id),
    attempts: await count(
      'SELECT count(*)::int AS n FROM attempts JOIN deliveries ON deliveries.id = delivery_id WHERE webhook_id = $1',
    ),
    orphans: await count(
      'SELECT count(*)::int AS n FROM attempts WHERE $1::uuid IS NOT NULL AND delivery_id NOT IN (SELECT id FROM deliveries)',
    ),
    events: await count(
      'SELECT count(*)::int AS n FROM events JOIN webhooks w ON w.account_id = events.account_id WHERE w.id = $1',
    ),
  };
}

describe('the retention', () => {
  it('ends for deliveries that are over and their attempts; what is pending or parked stays', async () => {
    await storeOld(30.5);
    await purge(service.pool, retentionDays);
    expect(await rowsLeft()).toEqual({ states: { pending: 1, parked: 1 }, attempts: 4, orphans: 0, events: 1 });
  });

  it('has not ended a moment before', async () => {
    await storeOld(29.9);
    await purge(service.pool, retentionDays);
    expect(await rowsLeft()).toEqual({
      states: { pending: 1, parked: 1, succeeded: 1, exhausted: 1, cancelled: 1 },
      attempts: 10,
      orphans: 0,
      events: 1,
    });
  });

  it('of an event is a day longer than that of its deliveries', async () => {
    await storeOld(31.1);
    await purge(service.pool, retentionDays);
    expect((await rowsLeft()).events).toBe(0);
  });

  it('ends in batches: the oldest first, and step by step all of them', async () => {
    await storeOld(40, 600);
    await storeOld(35, 600);
    const over = async (daysAgo: number) => {
      const { rows } = await service.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM deliveries WHERE webhook_id = $1 AND state NOT IN ('pending', 'parked')
           AND id < waypost_uuidv7_floor(now() - make_interval(secs => $2::float8 * 86400))`,
        [target.webhook.id, daysAgo],
      );
      return rows[0]?.n;
    };
    expect(await purge(service.pool, retentionDays)).toBe(true);
    expect([await over(37), await over(30), (await rowsLeft()).events]).toEqual([800, 2_600, 200]);
    while (await purge(service.pool, retentionDays));
    expect(await rowsLeft()).toEqual({
      states: { pending: 1_200, parked: 1_200 },
      attempts: 4_800,
      orphans: 0,
      events: 0,
    });
  });

  it('is looked after by every worker, by the setting', async () => {
    await storeOld(6);
    await storeOld(8.5);
    const worker = await service.startAnother(['worker'], { RETENTION_DAYS: '7' });
    await eventually(async () => {
      expect(await statesOf(service.pool, target.webhook.id)).toMatchObject({ succeeded: 1, cancelled: 1 });
    });
    await worker.stop();
    expect((await rowsLeft()).orphans).toBe(0);
  });
});
