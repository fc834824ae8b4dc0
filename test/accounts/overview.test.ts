/** openapi/platform.yaml: how the whole service fares, and which webhooks of an account are in trouble. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import type { components } from '../../generated/platform.js';
import { createCaller, type CallOperation } from '../support/call.js';
import { contractCheck } from '../support/contract.js';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { passWaitingTime } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import { storeDeliveries } from '../support/storedDeliveries.js';

type Overview = components['schemas']['OverviewResponse']['data'];
type Account = components['schemas']['Account'];

let service: DeliveryService;
let call: CallOperation;
beforeAll(async () => {
  service = await startDeliveryService();
  const { apiKey } = await createApiKey(service.database.prisma, { kind: 'operator' }, 'operator');
  call = createCaller(service.url, await contractCheck('platform'), apiKey);
});
afterAll(() => service.stop());

async function succeed<Data>(...input: Parameters<CallOperation>): Promise<Data> {
  const { status, text, body } = await call(...input);
  if (status !== 200) throw new Error(`${input[0]} was answered with ${status}: ${text}`);
  return body.data as Data;
}
const overview = (query = '') => succeed<Overview>('getOverview', { query });
const accountOf = async ({ account: { id } }: Target) =>
  (await succeed<{ account: Account }>('getAccount', { id })).account;

/** What the overview says of the webhook, if it is in trouble. */
const troubleOf = async ({ webhook }: Target) =>
  (await overview()).troubled_webhooks.find(({ webhook_id: id }) => id === webhook.id);

async function answering(status: number): Promise<Target> {
  const target = await service.createTarget();
  target.receiver.respondWith(status);
  await target.publish();
  await eventually(async () => {
    expect(await troubleOf(target)).toBeDefined();
  });
  return target;
}

describe('a webhook in trouble', () => {
  it('that fails is shown with whose it is, until it succeeds', async () => {
    const target = await answering(500);
    expect(await troubleOf(target)).toEqual({
      webhook_id: target.webhook.id,
      account: { id: target.account.id, name: 'test' },
      url: target.webhook.url,
      status: 'failing',
      since: expect.any(String),
      disables_at: expect.any(String),
    });
    expect(await accountOf(target)).toMatchObject({ webhook_count: 1, troubled_webhook_count: 1 });
    target.receiver.respondWith(200);
    await passWaitingTime(service.pool, target.webhook.id);
    await eventually(async () => {
      expect(await accountOf(target)).toMatchObject({ troubled_webhook_count: 0 });
    });
    expect(await troubleOf(target)).toBeUndefined();
  });

  it('that is gone is shown until somebody enables it', async () => {
    const target = await answering(410);
    expect(await troubleOf(target)).toMatchObject({ status: 'disabled', disabled_reason: 'gone', disables_at: null });
    expect(await accountOf(target)).toMatchObject({ troubled_webhook_count: 1 });
    await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: true } });
    expect(await troubleOf(target)).toBeUndefined();
    expect(await accountOf(target)).toMatchObject({ troubled_webhook_count: 0 });
  });

  it('is no longer when its owner disables it, or its account is disabled or deleted', async () => {
    const [own, suspended, gone] = [await answering(500), await answering(500), await answering(410)];
    await own.account.call('updateWebhook', { id: own.webhook.id, body: { enabled: false } });
    await succeed('updateAccount', { id: suspended.account.id, body: { enabled: false } });
    await call('deleteAccount', { id: gone.account.id });
    for (const target of [own, suspended, gone]) expect(await troubleOf(target)).toBeUndefined();
    expect(await accountOf(own)).toMatchObject({ troubled_webhook_count: 0 });
    expect(await accountOf(suspended)).toMatchObject({ troubled_webhook_count: 0 });
  });

  it('is counted in the list of accounts, too', async () => {
    const target = await answering(500);
    const { accounts } = await succeed<{ accounts: Account[] }>('listAccounts', { query: 'limit=200' });
    expect(accounts.find(({ id }) => id === target.account.id)).toEqual(await accountOf(target));
  });
});

