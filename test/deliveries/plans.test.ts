import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX, NIL } from 'uuid';
import { claimDue, FIRST_LANE } from '../../src/deliveries/claim.js';
import { listAllBetween, listDeliveries, listUndelivered, type DeliveryFilter } from '../../src/deliveries/lists.js';
import { findDelivery } from '../../src/deliveries/log.js';
import { readQueueLength } from '../../src/deliveries/queueLength.js';
import { countUndelivered } from '../../src/deliveries/undelivered.js';
import { advanceRecoveries } from '../../src/deliveries/advanceRecoveries.js';
import { settlementOf } from '../../src/deliveries/outcome.js';
import { countRecoverable, insertRecovery } from '../../src/deliveries/recovery.js';
import { settle } from '../../src/deliveries/settle.js';
import { foldDeltas, hasDeltas } from '../../src/deliveries/statistics/foldDeltas.js';
import { recentHours } from '../../src/deliveries/statistics/recentHours.js';
import { overviewMinutes, webhookSeries } from '../../src/deliveries/statistics/series.js';
import { storeEvents } from '../../src/events/storeEvents.js';
import { claimOf } from '../support/claims.js';
import { retryDelivery } from '../../src/deliveries/retryDelivery.js';
import type { SqlRunner } from '../../src/database/sqlRunner.js';
import { first, startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { openExplaining, type PlanMode, type Work } from '../support/explain.js';
import { createDays } from '../support/storedDeliveries.js';

/** Nothing is sent here. */
let service: DeliveryService;
/** Webhooks of one account: one with nearly everything, and one with next to nothing. */
let busy: Target;
let quiet: string;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
  busy = await service.createTarget();
  quiet = (await busy.account.createWebhook({ dc_ids: ['9'] })).id;
  await createDays(
    service.pool,
    Array.from({ length: DAYS }, (_, i) => new Date(Date.now() - i * 86_400_000)),
  );
  await service.pool.query('ALTER TABLE delivery_queue SET (autovacuum_enabled = off)');
  await fill(busy.webhook.id, BUSY);
  await fill(quiet, QUIET);
  await fillStatistics();
}, 60_000);
afterAll(() => service.stop());

const DAYS = 8;
const BUSY = 20_000;
const QUIET = 8;
const LIMIT = 51;
/** What a page may read: itself from the queue, from the log, and its events; and pages of the index where each of eight days begins. */
const PAGE = { rows: 4 * LIMIT, pages: 900 };

/** Deliveries of the last days, each of an event of its own, and as many again in the queue: a third each ready, waiting, parked. */
async function fill(webhookId: string, count: number): Promise<void> {
  await service.pool.query(
    `WITH made AS (
       SELECT overlay(gen_random_uuid()::text PLACING left(waypost_uuidv7_floor(at)::text, 15) FROM 1)::uuid AS id,
         overlay(gen_random_uuid()::text PLACING left(waypost_uuidv7_floor(at)::text, 15) FROM 1)::uuid AS event_id, at, n
       FROM (SELECT n, now() - n * interval '${DAYS - 1} days' / $3 AS at FROM generate_series(1, $3) n) times
     ), events AS (
       INSERT INTO events (id, account_id, event_type, dc_id, route_id, occurred_at, body, delivery_count)
       SELECT event_id, $1, 'ROUTE_CREATED', '1', 'R-' || n % 100, at, '{}', 1 FROM made
     ), queue AS (
       INSERT INTO delivery_queue (
         delivery_id, account_id, webhook_id, event_id, event_type, dc_id, route_id, created_at, due_at, body_bytes, ready, parked
       )
       SELECT waypost_uuidv7(), $1, $2, event_id, 'ROUTE_CREATED', '1', 'R-' || n % 100, at, at, 2, n % 3 = 0, n % 3 = 1 FROM made
     )
     INSERT INTO deliveries (
       id, account_id, webhook_id, event_id, event_type, dc_id, route_id, state, attempt_count, created_at, finished_at
     )
     SELECT id, $1, $2, event_id, 'ROUTE_CREATED', '1', 'R-' || n % 100,
       (CASE WHEN n % 500 = 0 THEN 'exhausted' ELSE 'succeeded' END)::delivery_state, 1, at, at
     FROM made`,
    [busy.account.id, webhookId, count],
  );
}

const OTHER_WEBHOOKS = 40;

/** Every minute of three days, and every hour of a week, of the two and of many others; and the totals. */
async function fillStatistics(): Promise<void> {
  await service.pool.query(
    `WITH ids AS (
       SELECT unnest($1::uuid[]) AS id UNION ALL SELECT gen_random_uuid() FROM generate_series(1, $2)
     ), minutes AS (
       INSERT INTO statistics_minutes (webhook_id, minute, succeeded, failed, exhausted, latency_steps, latency_counts)
       SELECT id, at, 1, 0, 0, '{9}', '{1}' FROM ids CROSS JOIN generate_series(
         date_trunc('minute', now() - interval '3 days'), now(), interval '5 minutes'
       ) at
     ), totals AS (
       INSERT INTO statistics_totals (minute, events, succeeded, failed, exhausted)
       SELECT at, 1, 1, 0, 0 FROM generate_series(date_trunc('minute', now() - interval '3 days'), now(), interval '1 minute') at
       ON CONFLICT DO NOTHING
     )
     INSERT INTO statistics_hours (
       webhook_id, hour, succeeded, failed, exhausted, latency_steps, latency_counts, last_succeeded_at
     )
     SELECT id, at, 1, 0, 0, '{9}', '{1}', at FROM ids CROSS JOIN generate_series(
       date_trunc('hour', now() - interval '7 days'), now(), interval '1 hour'
     ) at`,
    [[busy.webhook.id, quiet], OTHER_WEBHOOKS],
  );
}

