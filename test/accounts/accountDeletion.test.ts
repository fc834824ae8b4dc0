/** A deleted account is gone at once for everybody, and leaves nothing. */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { removeDeletedAccounts } from '../../src/accounts/accountDeletion.js';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { foldDeltas } from '../../src/deliveries/statistics/foldDeltas.js';
import { createCaller, type CallOperation } from '../support/call.js';
import { consoleAccess } from '../support/console.js';
import { contractCheck } from '../support/contract.js';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import type { Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';
import { storeDeliveries } from '../support/storedDeliveries.js';

const log = pino({ level: 'silent' });

let service: DeliveriesService;
let call: CallOperation;
let target: Target;
let other: Target;
beforeEach(async () => {
  service = await startDeliveriesService();
  const { apiKey } = await createApiKey(service.database.prisma, { kind: 'operator' }, 'operator');
  call = createCaller(service.url, await contractCheck('platform'), apiKey);
  target = await service.createTarget();
  other = await service.createTarget();
});
afterEach(() => service.stop());

/** How many rows of each table are the account's; only those that have any. */
async function rowsOf(accountId: string): Promise<Record<string, number>> {
  const { rows: tables } = await service.pool.query<{ name: string; condition: string }>(`
    SELECT table_name AS name, column_name || ' = $1' AS condition FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name !~ '_[0-9]{8}$'
      AND (column_name = 'account_id' OR (table_name = 'accounts' AND column_name = 'id'))`);
  const counts: Record<string, number> = {};
  for (const { name, condition } of tables) {
    const { rows } = await service.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${name} WHERE ${condition}`,
      [accountId],
    );
    if (rows[0]?.n) counts[name] = rows[0].n;
  }
  return counts;
}

/** How many rows of statistics are the other account's own, and how many are others'. */
async function statisticsRows(): Promise<{ others: number; own: number }> {
  await foldDeltas(service.pool, new AbortController().signal);
  const { rows } = await service.pool.query<{ others: number; own: number }>(
    `SELECT count(*) FILTER (WHERE webhook_id <> $1)::int AS others, count(*) FILTER (WHERE webhook_id = $1)::int AS own
     FROM (SELECT webhook_id FROM statistics_minutes UNION ALL SELECT webhook_id FROM statistics_hours) s`,
    [other.webhook.id],
  );
  return rows[0] ?? { others: NaN, own: NaN };
}

const countOf = async (table: string): Promise<number> => {
  const { rows } = await service.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0]?.n ?? -1;
};

/** The minute is over in which something may still arrive of what was begun before. */
const letTheMinutePass = () =>
  service.pool.query(`UPDATE accounts SET deleted_at = deleted_at - interval '2 minutes' WHERE deleted_at IS NOT NULL`);

/** Something of everything, more of it than one piece of work removes. */
async function fill({ account, webhook, receiver, publishMany }: Target): Promise<void> {
  const { signIn, linkTo } = await consoleAccess(service);
  await signIn(account.apiKey);
  await linkTo({ kind: 'account', accountId: account.id });
  const former = await account.createWebhook();
  const place = { accountId: account.id, webhookId: former.id };
  await storeDeliveries(
    service.pool,
    place,
    Array.from({ length: 1_500 }, () => ({ state: 'exhausted' as const })),
  );
  await service.pool.query(
    `INSERT INTO attempts (delivery_id, number, started_at, duration_millis, response_excerpt)
     SELECT id, 1, created_at, 1, '' FROM deliveries WHERE webhook_id = $1`,
    [former.id],
  );
  await service.pool.query(
    `INSERT INTO statistics_minutes (webhook_id, minute, succeeded, failed, exhausted, latency_steps, latency_counts)
     SELECT $1, date_trunc('minute', now()) + n * interval '1 minute', 1, 0, 0, '{1}', '{1}' FROM generate_series(1, 1_500) n`,
    [former.id],
  );
  await account.call('deleteWebhook', { id: former.id });
  await publishMany(3);
  await receiver.waitForRequests(3);
  receiver.respondWith(503);
  await publishMany(2);
  await receiver.waitForRequests(5);
  await service.publish([{ ...ofAccount(account.id), id: 'own-id' }]);
  await service.as(account).recover(webhook.id, { since: new Date(Date.now() - 60_000).toISOString() });
}

const ofAccount = (id: string) => ({ account_id: id, event: 'ROUTE_CREATED', dc_id: '1', route_id: 'R-1' });

it('is gone at once for its owner, for publishers and for operators', async () => {
  const { id } = target.account;
  expect((await call('deleteAccount', { id })).status).toBe(202);
  for (const operationId of ['getAccount', 'listApiKeys', 'deleteAccount']) {
    expect([operationId, (await call(operationId, { id })).status]).toEqual([operationId, 404]);
  }
  expect((await call('updateAccount', { id, body: { enabled: true } })).status).toBe(404);
  expect((await call('createApiKey', { id, body: { name: 'late' } })).status).toBe(404);
  expect((await call('listAccounts', {})).text).not.toContain(id);
  const published = await service.callEvents('publishEvents', { body: { events: [ofAccount(id)] } });
  expect([published.status, published.body.data.code]).toEqual([400, 1201]);
  await eventually(async () => {
    expect((await target.account.call('listWebhooks')).status).toBe(403);
  });
});

it('leaves nothing, and takes nothing of anybody else', async () => {
  await fill(target);
  await other.publishMany(3);
  await other.receiver.waitForRequests(3);
  await eventually(async () => {
    expect(await rowsOf(other.account.id)).toMatchObject({ deliveries: 3 });
  });
  const kept = await rowsOf(other.account.id);
  const { own, others } = await statisticsRows();
  expect([own > 0, others > 1_500]).toEqual([true, true]);
  expect(await countOf('attempts')).toBeGreaterThan(1_000);

  await call('deleteAccount', { id: target.account.id });
  await (await consoleAccess(service)).linkTo({ kind: 'account', accountId: target.account.id }); // by whoever came too late to know
  await letTheMinutePass();
  await eventually(async () => {
    expect(await rowsOf(target.account.id)).toEqual({});
  }, 60_000);
  expect(await rowsOf(other.account.id)).toEqual(kept);
  expect(await countOf('attempts')).toBe(0);
  expect(await statisticsRows()).toEqual({ own, others: 0 });
  expect(await countOf('webhook_matches')).toBe(1 * 4);
  for (const table of ['console_links', 'console_sessions', 'console_tokens']) expect(await countOf(table)).toBe(0);
  expect((await other.account.call('listWebhooks')).status).toBe(200);
  expect(service.logLines).toContainEqual(
    expect.objectContaining({ accountId: target.account.id, msg: expect.stringMatching(/^a deleted account is gone/) }),
  );
});

it('waits for what may still arrive: a minute, and what is in the queue', async () => {
  await call('deleteAccount', { id: target.account.id });
  const remove = () =>
    removeDeletedAccounts(service.database, {
      log,
      signal: new AbortController().signal,
    });
  await remove();
  expect(await rowsOf(target.account.id)).toMatchObject({ accounts: 1, api_keys: 1 });
  expect(await countOf('webhooks')).toBe(1);
});

it('is taken up where a process left it, in pieces', async () => {
  await fill(target);
  await call('deleteAccount', { id: target.account.id });
  await letTheMinutePass();
  const stopped = new AbortController();
  stopped.abort();
  expect(await removeDeletedAccounts(service.database, { log, signal: stopped.signal })).toBe(false);
  expect(await rowsOf(target.account.id)).toMatchObject({ accounts: 1 });
  await eventually(async () => {
    await removeDeletedAccounts(service.database, { log, signal: new AbortController().signal });
    expect(await rowsOf(target.account.id)).toEqual({});
  }, 60_000);
});
