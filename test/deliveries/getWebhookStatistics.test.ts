import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { components } from '../../generated/deliveries.js';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import type { Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';

type Statistics = components['schemas']['StatisticsResponse']['data'];

let service: DeliveriesService;
let target: Target;
beforeAll(async () => {
  service = await startDeliveriesService({ RETRY_SCHEDULE_SECONDS: '3600' });
  target = await service.createTarget();
});
afterAll(() => service.stop());

const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;
const ago = (millis: number): string => new Date(Date.now() - millis).toISOString();
const startOfDay = (daysAgo: number): number => (Math.floor(Date.now() / DAY_MILLIS) - daysAgo) * DAY_MILLIS;

const call = (query: string, id = target.webhook.id) =>
  service.as(target.account).call('getWebhookStatistics', { id, query });

async function statistics(query: string): Promise<Statistics> {
  const { status, body } = await call(query);
  expect(status).toBe(200);
  return body.data as unknown as Statistics;
}

async function faultOf(query: string): Promise<unknown> {
  const { status, body } = await call(query);
  return [status, (body.data as { errors?: unknown }).errors];
}

describe('getWebhookStatistics', () => {
  it('counts what was sent, some seconds later, in minutes, hours and days alike', async () => {
    await target.publishMany(3);
    await target.receiver.waitForRequests(3);
    target.receiver.respondWith(500);
    await target.publishMany(2);
    await target.receiver.waitForRequests(5);
    for (const bucket of ['minute', 'hour', 'day'] as const) {
      const since = ago(HOUR_MILLIS);
      const { total, buckets, ...span } = await eventually(async () => {
        const answer = await statistics(`since=${since}&bucket=${bucket}`);
        expect(answer.total).toMatchObject({ succeeded: 3, failed: 2, exhausted: 0 });
        return answer;
      });
      expect(total.latency_millis?.p99).toBeGreaterThanOrEqual(total.latency_millis?.p50 ?? NaN);
      const sent = buckets.filter(({ latency_millis }) => latency_millis);
      expect(sent.reduce((sum, { succeeded, failed }) => sum + succeeded + failed, 0)).toBe(5);
      expect(buckets.filter(({ succeeded, failed }) => succeeded + failed > 0)).toEqual(sent);
      expect(span).toMatchObject({ bucket, since: buckets[0]?.start });
    }
  });

  it('answers every bucket of the span, widened to whole ones: 24 hours up to now if nothing is said', async () => {
    const { bucket, since, until, buckets } = await statistics('');
    expect([bucket, buckets.length]).toEqual(['hour', 25]);
    expect(Date.parse(until)).toBe(Math.ceil(Date.now() / HOUR_MILLIS) * HOUR_MILLIS);
    expect(Date.parse(since)).toBe(Date.parse(until) - 25 * HOUR_MILLIS);

    const day = await statistics('since=2026-01-01T10:30:00Z&until=2026-01-03T00:00:01Z&bucket=day');
    expect(day.buckets.map(({ start }) => start)).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-01-02T00:00:00.000Z',
      '2026-01-03T00:00:00.000Z',
    ]);
    const most = await statistics('since=2026-01-01T00:30:00Z&until=2026-03-04T12:30:00Z');
    expect(most.buckets).toHaveLength(1_501);
    for (const span of [
      '9999-12-31T10:00:00Z&until=9999-12-31T23:59:59Z',
      '0000-01-01T00:30:00%2B01:00&until=0000-01-01T00:00:01Z',
    ])
      expect((await statistics(`since=${span}`)).total).toMatchObject({ succeeded: 0 });
  });

  it.each([
    ['until=2026-01-01T00:00:00Z&since=2026-01-01T00:00:00Z', '/query/until', 'must be later than since'],
    ['since=yesterday', '/query/since', expect.any(String)],
    ['since=2026-01-01T00:00:00Z&until=2026-03-04T12:00:01Z', '/query/since', expect.stringMatching(/1,500 hours/)],
    ['bucket=week', '/query/bucket', expect.any(String)],
  ])('refuses %s', async (query, path, message) => {
    expect(await faultOf(query)).toEqual([400, [{ path, message }]]);
  });

  it('refuses minutes of days from which none are kept, and no others', async () => {
    const span = (start: number) =>
      `bucket=minute&since=${new Date(start).toISOString()}&until=${new Date(start + HOUR_MILLIS).toISOString()}`;
    expect((await statistics(span(startOfDay(3)))).buckets).toHaveLength(60);
    const first = new Date(startOfDay(3)).toISOString();
    expect(await faultOf(span(startOfDay(3) - 1))).toEqual([
      400,
      [{ path: '/query/since', message: `must not be before ${first}: older minutes are not kept` }],
    ]);
  });

  it("answers 404 for another account's webhook, and for one that was deleted", async () => {
    const other = await service.createTarget();
    expect((await call('', other.webhook.id)).status).toBe(404);
    const deleted = await target.account.createWebhook();
    await target.account.call('deleteWebhook', { id: deleted.id });
    expect((await call('', deleted.id)).status).toBe(404);
  });
});
