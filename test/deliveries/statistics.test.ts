/** What is counted is what is in the log: nothing twice, nothing missing, whoever settled it and however often. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { claimOf } from '../support/claims.js';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import { first, type Target } from '../support/delivering.js';
import { passLeases, passWaitingTime, statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import type { AttemptResult } from '../../src/sending/attempt.js';
import { settlementOf } from '../../src/deliveries/outcome.js';
import { settle, type Settlement } from '../../src/deliveries/settle.js';
import { foldDeltas } from '../../src/deliveries/statistics/foldDeltas.js';
import { recentHours } from '../../src/deliveries/statistics/recentHours.js';
import { overviewMinutes, webhookSeries, type Bucket } from '../../src/deliveries/statistics/series.js';

/** Workers run where a test starts them. */
let service: DeliveriesService;
let target: Target;
beforeAll(async () => {
  service = await startDeliveriesService({ RETRY_SCHEDULE_SECONDS: '3600,3600' }, ['api']);
});
beforeEach(async () => {
  target = await service.createTarget();
});
afterAll(() => service.stop());

const HOUR_MILLIS = 3_600_000;
const going = new AbortController().signal;
const fold = () => foldDeltas(service.pool, going);
const oneOf = <T>(values: readonly T[]): T => first(values.slice(Math.floor(Math.random() * values.length)));

/** An attempt of any outcome, that began at any time of the last hours and took any time. */
function anyAttempt(): AttemptResult {
  return {
    statusCode: oneOf([200, 204, 500, 503]),
    errorKind: null,
    errorMessage: null,
    startedAt: new Date(Date.now() - Math.floor(Math.random() * 3 * HOUR_MILLIS)),
    durationMillis: Math.floor(Math.exp(Math.random() * 11)),
    responseExcerpt: '',
    retryAfterSeconds: null,
  };
}

interface LogRow {
  start: Date;
  succeeded: number;
  failed: number;
  exhausted: number;
  durations: number[];
  last_succeeded_at: Date | null;
}

/** What the log says of a webhook, by the minute or hour in which attempts began. */
async function logOf(webhookId: string, size: 'minute' | 'hour'): Promise<LogRow[]> {
  const { rows } = await service.pool.query<LogRow>(
    `SELECT date_trunc($2, started_at, 'UTC') AS start, count(*) FILTER (WHERE ok)::int AS succeeded, count(*) FILTER (WHERE NOT ok)::int AS failed,
       count(*) FILTER (WHERE exhausted)::int AS exhausted, array_agg(duration_millis ORDER BY duration_millis) AS durations,
       max(started_at + duration_millis * interval '1 ms') FILTER (WHERE ok) AS last_succeeded_at
     FROM (
       SELECT started_at, duration_millis, status_code BETWEEN 200 AND 299 AND error_kind IS NULL AS ok, exhausted FROM (
         SELECT started_at, duration_millis, status_code, error_kind, state = 'exhausted' AS exhausted
         FROM deliveries WHERE webhook_id = $1 AND started_at IS NOT NULL
         UNION ALL
         SELECT a.started_at, a.duration_millis, a.status_code, a.error_kind, false FROM attempts a
         JOIN (
           SELECT id FROM deliveries WHERE webhook_id = $1 UNION ALL SELECT delivery_id FROM delivery_queue WHERE webhook_id = $1
         ) d ON d.id = a.delivery_id
       ) attempts
     ) judged
     GROUP BY 1 ORDER BY 1`,
    [webhookId, size],
  );
  return rows;
}

async function seriesOf({ account, webhook }: Target, size: 'minute' | 'hour') {
  const millis = size === 'minute' ? 60_000 : HOUR_MILLIS;
  const until = new Date(Math.ceil(Date.now() / millis) * millis);
  const since = new Date(until.getTime() - 24 * HOUR_MILLIS);
  return webhookSeries(service.pool, account.id, webhook.id, { since, until, size });
}

const isNotEmpty = ({ succeeded, failed }: Bucket): boolean => succeeded + failed > 0;

/** The value that so many of all are at most. */
const percentile = (sorted: number[], percent: number): number =>
  sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? NaN;

