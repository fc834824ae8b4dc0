import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listAllDeliveries } from '../../src/deliveries/walkBack.js';
import {
  allPages,
  startDeliveriesService,
  type AccountDeliveries,
  type DeliveriesService,
} from '../support/deliveriesApi.js';
import type { TestAccount, Webhook } from '../support/service.js';
import { storeDeliveries, type StoredChanges, type StoredDelivery } from '../support/storedDeliveries.js';

let service: DeliveriesService;
let account: TestAccount;
let deliveries: AccountDeliveries;
beforeAll(async () => {
  service = await startDeliveriesService({}, ['api']);
});
beforeEach(async () => {
  account = await service.createAccount();
  deliveries = service.as(account);
});
afterAll(() => service.stop());

const states = ['pending', 'parked', 'succeeded', 'exhausted', 'cancelled', 'superseded'] as const;
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
const store = (webhook: Webhook, changes: StoredChanges[]) =>
  storeDeliveries(service.pool, { accountId: account.id, webhookId: webhook.id }, changes);

/** Three webhooks of the account with deliveries of everything, in turns over ten days; newest first. */
async function mixed(): Promise<{ webhooks: Webhook[]; stored: StoredDelivery[] }> {
  const webhooks = [await account.createWebhook(), await account.createWebhook(), await account.createWebhook()];
  const stored = await Promise.all(
    webhooks.map((webhook, turn) =>
      store(
        webhook,
        Array.from({ length: 24 }, (_, i) => ({
          state: states[i % 6] ?? 'pending',
          at: new Date(Date.now() - 60_000 - (3 * i + turn) * 10_000_000),
          eventType: i % 4 === 0 ? 'ROUTE_STARTED' : 'ROUTE_CREATED',
          dcId: `${i % 5}`,
          routeId: `R-${i % 7}`,
        })),
      ),
    ),
  );
  return { webhooks, stored: stored.flat().sort((a, b) => b.at.getTime() - a.at.getTime()) };
}

describe('listAllDeliveries', () => {
  it('lists the deliveries of all webhooks, newest first, as the list of each has them', async () => {
    const { webhooks, stored } = await mixed();
    const page = await deliveries.listAll('limit=200');
    expect(idsOf(page.deliveries)).toEqual(idsOf(stored));
    expect(page.next_cursor).toBeNull();
    const lists = await Promise.all(webhooks.map(({ id }) => deliveries.list(id, 'limit=200')));
    const each = lists.flatMap((list) => list.deliveries).sort((a, b) => (a.id < b.id ? 1 : -1));
    expect(page.deliveries).toEqual(each);
  });

  it.each([1, 5, 23])('has everything once by pages of %i', async (limit) => {
    const { stored } = await mixed();
    const pages = await allPages((query) => deliveries.listAll(query), { limit });
    expect(idsOf(pages.flat())).toEqual(idsOf(stored));
    expect(pages.slice(0, -1).map(({ length }) => length)).toEqual(new Array(pages.length - 1).fill(limit));
  });

  it.each<[string, (delivery: StoredDelivery) => boolean]>([
    ...states.map((state): [string, (delivery: StoredDelivery) => boolean] => [
      `state=${state}`,
      (delivery) => delivery.state === state,
    ]),
    ['event=ROUTE_STARTED', ({ eventType }) => eventType === 'ROUTE_STARTED'],
    ['dc_id=3', ({ dcId }) => dcId === '3'],
    ['route_id=R-2', ({ routeId }) => routeId === 'R-2'],
    ['route_id=R-3&state=exhausted', ({ routeId, state }) => routeId === 'R-3' && state === 'exhausted'],
    ['event=ROUTE_CREATED&dc_id=1', ({ eventType, dcId }) => eventType === 'ROUTE_CREATED' && dcId === '1'],
  ])('keeps to what is asked for: %s', async (query, isWanted) => {
    const { stored } = await mixed();
    const pages = await allPages((page) => deliveries.listAll(page), { limit: 4, query });
    const wanted = stored.filter(isWanted);
    expect(wanted.length).toBeGreaterThan(2);
    expect(idsOf(pages.flat())).toEqual(idsOf(wanted));
  });

  it('keeps to the span of time', async () => {
    const { stored } = await mixed();
    const [since, until] = [stored[50]?.at ?? new Date(), stored[10]?.at ?? new Date()];
    const { deliveries: found } = await deliveries.listAll(
      `limit=200&since=${since.toISOString()}&until=${until.toISOString()}`,
    );
    expect(idsOf(found)).toEqual(idsOf(stored.slice(11, 51)));
  });

  it('has those of a webhook that was deleted', async () => {
    const { webhooks, stored } = await mixed();
    for (const { id } of webhooks) await account.call('deleteWebhook', { id });
    expect(idsOf((await deliveries.listAll('limit=200')).deliveries)).toEqual(idsOf(stored));
  });

  it('does not move while deliveries arrive, and has each once while they move', async () => {
    const { webhooks, stored } = await mixed();
    const read: string[] = [];
    let cursor = '';
    do {
      const page = await deliveries.listAll(`limit=7${cursor}`);
      read.push(...idsOf(page.deliveries));
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
      for (const webhook of webhooks) await store(webhook, [{ at: new Date() }]);
      await service.pool.query(
        `WITH over AS (DELETE FROM delivery_queue WHERE account_id = $1 RETURNING *)
         INSERT INTO deliveries (
           id, account_id, webhook_id, event_id, event_type, dc_id, route_id, created_at, state, attempt_count
         )
         SELECT delivery_id, account_id, webhook_id, event_id, event_type, dc_id, route_id, created_at, 'succeeded', 1 FROM over`,
        [account.id],
      );
    } while (cursor !== '');
    expect(read).toEqual(idsOf(stored));
  });

  it("has nothing of another account's", async () => {
    await mixed();
    const other = service.as(await service.createAccount());
    expect(await other.listAll()).toEqual({ deliveries: [], next_cursor: null });
  });

  it('that would take long ends early, with a cursor that leads on', async () => {
    const { stored } = await mixed();
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await listAllDeliveries(
        service.database.sql,
        account.id,
        { limit: 10, state: 'exhausted', cursor },
        { budgetMillis: 0 },
      );
      pages.push(idsOf(page.rows));
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined && pages.length < 5_000);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.flat()).toEqual(idsOf(stored.filter(({ state }) => state === 'exhausted')));
  });
});
