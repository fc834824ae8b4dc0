import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestAccount, Webhook } from '../support/service.js';
import {
  allPages,
  startDeliveriesService,
  type AccountDeliveries,
  type DeliveriesService,
} from '../support/deliveriesApi.js';
import { storeDeliveries, type StoredDelivery } from '../support/storedDeliveries.js';

let service: DeliveriesService;
let account: TestAccount;
let deliveries: AccountDeliveries;
beforeAll(async () => {
  service = await startDeliveriesService({}, ['api']);
  account = await service.createAccount();
  deliveries = service.as(account);
});
afterAll(() => service.stop());

/** A webhook with deliveries a millisecond apart; returned oldest first. */
async function webhookWith(changes: Parameters<typeof storeDeliveries>[2]): Promise<[Webhook, StoredDelivery[]]> {
  const webhook = await account.createWebhook();
  const owner = { accountId: account.id, webhookId: webhook.id };
  return [webhook, await storeDeliveries(service.pool, owner, changes)];
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
const many = (count: number) => Array.from({ length: count }, () => ({}));

describe('listDeliveries', () => {
  it('lists what was published for the webhook and no other, newest first, with the fields that the contract has', async () => {
    const target = await service.createTarget();
    const other = await service.createTarget();
    const [named] = await service.publish([
      { account_id: target.account.id, event: 'ROUTE_STARTED', dc_id: '1', route_id: 'R-7', id: 'my-own-id' },
    ]);
    const unnamed = await target.publish();
    await other.publish();
    const page = await service.as(target.account).list(target.webhook.id);
    expect(page).toEqual({
      next_cursor: null,
      deliveries: [
        expect.objectContaining({ event_id: unnamed.id, event: 'ROUTE_CREATED' }),
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          webhook_id: target.webhook.id,
          event_id: named?.id,
          event: 'ROUTE_STARTED',
          dc_id: '1',
          route_id: 'R-7',
          state: 'pending',
          attempt_count: 0,
          created_at: expect.any(String),
          next_attempt_at: expect.any(String),
          finished_at: null,
        },
      ],
    });
    expect(Math.abs(Date.now() - Date.parse(page.deliveries[0]?.created_at ?? ''))).toBeLessThan(60_000);
  });

  it('of a webhook without deliveries lists none', async () => {
    const { id } = await account.createWebhook();
    expect(await deliveries.list(id)).toEqual({ deliveries: [], next_cursor: null });
  });

  it('shows a delivery whose event is no longer kept', async () => {
    const [{ id }, [stored]] = await webhookWith([{ routeId: 'R-purged' }]);
    await service.pool.query(`DELETE FROM events WHERE route_id = 'R-purged'`);
    expect((await deliveries.list(id)).deliveries).toMatchObject([
      { id: stored?.id, event_id: null, event: 'ROUTE_CREATED' },
    ]);
  });
});

describe('the filters of listDeliveries', () => {
  const states = ['pending', 'parked', 'succeeded', 'exhausted', 'cancelled', 'superseded'] as const;
  const eventTypes = ['ROUTE_CREATED', 'ROUTE_STARTED'];
  let webhook: Webhook;
  let stored: StoredDelivery[];
  beforeAll(async () => {
    // Every combination of values, five minutes of them, in an order that has nothing to do with the values.
    const combinations = states.flatMap((state) =>
      eventTypes.flatMap((eventType) =>
        ['1', 'Zürich & Söhne'].flatMap((dcId) =>
          ['R-1', 'R/2 "é"+%'].map((routeId) => ({ state, eventType, dcId, routeId })),
        ),
      ),
    );
    const start = Date.parse('2026-01-01T09:00:00Z');
    [webhook, stored] = await webhookWith(
      combinations.map((combination, i) => ({ ...combination, at: new Date(start + ((i * 29) % 48) * 6_000) })),
    );
  });

  const since = '2026-01-01T09:01:00.000Z';
  const until = '2026-01-01T09:03:00+00:00';
  const filters: [name: string, query: string, matches: (delivery: StoredDelivery) => boolean][] = [
    ['state', 'state=exhausted', ({ state }) => state === 'exhausted'],
    ['event', 'event=ROUTE_STARTED', ({ eventType }) => eventType === 'ROUTE_STARTED'],
    ['dc_id', `dc_id=${encodeURIComponent('Zürich & Söhne')}`, ({ dcId }) => dcId === 'Zürich & Söhne'],
    ['route_id', `route_id=${encodeURIComponent('R/2 "é"+%')}`, ({ routeId }) => routeId === 'R/2 "é"+%'],
    ['since', `since=${since}`, ({ at }) => at >= new Date(since)],
    ['until', `until=${encodeURIComponent(until)}`, ({ at }) => at < new Date(until)],
  ];
  const subsets = Array.from({ length: 2 ** filters.length }, (_, bits) =>
    filters.filter((_filter, i) => bits & (1 << i)),
  );

  it.each(subsets.map((subset) => [subset.map(([name]) => name).join(', ') || 'none', subset] as const))(
    'select exactly what matches: %s',
    async (_, subset) => {
      const expected = stored
        .filter((delivery) => subset.every(([, , matches]) => matches(delivery)))
        .sort((a, b) => b.at.getTime() - a.at.getTime());
      const query = subset.map(([, text]) => text).join('&');
      const pages = await allPages((text) => deliveries.list(webhook.id, text), { limit: 7, query });
      expect(idsOf(pages.flat())).toEqual(idsOf(expected));
    },
  );

  it.each(states)('take the state %s', async (state) => {
    const page = await deliveries.list(webhook.id, `state=${state}`);
    expect(page.deliveries.map((delivery) => delivery.state)).toEqual(Array(8).fill(state));
  });

  it('take times with any offset, fractions and lower case, and a leap second as the second before it', async () => {
    const count = async (query: string) => (await deliveries.list(webhook.id, query)).deliveries.length;
    expect(await count('since=2026-01-01T10:01:00%2B01:00')).toBe(await count(`since=${since}`));
    expect(await count('since=2026-01-01t09:01:00.000000001z')).toBe(await count(`since=${since}`));
    expect(await count('since=2025-12-31T23:59:60Z')).toBe(48);
    expect(await count('until=0000-01-01T00:00:00Z')).toBe(0);
    expect(await count('since=0000-01-01T00:00:00Z&until=9999-12-31T23:59:59-23:59')).toBe(48);
    expect(await count(`since=${until.replace('+', '%2B')}&until=${since}`)).toBe(0);
  });
});

