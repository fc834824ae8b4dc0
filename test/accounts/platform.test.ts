/** openapi/platform.yaml: accounts and their API keys, as the platform's backend manages them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import type { components } from '../../generated/platform.js';
import { createCaller, type CallOperation } from '../support/call.js';
import { contractCheck } from '../support/contract.js';
import { startTestService, type TestService } from '../support/service.js';

type Account = components['schemas']['Account'];
type ApiKey = components['schemas']['ApiKey'];

let service: TestService;
let call: CallOperation;
beforeAll(async () => {
  service = await startTestService({ MAX_WEBHOOKS_PER_ACCOUNT: '7' });
  const { apiKey } = await createApiKey(service.database.prisma, { kind: 'operator' }, 'operator');
  call = createCaller(service.url, await contractCheck('platform'), apiKey);
});
afterAll(() => service.stop());

/** The data of an answer that has to be a success. */
async function succeed<Data>(...input: Parameters<CallOperation>): Promise<Data> {
  const { status, text, body } = await call(...input);
  if (status !== 200) throw new Error(`${input[0]} was answered with ${status}: ${text}`);
  return body.data as Data;
}
const createAccount = async (body: object) => (await succeed<{ account: Account }>('createAccount', { body })).account;
const createKey = (id: string, body: object) =>
  succeed<{ secret_key: string; api_key: ApiKey }>('createApiKey', { id, body });
const statusOf = async (apiKey: string) =>
  (await service.call('listWebhooks', { headers: { Authorization: `Bearer ${apiKey}` } })).status;

describe('an account', () => {
  it('is created with the limit that the operator has set, or with one of its own', async () => {
    const usual = await createAccount({ name: 'Bolt' });
    expect(usual).toEqual({
      id: expect.any(String),
      name: 'Bolt',
      enabled: true,
      webhook_count: 0,
      troubled_webhook_count: 0,
      webhook_limit: 7,
      api_key_count: 0,
      created_at: expect.any(String),
    });
    expect(await succeed('getAccount', { id: usual.id })).toEqual({ account: usual });
    expect(await createAccount({ name: 'Large', webhook_limit: 5_000 })).toMatchObject({ webhook_limit: 5_000 });
  });

  it('counts its webhooks, and the keys that are not revoked', async () => {
    const account = await service.createAccount();
    await account.createWebhook();
    const { api_key } = await createKey(account.id, { name: 'second' });
    expect(await succeed('getAccount', { id: account.id })).toMatchObject({
      account: { webhook_count: 1, api_key_count: 2 },
    });
    await succeed('revokeApiKey', { id: api_key.id });
    expect(await succeed('getAccount', { id: account.id })).toMatchObject({ account: { api_key_count: 1 } });
  });

  it('is changed in what is named, and stays as it is in everything else', async () => {
    const account = await createAccount({ name: 'Old' });
    expect(await succeed('updateAccount', { id: account.id, body: { name: 'New' } })).toEqual({
      account: { ...account, name: 'New' },
    });
    expect(await succeed('updateAccount', { id: account.id, body: { webhook_limit: 0 } })).toEqual({
      account: { ...account, name: 'New', webhook_limit: 0 },
    });
  });

  it.each([
    ['nothing', {}, '/body'],
    ['an empty name', { name: '' }, '/body/name'],
    ['a name of two lines', { name: 'a\nb' }, '/body/name'],
    ['half a character', { name: 'a\ud800' }, '/body/name'],
    ['a limit below zero', { webhook_limit: -1 }, '/body/webhook_limit'],
    ['more webhooks than any account may have', { webhook_limit: 10_001 }, '/body/webhook_limit'],
    ['what it does not have', { colour: 'red' }, '/body/colour'],
  ])('is not changed to %s', async (_, body, path) => {
    const { id } = await createAccount({ name: 'Kept' });
    const answer = await call('updateAccount', { id, body });
    expect([answer.status, answer.body.data.errors?.map((fault) => fault.path)]).toEqual([400, [path]]);
    expect(await succeed('getAccount', { id })).toMatchObject({ account: { name: 'Kept' } });
  });
});