describe('the overview', () => {
  it('has those in trouble for longest first, 100 at the most, and says that there are more', async () => {
    const { account } = await service.createTarget();
    for (let i = 0; i < 101; i += 1) await account.createWebhook();
    // As a worker notes it, one after the other, the newest first.
    await service.pool.query(
      `UPDATE webhooks SET failing_since = now() - n * interval '1 minute'
       FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM webhooks WHERE account_id = $1) numbered
       WHERE webhooks.id = numbered.id`,
      [account.id],
    );
    const { troubled_webhooks: troubled, has_more_troubled_webhooks: more } = await overview();
    expect([troubled.length, more]).toEqual([100, true]);
    const times = troubled.map(({ since }) => since);
    expect(times).toEqual(times.toSorted());
    await account.call('updateWebhook', { id: troubled[0]?.webhook_id ?? '', body: { enabled: false } });
    expect((await overview()).troubled_webhooks.map(({ webhook_id: id }) => id).slice(0, 99)).toEqual(
      troubled.map(({ webhook_id: id }) => id).slice(1),
    );
  });

  it('has every minute of the span, widened to whole ones', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const { since, until, minutes } = await overview(`since=${day}T00:00:30Z&until=${day}T00:02:30Z`);
    expect([since, until]).toEqual([`${day}T00:00:00.000Z`, `${day}T00:03:00.000Z`]);
    expect(minutes.map(({ start }) => start)).toEqual(
      ['00', '01', '02'].map((minute) => `${day}T00:${minute}:00.000Z`),
    );
  });

  it('has the last 24 hours, unless it is told otherwise', async () => {
    const { since, until, minutes } = await overview();
    expect(Date.parse(until) - Date.parse(since)).toBe(minutes.length * 60_000);
    expect([1_440, 1_441]).toContain(minutes.length);
  });

  it('refuses a span that is none, or too long', async () => {
    const [now, before] = [new Date(), new Date(Date.now() - 1_501 * 60_000)].map((time) => time.toISOString());
    for (const [query, path] of [
      [`since=${now}&until=${now}`, '/query/until'],
      [`since=${before}&until=${now}`, '/query/since'],
      ['since=2026-02-30T09:00:00Z', '/query/since'],
    ]) {
      const { status, body } = await call('getOverview', { query: query ?? '' });
      expect([status, body.data.errors?.map((fault) => fault.path)]).toEqual([400, [path]]);
    }
  });
});

describe('the queue', () => {
  it('is counted by what it waits for, with the oldest that is due', async () => {
    const idle = await startDeliveryService({}, ['api']);
    const { apiKey } = await createApiKey(idle.database.prisma, { kind: 'operator' }, 'operator');
    const ask = createCaller(idle.url, await contractCheck('platform'), apiKey);
    const queue = async () => ((await ask('getOverview', {})).body.data as unknown as Overview).queue;
    expect(await queue()).toEqual({ due: 0, waiting: 0, parked: 0, oldest_due_at: null });

    const [a, b] = [await idle.createTarget(), await idle.createTarget()];
    for (const { account, webhook } of [a, b]) {
      await storeDeliveries(idle.pool, { accountId: account.id, webhookId: webhook.id }, [
        ...Array.from({ length: 3 }, () => ({ state: 'pending' as const })),
        { state: 'parked' },
        { state: 'succeeded' },
      ]);
    }
    const oldest = new Date(Date.now() - 3_600_000);
    // The oldest is being attempted, and does not wait; one waits for its time.
    await idle.pool.query(
      `WITH numbered AS (SELECT delivery_id, row_number() OVER (ORDER BY delivery_id) AS n FROM delivery_queue WHERE webhook_id = $1 AND ready)
       UPDATE delivery_queue q SET
         due_at = CASE WHEN n = 3 THEN now() + interval '1 h' ELSE $2::timestamptz - (2 - n) * interval '1 h' END,
         leased_until = CASE WHEN n = 1 THEN now() + interval '1 min' END, ready = n < 3
       FROM numbered WHERE q.webhook_id = $1 AND q.delivery_id = numbered.delivery_id`,
      [b.webhook.id, oldest],
    );
    expect(await queue()).toEqual({ due: 5, waiting: 1, parked: 2, oldest_due_at: oldest.toISOString() });
    await idle.stop();
  });
});
