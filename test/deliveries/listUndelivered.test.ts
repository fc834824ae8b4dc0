import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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
});
beforeEach(async () => {
  account = await service.createAccount();
  deliveries = service.as(account);
});
afterAll(() => service.stop());

const states = ['pending', 'parked', 'succeeded', 'exhausted', 'cancelled', 'superseded'] as const;
const undelivered = ['pending', 'parked', 'exhausted'];
const start = Date.parse('2026-01-01T09:00:00Z');

/** Three webhooks of the account with deliveries of all states, in turns and ten seconds apart from each other; newest first. */
async function mixed(): Promise<{ webhooks: Webhook[]; stored: StoredDelivery[] }> {
  const webhooks = [await account.createWebhook(), await account.createWebhook(), await account.createWebhook()];
  const stored = await Promise.all(
    webhooks.map(({ id: webhookId }, turn) =>
      storeDeliveries(
        service.pool,
        { accountId: account.id, webhookId },
        [...states, ...states].map((state, i) => ({ state, at: new Date(start + (3 * i + turn) * 10_000) })),
      ),
    ),
  );
  return { webhooks, stored: stored.flat().sort((a, b) => b.at.getTime() - a.at.getTime()) };
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

/** What a settlement does to them. */
async function deliver(...ids: (string | undefined)[]): Promise<void> {
  await service.pool.query(
    `WITH over AS (DELETE FROM delivery_queue WHERE delivery_id = ANY ($1) RETURNING *)
     INSERT INTO deliveries (
       id, account_id, webhook_id, event_id, event_type, dc_id, route_id, created_at, state, attempt_count
     )
     SELECT delivery_id, account_id, webhook_id, event_id, event_type, dc_id, route_id, created_at, 'succeeded', 1 FROM over`,
    [ids],
  );
}

describe('listUndelivered', () => {
  it("lists the pending, parked and exhausted deliveries of all the account's webhooks, newest first", async () => {
    const { webhooks, stored } = await mixed();
    const page = await deliveries.undelivered();
    expect(idsOf(page.deliveries)).toEqual(idsOf(stored.filter(({ state }) => undelivered.includes(state))));
    expect(new Set(page.deliveries.map(({ webhook_id }) => webhook_id))).toEqual(new Set(idsOf(webhooks)));
    expect(page.next_cursor).toBeNull();
  });

  it("lists nothing of another account's", async () => {
    await mixed();
    expect(await service.as(await service.createAccount()).undelivered()).toEqual({
      deliveries: [],
      next_cursor: null,
    });
  });

  it('keeps to a span of time', async () => {
    const { stored } = await mixed();
    const [since, until] = [new Date(start + 60_000), new Date(start + 240_000)];
    const expected = stored.filter(({ at, state }) => undelivered.includes(state) && at >= since && at < until);
    const query = `since=${since.toISOString()}&until=${until.toISOString()}`;
    expect(expected).toHaveLength(9);
    expect(idsOf((await deliveries.undelivered(query)).deliveries)).toEqual(idsOf(expected));
  });

  it('is read page by page, and what is delivered or published meanwhile moves nothing', async () => {
    const target = await service.createTarget();
    const api = service.as(target.account);
    await target.publishMany(20);
    const before = idsOf((await api.undelivered()).deliveries);
    const first = await api.undelivered('limit=5');
    await target.publishMany(4);
    await deliver(before[2], before[5], before[6]);
    const cursor = first.next_cursor ?? '';
    const rest = await allPages(
      (query) => api.undelivered(query.includes('cursor') ? query : `${query}&cursor=${cursor}`),
      { limit: 5 },
    );
    expect([...idsOf(first.deliveries), ...idsOf(rest.flat())]).toEqual(
      before.filter((id) => id !== before[5] && id !== before[6]),
    );
  });

  it('forgets a delivery once its receiver has it', async () => {
    const { webhooks, stored } = await mixed();
    const [exhausted] = stored.filter(({ state }) => state === 'exhausted');
    await service.pool.query(`UPDATE deliveries SET state = 'succeeded' WHERE id = $1`, [exhausted?.id]);
    const page = await deliveries.undelivered();
    expect(page.deliveries).toHaveLength(17);
    expect(idsOf(page.deliveries)).not.toContain(exhausted?.id);
    expect(webhooks).toHaveLength(3);
  });

  it.each([
    ['limit=0', ['/query/limit']],
    ['limit=201', ['/query/limit']],
    ['cursor=next', ['/query/cursor']],
    ['since=2026-01-01&until=soon', ['/query/since', '/query/until']],
    ['since=2026-01-01T00:00:00%2B01', ['/query/since']],
    ['state=pending', ['/query/state']],
    ['webhook_id=1', ['/query/webhook_id']],
  ])('is a 400 with the place of every fault: %s', async (query, places) => {
    const { status, body } = await deliveries.call('listUndelivered', { query });
    expect([status, body.data.code, body.data.errors?.map(({ path }) => path)]).toEqual([400, 1000, places]);
  });
});