/** Compares minutes, hours and their percentiles with the log. @returns how many attempts there were */
async function expectLog(of: Target): Promise<number> {
  let attempts = 0;
  for (const size of ['minute', 'hour'] as const) {
    const log = await logOf(of.webhook.id, size);
    const { total, buckets } = await seriesOf(of, size);
    const counts = ({ start, succeeded, failed, exhausted }: Bucket | LogRow) => ({
      start,
      succeeded,
      failed,
      exhausted,
    });
    expect(buckets.filter(isNotEmpty).map(counts)).toEqual(log.map(counts));
    const all = log.flatMap(({ durations }) => durations).sort((a, b) => a - b);
    const spans = [
      ...buckets
        .filter(isNotEmpty)
        .map((bucket, i): [Bucket['latency'], number[]] => [bucket.latency, log[i]?.durations ?? []]),
      [total.latency, all] as const,
    ];
    for (const [latency, sorted] of spans) {
      for (const percent of [50, 95, 99] as const) {
        const exact = percentile(sorted, percent);
        expect(latency?.[`p${percent}`]).toBeGreaterThanOrEqual(exact);
        expect(latency?.[`p${percent}`]).toBeLessThanOrEqual(exact * 1.1);
      }
    }
    attempts = total.succeeded + total.failed;
    expect(attempts).toBe(all.length);
  }
  return attempts;
}

/** Claims what is ready, as a worker does, and what became of it. */
async function attemptAll({ webhook }: Target): Promise<Settlement[]> {
  const claimed = await claimOf(service.pool, webhook.id, { limit: 1_000 });
  return claimed.map((delivery) => settlementOf(delivery, anyAttempt(), [60, 60]));
}

describe('what is counted', () => {
  it('is what the log says, of results that are late, written again, or of a worker that died', async () => {
    await target.publishMany(200);
    for (let round = 0; round < 6; round += 1) {
      const [slow, quick] = [await attemptAll(target), round % 2 === 0];
      if (!quick) await passLeases(service.pool, target.webhook.id);
      const second = quick ? [] : await attemptAll(target);
      const dead = new Set(second.filter(() => Math.random() < 0.2).map(({ deliveryId }) => deliveryId));
      await settle(
        service.pool,
        second.filter(({ deliveryId }) => !dead.has(deliveryId)),
      );
      // Two at the same time, one of which may be too late, and each of them again: the answer was lost.
      await Promise.all([settle(service.pool, slow), fold(), settle(service.pool, second.slice(0, 20))]);
      await Promise.all([settle(service.pool, slow), fold(), fold()]);
      await passLeases(service.pool, target.webhook.id);
      await passWaitingTime(service.pool, target.webhook.id);
    }
    await fold();
    expect(await expectLog(target)).toBeGreaterThan(250);
    expect((await seriesOf(target, 'hour')).total.exhausted).toBeGreaterThan(0);
  });

  it('is what several workers have sent, with everything that was retried and recovered', async () => {
    const workers = [await service.startAnother(['worker']), await service.startAnother(['worker'])];
    target.receiver.respondWith((_request, response) => {
      const status = oneOf([200, 500, 0]);
      if (status === 0) response.destroy();
      else response.writeHead(status).end();
    });
    await target.publishMany(150);
    const { webhook } = target;
    const areOver = async () => {
      await passWaitingTime(service.pool, webhook.id);
      const { pending = 0, parked = 0 } = await statesOf(service.pool, webhook.id);
      expect(pending + parked).toBe(0);
    };
    await eventually(areOver);
    const exhausted = (await statesOf(service.pool, webhook.id)).exhausted ?? 0;
    target.receiver.respondWith(200);
    await service.as(target.account).recover(webhook.id, { since: new Date(Date.now() - HOUR_MILLIS).toISOString() });
    await eventually(async () => {
      expect(await statesOf(service.pool, webhook.id)).toEqual({ succeeded: 150 });
    });
    await Promise.all(workers.map((worker) => worker.stop()));
    await fold();
    const { total } = await seriesOf(target, 'hour');
    const [succeeded, failed] = (await logOf(webhook.id, 'hour')).reduce(
      ([ok, not], row) => [ok + row.succeeded, not + row.failed],
      [0, 0],
    );
    expect(total).toMatchObject({ succeeded, failed, exhausted });
    expect([succeeded, exhausted > 0, failed >= 3 * exhausted]).toEqual([150, true, true]);
  });

  it('is the same by whichever of several processes it is added up, and in whatever pieces', async () => {
    await target.publishMany(300);
    const settlements = await attemptAll(target);
    await Promise.all(settlements.map((settlement) => settle(service.pool, [settlement])));
    await Promise.all(Array.from({ length: 4 }, () => foldDeltas(service.pool, going, 7)));
    await fold();
    expect(await expectLog(target)).toBe(300);
    expect((await service.pool.query('SELECT FROM statistics_deltas')).rowCount).toBe(0);
  });

  it('is nothing where nothing was sent', async () => {
    await target.publishMany(3);
    const claimed = await claimOf(service.pool, target.webhook.id);
    await settle(
      service.pool,
      claimed.map((delivery) => ({ ...settlementOf(delivery, anyAttempt(), []), attempt: null, state: 'cancelled' })),
    );
    await fold();
    expect((await seriesOf(target, 'hour')).total).toEqual({ succeeded: 0, failed: 0, exhausted: 0, latency: null });
  });

  it('finds its day also where that was over before anybody counted it, and where a clock is wrong', async () => {
    await target.publishMany(2);
    const claimed = await claimOf(service.pool, target.webhook.id);
    const at = (startedAt: Date) => ({ ...anyAttempt(), startedAt });
    await settle(service.pool, [
      settlementOf(first(claimed), at(new Date(0)), []),
      settlementOf(first(claimed.slice(1)), at(new Date('2100-01-01T00:00:00Z')), []),
    ]);
    await service.pool.query(
      `UPDATE statistics_deltas SET minutes = ARRAY (SELECT m - interval '20 days' FROM unnest(minutes) m)`,
    );
    await fold();
    const [day] = (
      await service.pool.query<{ n: number }>(
        `SELECT sum(succeeded + failed)::int AS n FROM statistics_hours WHERE webhook_id = $1 AND hour < now() - interval '18 days'`,
        [target.webhook.id],
      )
    ).rows;
    expect(day).toEqual({ n: 2 });
  });
});