describe('the pages of listDeliveries', () => {
  it('are 50 deliveries long unless told otherwise, and the last one has no cursor', async () => {
    const [{ id }, stored] = await webhookWith(many(51));
    const first = await deliveries.list(id);
    expect(idsOf(first.deliveries)).toEqual(idsOf(stored.slice(1).reverse()));
    expect(first.next_cursor).toBe(stored[1]?.id);
    const second = await deliveries.list(id, `cursor=${first.next_cursor ?? ''}`);
    expect(second).toMatchObject({ deliveries: [{ id: stored[0]?.id }], next_cursor: null });
  });

  it.each([
    [1, 20, 20],
    [200, 200, 1],
    [199, 200, 2],
  ])('may be %d long: %d deliveries are %d pages', async (limit, count, pages) => {
    const [{ id }, stored] = await webhookWith(many(count));
    const read = await allPages((query) => deliveries.list(id, query), { limit });
    expect(read).toHaveLength(pages);
    expect(idsOf(read.flat())).toEqual(idsOf(stored.reverse()));
  });

  it('neither repeat nor leave out a delivery while new ones arrive and old ones change their state', async () => {
    const target = await service.createTarget();
    const { pool } = service;
    const api = service.as(target.account);
    await target.publishMany(30);
    const before = idsOf((await api.list(target.webhook.id)).deliveries);
    const read: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await api.list(target.webhook.id, `limit=4${cursor === null ? '' : `&cursor=${cursor}`}`);
      read.push(...idsOf(page.deliveries));
      cursor = page.next_cursor;
      await target.publishMany(3);
      await pool.query(`UPDATE deliveries SET state = 'exhausted' WHERE id = $1`, [cursor]);
    } while (cursor !== null);
    expect(read).toEqual(before);
    expect((await api.list(target.webhook.id, 'limit=200')).deliveries).toHaveLength(30 + 3 * 8);
  });

  it('keep to the filters they were begun with, and take a cursor of any case', async () => {
    const [{ id }, stored] = await webhookWith(
      many(12).map((_, i) => ({ state: i % 2 === 0 ? ('exhausted' as const) : ('succeeded' as const) })),
    );
    const first = await deliveries.list(id, 'state=exhausted&limit=2');
    const cursor = first.next_cursor?.toUpperCase() ?? '';
    const rest = await deliveries.list(id, `state=exhausted&limit=200&cursor=${cursor}`);
    const exhausted = idsOf(stored.filter(({ state }) => state === 'exhausted').reverse());
    expect([...idsOf(first.deliveries), ...idsOf(rest.deliveries)]).toEqual(exhausted);
    expect(
      await deliveries.list(id, `since=${stored[0]?.at.toISOString() ?? ''}&cursor=${stored[0]?.id ?? ''}`),
    ).toEqual({
      deliveries: [],
      next_cursor: null,
    });
  });
});

describe('listDeliveries is a 400 with the place of every fault', () => {
  it.each([
    ['limit=0', ['/query/limit']],
    ['limit=201', ['/query/limit']],
    ['limit=-1', ['/query/limit']],
    ['limit=2.5', ['/query/limit']],
    ['limit=ten', ['/query/limit']],
    ['limit=', ['/query/limit']],
    ['limit=1&limit=2', ['/query/limit']],
    ['state=lost', ['/query/state']],
    ['event=ROUTE_EATEN', ['/query/event']],
    ['dc_id=', ['/query/dc_id']],
    ['dc_id=a%00b', ['/query/dc_id']],
    ['route_id=a%00b', ['/query/route_id']],
    ['since=yesterday', ['/query/since']],
    ['since=2026-02-30T00:00:00Z', ['/query/since']],
    ['since=2026-01-01T00:00:00%2B01', ['/query/since']],
    ['until=%2B275760-09-13T00:00:00Z', ['/query/until']],
    ['until=2026-01-01T12:00:60Z', ['/query/until']],
    ['cursor=next', ['/query/cursor']],
    ['cursor=urn:uuid:019b76da-a800-7000-8000-0000000000d1', ['/query/cursor']],
    ['page=2', ['/query/page']],
    ['since=now&limit=0&state=lost', ['/query/limit', '/query/since', '/query/state']],
    ['since=2026-01-01T00:00:00%2B01&until=2026-01-01T00:00:00%2B01', ['/query/since', '/query/until']],
  ])('%s', async (query, places) => {
    const { id } = await account.createWebhook();
    const { status, body } = await deliveries.call('listDeliveries', { id, query });
    const found = [...new Set(body.data.errors?.map(({ path }) => path))].sort();
    expect([status, body.data.code, found]).toEqual([400, 1000, places]);
  });
});

it('listDeliveries of a webhook that was deleted is a 404', async () => {
  const [{ id }] = await webhookWith(many(1));
  await account.call('deleteWebhook', { id });
  expect((await deliveries.call('listDeliveries', { id })).status).toBe(404);
});
