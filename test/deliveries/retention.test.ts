import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createPartitions, listPartitions, type PartitionedTable } from '../../src/database/partitions.js';
import { enforceRetention } from '../../src/deliveries/retention.js';
import { dropOldStatistics } from '../../src/deliveries/statistics/retention.js';
import { claimOf } from '../support/claims.js';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import { createDays, storeDeliveries, storeMissedEvents } from '../support/storedDeliveries.js';

/** No worker runs here but where a test starts one: it would drop days, too. */
let service: DeliveryService;
let target: Target;
/** The deliveries that have an attempt of their own. */
let attempted: string[];
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
});
beforeEach(async () => {
  target = await service.createTarget();
  await service.pool.query('DELETE FROM delivery_queue'); // what is left there keeps its day
  attempted = [];
});
afterAll(() => service.stop());

const retentionDays = 30;
const DAY_MILLIS = 86_400_000;
const silent = pino({ level: 'silent' });

/** The noon (UTC) of a day so long ago: from its end on, it counts. */
const noon = (daysAgo: number): Date =>
  new Date(Math.floor(Date.now() / DAY_MILLIS) * DAY_MILLIS + DAY_MILLIS / 2 - daysAgo * DAY_MILLIS);
const dayOf = (daysAgo: number): string => noon(daysAgo).toISOString().slice(0, 10);

const enforce = (signal = new AbortController().signal) =>
  enforceRetention(service.pool, { retentionDays, log: silent, signal });

/** A delivery of that day in each of the states, and an attempt that failed of each of them. */
async function store(daysAgo: number, ...states: ('pending' | 'parked' | 'succeeded' | 'exhausted')[]): Promise<void> {
  const owner = { accountId: target.account.id, webhookId: target.webhook.id };
  const stored = await storeDeliveries(
    service.pool,
    owner,
    states.map((state) => ({ state, at: noon(daysAgo) })),
  );
  await service.pool.query(
    `INSERT INTO attempts (delivery_id, number, started_at, duration_millis, response_excerpt)
     SELECT id, 1, now(), 1, '' FROM unnest($1::uuid[]) id`,
    [stored.map(({ id }) => id)],
  );
  attempted.push(...stored.map(({ id }) => id));
}