describe('the last 24 hours', () => {
  it('of webhooks are told hour by hour, with the last success, and of nobody else', async () => {
    const [silent, other] = [await target.account.createWebhook(), await service.createTarget()];
    await target.publishMany(40);
    await settle(service.pool, await attemptAll(target));
    await fold();
    const ids = [silent.id, other.webhook.id, target.webhook.id];
    const now = Date.now();
    const [quiet, busy, ...others] = await recentHours(service.pool, target.account.id, ids, now);
    expect(others).toEqual([]);
    const none = new Array<number>(24).fill(0);
    expect(quiet).toMatchObject({ webhookId: silent.id, succeeded: none, failed: none, lastSucceededAt: null });

    const log = await logOf(target.webhook.id, 'hour');
    const since = Math.floor(now / HOUR_MILLIS) * HOUR_MILLIS - 23 * HOUR_MILLIS;
    const hourly = (pick: (row: LogRow) => number) =>
      none.map((_, i) => log.filter(({ start }) => start.getTime() === since + i * HOUR_MILLIS).map(pick)[0] ?? 0);
    expect(busy).toEqual({
      webhookId: target.webhook.id,
      since: new Date(since),
      succeeded: hourly(({ succeeded }) => succeeded),
      failed: hourly(({ failed }) => failed),
      lastSucceededAt: log.findLast(({ last_succeeded_at }) => last_succeeded_at)?.last_succeeded_at,
    });
  });
});

describe('the minutes of everything', () => {
  it('have the events that were stored, once each, and all attempts', async () => {
    const span: [Date, Date] = [
      new Date(Math.floor(Date.now() / 60_000 - 300) * 60_000),
      new Date(Math.ceil(Date.now() / 60_000 + 2) * 60_000),
    ];
    const sums = async () => {
      await fold();
      const minutes = await overviewMinutes(service.pool, ...span);
      expect(minutes).toHaveLength((span[1].getTime() - span[0].getTime()) / 60_000);
      const sum = (pick: (minute: (typeof minutes)[0]) => number) => minutes.reduce((all, one) => all + pick(one), 0);
      return [sum(({ events }) => events), sum(({ succeeded, failed }) => succeeded + failed)];
    };
    const [events = NaN, attempts = NaN] = await sums();
    await target.publishMany(7);
    for (let i = 0; i < 2; i += 1) await target.publish({ id: 'once' });
    await settle(service.pool, await attemptAll(target));
    expect(await sums()).toEqual([events + 8, attempts + 8]);
  });
});