const lists = (webhookId: () => string): [string, (db: SqlRunner) => Promise<unknown>][] =>
  (
    [
      ['first page', {}],
      ['with a state', { state: 'succeeded' }],
      ['state exhausted', { state: 'exhausted' }],
      ['state pending', { state: 'pending' }],
      ['state parked', { state: 'parked' }],
      ['since yesterday', { since: new Date(Date.now() - 86_400_000) }],
      ['until a week ago', { until: new Date(Date.now() - 6 * 86_400_000) }],
    ] as [string, Omit<DeliveryFilter, 'limit'>][]
  ).map(([name, filter]) => [
    name,
    (db) => listDeliveries(db, busy.account.id, webhookId(), { ...filter, limit: LIMIT }),
  ]);

/** Fails with the plan. */
function expectWithin(works: Work[], { rows, pages }: { rows: number; pages: number }): void {
  expect(works.length).toBeGreaterThan(0);
  for (const work of works) {
    const { text, scans } = work;
    const measured = { isWithin: work.rows <= rows && work.pages <= pages, scans };
    if (!measured.isWithin || scans.length > 0)
      throw new Error(`${work.rows} rows, ${work.pages} pages, ${scans.join()}\n${text}`);
  }
}

const oneId = async (table: 'deliveries' | 'delivery_queue', webhookId: string): Promise<string> => {
  const id = table === 'deliveries' ? 'id' : 'delivery_id';
  const { rows } = await service.pool.query<{ id: string }>(
    `SELECT ${id} AS id FROM ${table} WHERE webhook_id = $1 ORDER BY 1 LIMIT 1`,
    [webhookId],
  );
  return first(rows).id;
};

