/** createConsoleSession and createConsoleLink: who gets in to the console, and to whose. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { updateAccount } from '../../src/accounts/accounts.js';
import { createApiKey, revokeApiKey } from '../../src/accounts/apiKeys.js';
import { createCaller, type CallOperation } from '../support/call.js';
import { consoleAccess, type ConsoleAccess } from '../support/console.js';
import { contractCheck } from '../support/contract.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let access: ConsoleAccess;
let account: TestAccount;
let platform: CallOperation;
beforeAll(async () => {
  service = await startTestService({ RATE_LIMIT_PER_MINUTE: '0' });
  access = await consoleAccess(service);
  account = await service.createAccount('Bolt');
  platform = createCaller(service.url, await contractCheck('platform'), access.operatorKey);
});
afterAll(() => service.stop());

const attempt = (credential: string) => access.call('createConsoleSession', { body: { credential } });
const ownerOf = ({ id: accountId }: TestAccount) => ({ kind: 'account', accountId }) as const;
const createLink = async (body: object) => platform('createConsoleLink', { body });

describe('a link', () => {
  it("opens an account's console, and shows nothing of another account", async () => {
    await account.createWebhook();
    const stranger = await service.createAccount('Stranger');
    const made = await createLink({ account_id: stranger.id });
    const { path, expires_at } = made.body.data as { path: string; expires_at: string };
    const [, token = ''] = /^\/console#link=(wl_[\w-]{43})$/.exec(path) ?? [];
    expect(Math.abs(Date.parse(expires_at) - Date.now() - 300_000)).toBeLessThan(10_000);
    const { answer, accessToken } = await access.signIn(token);
    expect(answer.body.data).toEqual({
      access_token: expect.stringMatching(/^wt_[\w-]{43}$/),
      expires_in_seconds: 300,
      session: { account: { id: stranger.id, name: 'Stranger' }, read_only: false, expires_at: expect.any(String) },
    });
    const listed = await createCaller(service.url, service.contract, accessToken)('listWebhooks');
    expect(listed.body.data.webhooks).toEqual([]);
  });

  it("opens the platform's console, which is no account's", async () => {
    const { path } = (await createLink({ account_id: null })).body.data as { path: string };
    const { answer, accessToken } = await access.signIn(path.slice(path.indexOf('=') + 1));
    expect(answer.body.data['session']).toEqual({ read_only: false, expires_at: expect.any(String) });
    const made = await createCaller(
      service.url,
      await contractCheck('platform'),
      accessToken,
    )('createConsoleLink', {
      body: { account_id: account.id },
    });
    expect(made.status).toBe(200);
    expect(await access.statusWith(accessToken)).toBe(403);
  });

  it('lets one in of any number who open it at the same time', async () => {
    const token = await access.linkTo(ownerOf(account));
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await attempt(token)).status));
    expect(statuses.sort()).toEqual([200, ...Array.from({ length: 19 }, () => 401)]);
  });

  it('is refused with the same answer if it was used, is over, is unknown or is none', async () => {
    const used = await access.linkTo(ownerOf(account));
    await access.signIn(used);
    const over = await access.linkTo(ownerOf(account), { millis: -1 });
    const answers = await Promise.all([used, over, `wl_${'A'.repeat(43)}`, 'wl_'].map(attempt));
    for (const { status, body, headers } of answers) {
      expect([status, body, headers['set-cookie']]).toEqual([
        401,
        {
          status: 'error',
          data: {
            code: 2005,
            message: 'The link to the console was used already, or its time is over: ask for another.',
          },
        },
        undefined,
      ]);
    }
  });

  it('is nothing any more when the key that it was made with was revoked', async () => {
    const { id, apiKey } = await createApiKey(service.database.prisma, { kind: 'operator' }, 'lost');
    const call = createCaller(service.url, await contractCheck('platform'), apiKey);
    const { path } = (await call('createConsoleLink', { body: { account_id: account.id } })).body.data as {
      path: string;
    };
    await revokeApiKey(service.database.prisma, id);
    expect((await attempt(path.slice(path.indexOf('=') + 1))).status).toBe(401);
  });

  it('is none for an account that is disabled, also if it was made before, or after', async () => {
    const { id, ...closed } = await service.createAccount();
    const before = await access.linkTo({ kind: 'account', accountId: id });
    await updateAccount(service.database.prisma, id, { enabled: false });
    expect((await attempt(before)).status).toBe(401);
    const after = await attempt(await access.linkTo({ kind: 'account', accountId: id }));
    expect([after.status, after.body.data.code]).toEqual([403, 2003]);
    const key = await attempt(closed.apiKey);
    expect([key.status, key.body.data.code]).toEqual([403, 2003]);
  });

  it.each(['019b76da-a800-7000-8000-0000000000a1', 'no-id'])('is not made to the account %s', async (id) => {
    const answer = await createLink({ account_id: id });
    expect([answer.status, answer.body.data.code]).toEqual([404, 3003]);
  });
});

describe('an API key', () => {
  it('lets in to the console of its owner, and its use is noted', async () => {
    const { answer } = await access.signIn(account.apiKey);
    expect(answer.body.data['session']).toMatchObject({ account: { id: account.id, name: 'Bolt' }, read_only: false });
    expect((await access.signIn(access.operatorKey)).answer.body.data['session']).not.toHaveProperty('account');
    const { rows } = await service.pool.query('SELECT last_used_at FROM api_keys WHERE id = $1', [account.keyId]);
    expect(rows).toEqual([{ last_used_at: expect.any(Date) }]);
  });

  it('is a 403 if it is a publisher key', async () => {
    const { apiKey } = await createApiKey(service.database.prisma, { kind: 'publisher' }, 'publisher');
    const answer = await attempt(apiKey);
    expect([answer.status, answer.body.data.code]).toEqual([403, 2002]);
  });

  it('is refused with the same answer if it was revoked, has expired, is unknown or is none', async () => {
    const { prisma } = service.database;
    const owner = ownerOf(account);
    const revoked = await createApiKey(prisma, owner, 'revoked');
    expect(await access.statusWith(revoked.apiKey)).toBe(200); // so that the keyring knows it
    await revokeApiKey(prisma, revoked.id);
    const expired = await createApiKey(prisma, owner, 'expired', { expiresAt: new Date(Date.now() - 1) });
    const { accessToken } = await access.signIn(account.apiKey);
    const all = [revoked.apiKey, expired.apiKey, `wp_${'A'.repeat(43)}`, accessToken, 'x', "'; --"];
    for (const { status, body } of await Promise.all(all.map(attempt))) {
      expect([status, body]).toEqual([
        401,
        { status: 'error', data: { code: 2001, message: 'The API key is invalid.' } },
      ]);
    }
  });

  it('is not outlived by the session', async () => {
    const expiresAt = new Date(Date.now() + 60_000);
    const { apiKey } = await createApiKey(service.database.prisma, ownerOf(account), 'brief', { expiresAt });
    const { answer, setCookie } = await access.signIn(apiKey);
    expect(answer.body.data['session']).toMatchObject({ expires_at: expiresAt.toISOString() });
    expect(Number(answer.body.data['expires_in_seconds'])).toBeLessThan(61);
    expect(Number(/Max-Age=(\d+)/.exec(setCookie)?.[1])).toBeLessThan(61);
  });
});

describe('the cookie', () => {
  it('is sent by browsers to one path only, and is read by no page', async () => {
    const { setCookie } = await access.signIn(account.apiKey);
    expect(setCookie).toMatch(
      /^waypost_session=ws_[\w-]{43}; Max-Age=(43199|43200); Path=\/console\/session\/renew; HttpOnly; SameSite=Strict$/,
    );
  });

  it('is for https alone where the request came by it, which is believed of a trusted proxy only', async () => {
    const byHttps = { headers: { 'X-Forwarded-Proto': 'https' } };
    expect((await access.signIn(account.apiKey, byHttps)).setCookie).not.toContain('Secure');
    const behind = await startTestService({ TRUSTED_PROXIES: '127.0.0.1' });
    const proxied = await consoleAccess(behind);
    const { apiKey } = await behind.createAccount();
    expect((await proxied.signIn(apiKey, byHttps)).setCookie).toMatch(/; Secure; SameSite/);
    expect((await proxied.signIn(apiKey)).setCookie).not.toContain('Secure');
    await behind.stop();
  });

  it('that came along is not taken over, and its session ends', async () => {
    const planted = await access.signIn(account.apiKey);
    const own = await access.signIn(account.apiKey, { headers: { Cookie: planted.cookie } });
    expect(own.cookie).not.toBe(planted.cookie);
    expect((await access.renew(planted.cookie)).status).toBe(401);
    expect(await access.statusWith(planted.accessToken)).toBe(401);
    expect((await access.renew(own.cookie)).status).toBe(200);
    const invented = await access.signIn(account.apiKey, {
      headers: { Cookie: `waypost_session=ws_${'A'.repeat(43)}` },
    });
    expect(invented.cookie).not.toContain('AAAA');
  });
});

describe('trying to sign in', () => {
  const wrong = { body: { credential: `wl_${'A'.repeat(43)}` } };

  it('is bounded by the address, whatever it says of another', async () => {
    const bounded = await startTestService({ RATE_LIMIT_PER_MINUTE: '3' });
    const { call } = await consoleAccess(bounded);
    const statuses = [];
    for (let i = 0; i < 4; i += 1) {
      const headers = { 'X-Forwarded-For': `203.0.113.${i}` };
      const { status, headers: answered } = await call('createConsoleSession', { ...wrong, headers });
      statuses.push(status);
      expect(answered['ratelimit-policy']).toMatch(/^"address"; q=3; w=60/);
    }
    expect(statuses).toEqual([401, 401, 401, 429]);
    const { apiKey } = await bounded.createAccount();
    expect((await createCaller(bounded.url, bounded.contract, apiKey)('listWebhooks')).status).toBe(200);
    await bounded.stop();
  });

  it('is sixty times a minute at the most; behind a trusted proxy, of each client', async () => {
    const behind = await startTestService({ TRUSTED_PROXIES: '127.0.0.0/8' });
    const { call } = await consoleAccess(behind);
    const from = (address: string) =>
      call('createConsoleSession', { ...wrong, headers: { 'X-Forwarded-For': address } });
    const statuses = await Promise.all(Array.from({ length: 61 }, async () => (await from('203.0.113.1')).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect((await from('203.0.113.2')).status).toBe(401);
    await behind.stop();
  });

  it('takes no body but a small one', async () => {
    const { status } = await access.call('createConsoleSession', { bytes: ' '.repeat(4_097) });
    expect(status).toBe(413);
  });
});