it('an account with as many webhooks as any may have is disabled, and deleted, by one request', async () => {
  const { id } = await createAccount({ name: 'Full', webhook_limit: 10_000 });
  await service.pool.query(
    `INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret)
     SELECT gen_random_uuid(), $1, 'http://127.0.0.1:9/', '{ROUTE_STARTED}', '{1}', '' FROM generate_series(1, 10000)`,
    [id],
  );
  expect(await succeed('updateAccount', { id, body: { enabled: false } })).toMatchObject({
    account: { enabled: false, webhook_count: 10_000 },
  });
  const { rows } = await service.pool.query('SELECT FROM webhooks WHERE account_id = $1 AND NOT suspended', [id]);
  expect(rows).toEqual([]);
  await succeed('updateAccount', { id, body: { enabled: true } });
  expect((await call('deleteAccount', { id })).status).toBe(202);
}, 60_000);

describe('the accounts', () => {
  const names = ['Zulu 1', 'Zulu 2', 'zulu 3', 'Zulu %', 'Zulu_4'];
  beforeAll(async () => {
    for (const name of names) await createAccount({ name });
  });
  const list = (query: string) =>
    succeed<{ accounts: Account[]; next_cursor: string | null }>('listAccounts', { query });

  it('are found by a part of their name, in capitals or not, and by nothing that looks like a pattern', async () => {
    expect((await list('search=ZULU')).accounts.map(({ name }) => name)).toEqual(names);
    expect((await list('search=lu+3')).accounts.map(({ name }) => name)).toEqual(['zulu 3']);
    expect((await list('search=%25')).accounts.map(({ name }) => name)).toEqual(['Zulu %']);
    expect((await list('search=u_4')).accounts.map(({ name }) => name)).toEqual(['Zulu_4']);
    expect((await list('search=nobody')).accounts).toEqual([]);
  });

  it('come page by page, oldest first, each once', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await list(`search=zulu&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.accounts.length).toBeLessThanOrEqual(2);
      seen.push(...page.accounts.map(({ name }) => name));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(names);
  });
});

describe('an API key', () => {
  it('is shown once, and opens what its account has', async () => {
    const account = await createAccount({ name: 'Keys' });
    const { secret_key, api_key } = await createKey(account.id, { name: 'production' });
    expect(await statusOf(secret_key)).toBe(200);
    expect(secret_key.startsWith(api_key.key_prefix)).toBe(true);
    const { text } = await call('listApiKeys', { id: account.id });
    expect(JSON.parse(text)).toEqual({ status: 'success', data: { api_keys: [api_key], next_cursor: null } });
    expect(text).not.toContain(secret_key.slice(8));
  });

  it('comes page by page with the others of its account, and no others', async () => {
    const account = await createAccount({ name: 'Pages' });
    for (const name of ['a', 'b', 'c']) await createKey(account.id, { name });
    type Page = { api_keys: ApiKey[]; next_cursor: string | null };
    const first = await succeed<Page>('listApiKeys', { id: account.id, query: 'limit=2' });
    const second = await succeed<Page>('listApiKeys', { id: account.id, query: `limit=2&cursor=${first.next_cursor}` });
    expect([first, second].map(({ api_keys }) => api_keys.map(({ name }) => name))).toEqual([['a', 'b'], ['c']]);
    expect(second.next_cursor).toBeNull();
  });

  it('is refused when it has expired', async () => {
    const account = await createAccount({ name: 'Expiring' });
    const { secret_key, api_key } = await createKey(account.id, { name: 'hour', expires_in_seconds: 3_600 });
    const lasts = Date.parse(api_key.expires_at ?? '') - Date.parse(api_key.created_at);
    expect(Math.abs(lasts - 3_600_000)).toBeLessThan(5_000);
    await service.pool.query(`UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      api_key.id,
    ]);
    expect(await statusOf(secret_key)).toBe(401); // and has not been seen before, so that nobody remembers it
  });

  it('is revoked, and only once', async () => {
    const account = await createAccount({ name: 'Revoking' });
    const { secret_key, api_key } = await createKey(account.id, { name: 'lost' });
    await succeed('revokeApiKey', { id: api_key.id });
    expect(await statusOf(secret_key)).toBe(401);
    expect((await call('revokeApiKey', { id: api_key.id })).status).toBe(404);
  });

  it.each(['publisher', 'operator'] as const)('of the platform is not revoked by another: %s', async (kind) => {
    const { id } = await createApiKey(service.database.prisma, { kind }, 'of the platform');
    const { status, body } = await call('revokeApiKey', { id });
    expect([status, body.data.code]).toEqual([404, 3004]);
  });

  it('is not made for an account that does not exist', async () => {
    const answer = await call('createApiKey', { id: '019b76da-a800-7000-8000-0000000000a1', body: { name: 'x' } });
    expect([answer.status, answer.body.data.code]).toEqual([404, 3003]);
  });
});