async function count(from: string, value: string | string[]): Promise<number | undefined> {
  const { rows } = await service.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`, [value]);
  return rows[0]?.n;
}
const countEvents = () => count('events WHERE account_id = $1', target.account.id);

const left = async () => ({
  states: await statesOf(service.pool, target.webhook.id),
  attempts: await count('attempts WHERE delivery_id = ANY ($1)', attempted),
  events: await countEvents(),
});

const daysOf = async (table: PartitionedTable) => (await listPartitions(service.pool, table)).map(({ day }) => day);

describe('the retention', () => {
  it('ends for what is over when its day is past it, and not on that day', async () => {
    await store(31, 'succeeded', 'exhausted');
    await store(30, 'succeeded', 'exhausted');
    await enforce();
    expect(await left()).toEqual({ states: { succeeded: 1, exhausted: 1 }, attempts: 2, events: 4 });
    expect(await daysOf('deliveries')).not.toContain(dayOf(31));
    expect(await daysOf('deliveries')).toContain(dayOf(30));
  });

  it("of an event is a day longer, and so is that of its publisher's id", async () => {
    await storeMissedEvents(service.pool, target.account.id, [{ at: noon(32) }, { at: noon(31) }]);
    await service.pool.query(
      `INSERT INTO event_keys (account_id, external_id, event_id) SELECT account_id, id::text, id FROM events WHERE account_id = $1`,
      [target.account.id],
    );
    await enforce();
    expect([await countEvents(), await count('event_keys WHERE account_id = $1', target.account.id)]).toEqual([1, 1]);
    expect(await daysOf('events')).not.toContain(dayOf(32));
  });

  it('waits a day for what is not over, with everything of its day', async () => {
    await store(31, 'pending', 'parked', 'succeeded');
    await store(30, 'succeeded');
    await enforce();
    expect(await left()).toEqual({ states: { pending: 1, parked: 1, succeeded: 2 }, attempts: 4, events: 4 });
  });

  it('gives up what is not over a day later, but for what is being attempted', async () => {
    await store(33, 'pending', 'parked', 'succeeded');
    await claimOf(service.pool, target.webhook.id);
    await enforce();
    expect(await left()).toEqual({ states: { pending: 1, succeeded: 1 }, attempts: 3, events: 3 });
    await service.pool.query('UPDATE delivery_queue SET leased_until = NULL');
    await enforce();
    expect(await left()).toEqual({ states: {}, attempts: 0, events: 0 });
  });

  it('goes on where a process died while it detached a day, or before it dropped it', async () => {
    await store(40, 'succeeded');
    await store(41, 'succeeded');
    const [half, detached] = [40, 41].map((daysAgo) => `deliveries_${dayOf(daysAgo).replaceAll('-', '')}`);
    await service.pool.query(`ALTER TABLE deliveries DETACH PARTITION ${detached} CONCURRENTLY`);
    // A reader holds the detachment up after its first transaction; then its connection goes.
    const reader = await service.pool.connect();
    await reader.query('BEGIN');
    await reader.query('SELECT FROM deliveries');
    const detaching = await service.pool.connect();
    const { rows } = await detaching.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const failing = detaching
      .query(`ALTER TABLE deliveries DETACH PARTITION ${half} CONCURRENTLY`)
      .catch(() => undefined);
    await eventually(async () => {
      expect(await listPartitions(service.pool, 'deliveries')).toContainEqual(
        expect.objectContaining({ name: half, status: 'being detached' }),
      );
    });
    await service.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await failing;
    detaching.release(true);
    await reader.query('ROLLBACK');
    reader.release();

    await enforce();
    expect(await daysOf('deliveries')).not.toContain(dayOf(40));
    expect(await daysOf('deliveries')).not.toContain(dayOf(41));
  });

  it('is kept by several processes at the same time', async () => {
    for (const daysAgo of [35, 36, 37]) await store(daysAgo, 'succeeded');
    const results = await Promise.allSettled([enforce(), enforce(), enforce()]);
    expect(results).toEqual(results.map(() => ({ status: 'fulfilled', value: undefined })));
    await enforce(); // for what one left to another that then found it gone
    expect(await left()).toEqual({ states: {}, attempts: 0, events: 0 });
  });

  it('ends no further day once the service stops', async () => {
    await store(35, 'succeeded');
    await enforce(AbortSignal.abort());
    expect(await left()).toMatchObject({ states: { succeeded: 1 } });
  });

  it('is looked after by every worker, by the setting', async () => {
    await store(6, 'succeeded');
    await store(8, 'succeeded');
    const worker = await service.startAnother(['worker'], { RETENTION_DAYS: '7' });
    await eventually(async () => {
      expect(await statesOf(service.pool, target.webhook.id)).toEqual({ succeeded: 1 });
    });
    await worker.stop();
  });
});

describe('the retention of statistics', () => {
  const days = [30, 31, 3, 4].map(noon);

  it('is three days for minutes, and that of deliveries for hours', async () => {
    await createDays(service.pool, days);
    await service.pool.query(
      `INSERT INTO statistics_totals (minute, events, succeeded, failed, exhausted)
       SELECT date_trunc('minute', day), 1, 0, 0, 0 FROM unnest($1::timestamptz[]) day`,
      [days],
    );
    await dropOldStatistics(service.pool, { retentionDays, log: silent, signal: new AbortController().signal });
    const left = async (table: PartitionedTable) => {
      const present = await daysOf(table);
      return [31, 30, 4, 3, 0].filter((daysAgo) => present.includes(dayOf(daysAgo)));
    };
    expect(await left('statistics_hours')).toEqual([30, 4, 3, 0]);
    expect(await left('statistics_minutes')).toEqual([3, 0]);
    expect(
      await count(
        'statistics_totals WHERE minute = ANY ($1)',
        days.map((day) => day.toISOString()),
      ),
    ).toBe(1);
  });

  it('is looked after by every worker', async () => {
    await createDays(service.pool, days);
    const worker = await service.startAnother(['worker']);
    await eventually(async () => {
      expect(await daysOf('statistics_minutes')).not.toContain(dayOf(4));
      expect(await daysOf('statistics_hours')).not.toContain(dayOf(31));
    });
    await worker.stop();
  });
});

describe('the partitions', () => {
  it('are there for a week to come, and made by every worker and by publishing where they are missing', async () => {
    const ahead = Array.from({ length: 9 }, (_, i) => dayOf(1 - i));
    for (const table of ['events', 'deliveries', 'statistics_minutes', 'statistics_hours'] as const)
      expect(await daysOf(table)).toEqual(expect.arrayContaining(ahead));

    await service.pool.query(`DROP TABLE events_${dayOf(0).replaceAll('-', '')}`);
    await target.publish();
    expect(await daysOf('events')).toContain(dayOf(0));

    await service.pool.query(`DROP TABLE deliveries_${dayOf(-7).replaceAll('-', '')}`);
    const worker = await service.startAnother(['worker']);
    await eventually(async () => {
      expect(await daysOf('deliveries')).toContain(dayOf(-7));
    });
    await worker.stop();
  });

  it('are made once, by several processes at the same time, while others publish', async () => {
    await createDays(service.pool, []);
    await service.pool.query(`DROP TABLE deliveries_${dayOf(-6).replaceAll('-', '')}`);
    await Promise.all([...[1, 2, 3].map(() => createPartitions(service.pool)), target.publishMany(50)]);
    expect((await daysOf('deliveries')).filter((day) => day === dayOf(-6))).toEqual([dayOf(-6)]);
  });
});