describe.each(['fresh', 'analysed'])('on tables that are %s', (age) => {
  beforeAll(async () => {
    if (age === 'analysed') await service.pool.query('ANALYZE');
  });

  describe.each<PlanMode>(['generic', 'custom'])('and with a %s plan', (mode) => {
    async function explain(run: (db: SqlRunner) => Promise<unknown>): Promise<Work[]> {
      const { explain: explained, close } = openExplaining(service.databaseUrl, mode);
      return explained(run).finally(close);
    }

    it.each(lists(() => busy.webhook.id))('a list of a busy webhook reads its page only: %s', async (_, run) => {
      expectWithin(await explain(run), PAGE);
    });

    it.each(lists(() => quiet))(
      'a list of a quiet webhook reads what it has, and nothing of others: %s',
      async (_, run) => {
        expectWithin(await explain(run), { ...PAGE, rows: 6 * QUIET });
      },
    );

    it('a list of a route reads no more of the log than its page, and of the queue what waits for the webhook', async () => {
      const list = (db: SqlRunner) =>
        listDeliveries(db, busy.account.id, busy.webhook.id, { routeId: 'R-7', limit: LIMIT });
      expectWithin(await explain(list), { ...PAGE, rows: BUSY + PAGE.rows });
    });

    it('what is undelivered is read by the page', async () => {
      expectWithin(await explain((db) => listUndelivered(db, busy.account.id, { limit: LIMIT })), {
        ...PAGE,
        rows: 5 * LIMIT,
      });
    });

    it.each([
      ['all', {}],
      ['with a state', { state: 'succeeded' }],
      ['state exhausted', { state: 'exhausted' }],
      ['state parked', { state: 'parked' }],
      ['a route', { routeId: 'R-0' }],
    ] as const)('a list of all webhooks reads the newest of each, and pages of those alone: %s', async (_, filter) => {
      const list = (db: SqlRunner) =>
        listAllBetween(db, busy.account.id, { from: NIL, below: MAX }, { ...filter, limit: LIMIT });
      // The queue has no index by route.
      const rows = !('routeId' in filter) ? 6 * LIMIT : 2 * BUSY + PAGE.rows;
      expectWithin(await explain(list), { rows, pages: 3 * PAGE.pages });
    });

    it('what is undelivered is counted in indexes, up to a bound', async () => {
      const count = (db: SqlRunner) => countUndelivered(db, busy.account.id, [busy.webhook.id, quiet], 100);
      expectWithin(await explain(count), { rows: 2 * 5 * 100, pages: 1_000 });
    });

    it('the oldest of the queue is found by the webhook, and no more is counted than there is', async () => {
      expectWithin(await explain(readQueueLength), { rows: BUSY + 5 * QUIET, pages: BUSY });
    });

    it.each(['deliveries', 'delivery_queue'] as const)('one of the %s is found by its id', async (table) => {
      const id = await oneId(table, busy.webhook.id);
      expectWithin(await explain((db) => findDelivery(db, busy.account.id, id)), { rows: 20, pages: 100 });
    });

    it('one is retried by its id', async () => {
      const id = await oneId('deliveries', busy.webhook.id);
      expectWithin(await explain((db) => retryDelivery(db, busy.account.id, id)), { rows: 30, pages: 200 });
    });

    it('what may be recovered of a quiet webhook is counted without a look at others', async () => {
      const request = {
        since: new Date(Date.now() - DAYS * 86_400_000),
        until: new Date(),
        states: ['exhausted', 'succeeded'] as const,
        eventTypes: [],
        includeMissed: false,
      };
      const run = (db: SqlRunner) =>
        countRecoverable(db, busy.account.id, quiet, { ...request, states: [...request.states] });
      expectWithin(await explain(run), { rows: 4 * QUIET, pages: 200 });
    });

    it('what is claimed and settled reads what it writes', async () => {
      const attempt = {
        startedAt: new Date(),
        durationMillis: 1,
        responseExcerpt: '',
        retryAfterSeconds: null,
        errorKind: null,
        errorMessage: null,
      };
      const settleSome = async (db: SqlRunner) => {
        const [late, ...claimed] = await claimOf(service.pool, busy.webhook.id, { limit: 10 });
        const results = claimed.map((delivery, i) =>
          settlementOf(delivery, { ...attempt, statusCode: i % 2 === 0 ? 200 : 500 }, [60]),
        );
        if (late) results.push({ ...settlementOf(late, { ...attempt, statusCode: 200 }, [60]), attemptNumber: 99 });
        return settle(db, results);
      };
      expectWithin(await explain(settleSome), { rows: 100, pages: 1_000 });
    });

    it('what was noted is counted without a look at what was counted before', async () => {
      const foldSome = async (db: SqlRunner) => {
        const attempt = {
          startedAt: new Date(),
          durationMillis: 1,
          responseExcerpt: '',
          retryAfterSeconds: null,
          errorKind: null,
          errorMessage: null,
          statusCode: 200,
        };
        const claimed = await claimOf(service.pool, busy.webhook.id, { limit: 5 });
        await settle(
          service.pool,
          claimed.map((delivery) => settlementOf(delivery, attempt, [60])),
        );
        await hasDeltas(db);
        await foldDeltas(db, new AbortController().signal);
      };
      expectWithin(await explain(foldSome), { rows: 100, pages: 1_500 });
    });

    it('the statistics of a webhook read its own rows of the span', async () => {
      const until = new Date();
      const since = new Date(until.getTime() - 6 * 3_600_000);
      const series = async (db: SqlRunner) => {
        await webhookSeries(db, busy.account.id, busy.webhook.id, { since, until, size: 'minute' });
        await webhookSeries(db, busy.account.id, busy.webhook.id, { since, until, size: 'hour' });
      };
      expectWithin(await explain(series), { rows: 80, pages: 120 });
      expectWithin(await explain((db) => recentHours(db, busy.account.id, [busy.webhook.id, quiet])), {
        rows: 2 * (1 + 24 + 1),
        pages: 120,
      });
      expectWithin(await explain((db) => overviewMinutes(db, since, until)), { rows: 365, pages: 400 });
    });

    it('publishing reads what it stores, and what a newer event takes the place of', async () => {
      const event = {
        accountId: busy.account.id,
        externalId: null,
        eventType: 'ROUTE_CREATED' as const,
        dcId: '1',
        routeId: 'R-1',
        occurredMillis: Date.now(),
        body: '{}',
        coalesceKey: null,
      };
      const store = async (db: SqlRunner) => {
        await storeEvents(db, [event, { ...event, coalesceKey: 'key' }]);
        await storeEvents(db, [{ ...event, externalId: 'again', coalesceKey: 'key' }]);
        await storeEvents(db, [{ ...event, externalId: 'again' }]);
      };
      expectWithin(await explain(store), { rows: 50, pages: 700 });
    });

    it('a batch of a recovery reads what it queues', async () => {
      await insertRecovery(service.pool, busy.account.id, quiet, {
        since: new Date(Date.now() - DAYS * 86_400_000),
        until: new Date(),
        states: ['succeeded', 'exhausted'],
        eventTypes: [],
        includeMissed: false,
      });
      expectWithin(await explain((db) => advanceRecoveries(db)), { rows: 20 * QUIET, pages: 1_500 });
    });

    it('a claim reads what it takes', async () => {
      const claim = (db: SqlRunner) =>
        claimDue(db, {
          limit: 10,
          maxBytes: 2 ** 20,
          defaultFree: 10,
          freePerWebhook: {},
          afterWebhookId: FIRST_LANE,
          leaseSeconds: 30,
        });
      expectWithin(await explain(claim), { rows: 100, pages: 1_000 });
      await service.pool.query('UPDATE delivery_queue SET leased_until = NULL WHERE leased_until IS NOT NULL');
    });
  });
});
