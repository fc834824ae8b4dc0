/** What came of signing in to the console, how long it counts, and who learns of it. Two processes, on one database. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deleteAccount, updateAccount } from '../../src/accounts/accounts.js';
import { createApiKey, listAllApiKeys, revokeApiKey } from '../../src/accounts/apiKeys.js';
import { removeOldConsoleAccess } from '../../src/accounts/consoleHousekeeping.js';
import { sendRequest } from '../support/call.js';
import { consoleAccess, type ConsoleAccess, type SignedIn } from '../support/console.js';
import { eventually } from '../support/eventually.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let other: TestService;
let access: ConsoleAccess;
let account: TestAccount;
beforeAll(async () => {
  service = await startTestService({ RATE_LIMIT_PER_MINUTE: '0' });
  const shared = { url: service.databaseUrl, drop: () => Promise.resolve() };
  other = await startTestService({ RATE_LIMIT_PER_MINUTE: '0' }, { testDatabase: shared });
  access = await consoleAccess(service);
  account = await service.createAccount('Bolt');
});
afterAll(async () => {
  await other.stop();
  await service.stop();
});

const signIn = async (): Promise<SignedIn> =>
  access.signIn(await access.linkTo({ kind: 'account', accountId: account.id }));
const tokenOf = ({ body }: { body: { data: object } }) => (body.data as { access_token: string }).access_token;

/** Of everything that somebody who is signed in can show, at both processes: whether it is accepted. */
async function accepted({ accessToken, cookie }: SignedIn): Promise<boolean[]> {
  const statuses = [
    await access.statusWith(accessToken, service.url),
    await access.statusWith(accessToken, other.url),
    (await access.renew(cookie, {}, service.url)).status,
    (await access.renew(cookie, {}, other.url)).status,
  ];
  expect(statuses.filter((status) => ![200, 401].includes(status))).toEqual([]);
  return statuses.map((status) => status === 200);
}
const everywhere = [true, true, true, true];
const nowhere = [false, false, false, false];

describe('a session', () => {
  it('is renewed by its cookie as often as one likes, which stays the same, and leaves other tokens as they are', async () => {
    const { cookie, accessToken, answer } = await signIn();
    const renewals = await Promise.all([access.renew(cookie), access.renew(cookie, {}, other.url)]);
    for (const renewal of renewals) {
      expect(renewal.headers['set-cookie']).toBeUndefined();
      expect(renewal.body.data).toEqual({ ...answer.body.data, access_token: expect.stringMatching(/^wt_[\w-]{43}$/) });
    }
    const tokens = [accessToken, ...renewals.map(tokenOf)];
    expect(new Set(tokens).size).toBe(3);
    for (const token of tokens) expect(await access.statusWith(token)).toBe(200);
  });

  it('ends at once when somebody signs out: for every token in hand, in every process', async () => {
    const signedIn = await signIn();
    const second = tokenOf(await access.renew(signedIn.cookie));
    expect(await accepted(signedIn)).toEqual(everywhere);
    const out = await access.signOut(signedIn.accessToken, other.url);
    expect([out.status, String(out.headers['set-cookie'])]).toEqual([
      200,
      'waypost_session=; Max-Age=0; Path=/console/session/renew; HttpOnly; SameSite=Strict',
    ]);
    expect(await accepted({ ...signedIn, accessToken: second })).toEqual(nowhere);
    expect(await accepted(signedIn)).toEqual(nowhere);
    expect((await access.signOut(second)).body.data.code).toBe(2006);
  });

  it('leaves others of the same account as they are when it ends', async () => {
    const [first, second] = [await signIn(), await signIn()];
    await access.signOut(first.accessToken);
    expect(await accepted(second)).toEqual(everywhere);
  });

  it.each<[string, (keyId: string) => Promise<unknown>]>([
    ['was revoked', (keyId) => revokeApiKey(service.database.prisma, keyId)],
    ['has expired', (keyId) => service.pool.query('UPDATE api_keys SET expires_at = now() WHERE id = $1', [keyId])],
    ['was removed', (keyId) => service.pool.query('DELETE FROM api_keys WHERE id = $1', [keyId])],
  ])('ends at once when the key that it came of %s, also by a link', async (_, end) => {
    const { prisma } = service.database;
    const own = await createApiKey(prisma, { kind: 'account', accountId: account.id }, 'own');
    const byKey = await access.signIn(own.apiKey);
    const operator = await createApiKey(prisma, { kind: 'operator' }, 'of the platform');
    const link = await access.linkTo({ kind: 'account', accountId: account.id }, { apiKeyId: operator.id });
    const byLink = await access.signIn(link);
    for (const [signedIn, { id }] of [
      [byKey, own],
      [byLink, operator],
    ] as const) {
      expect(await accepted(signedIn)).toEqual(everywhere);
      await end(id);
      expect(await accepted(signedIn)).toEqual(nowhere);
    }
  });

  it('ends at once when its account is disabled, and is over for good', async () => {
    const { id, apiKey } = await service.createAccount();
    const signedIn = await access.signIn(apiKey);
    expect(await accepted(signedIn)).toEqual(everywhere);
    await updateAccount(service.database.prisma, id, { enabled: false });
    expect(await accepted(signedIn)).toEqual(nowhere);
    await updateAccount(service.database.prisma, id, { enabled: true });
    expect(await accepted(signedIn)).toEqual(nowhere);
    expect(await accepted(await access.signIn(apiKey))).toEqual(everywhere);
  });

  it('ends at once when its account is deleted', async () => {
    const { id, apiKey } = await service.createAccount();
    const signedIn = await access.signIn(apiKey);
    await deleteAccount(service.database.prisma, id);
    expect(await accepted(signedIn)).toEqual(nowhere);
  });

  it('ends when its time is over, and a token when its own is', async () => {
    const signedIn = await signIn();
    await service.pool.query(
      'UPDATE console_tokens SET expires_at = now() WHERE session_id = (SELECT max(id::text)::uuid FROM console_sessions)',
    );
    expect(await accepted(signedIn)).toEqual([false, false, true, true]);
    await service.pool.query(
      'UPDATE console_sessions SET expires_at = now() WHERE id = (SELECT max(id::text)::uuid FROM console_sessions)',
    );
    expect(await accepted(signedIn)).toEqual(nowhere);
  });

  it('has no more than fifty tokens: one more ends the oldest', async () => {
    const { cookie, accessToken } = await signIn();
    const second = tokenOf(await access.renew(cookie));
    for (let i = 0; i < 6; i += 1) await Promise.all(Array.from({ length: 8 }, () => access.renew(cookie)));
    expect(await access.statusWith(accessToken)).toBe(200);
    const last = tokenOf(await access.renew(cookie));
    expect(await access.statusWith(accessToken)).toBe(401);
    expect([await access.statusWith(second), await access.statusWith(last)]).toEqual([200, 200]);
  });

  it('is no API key: it is in no list of them, and API keys sign nobody out', async () => {
    const keys = await listAllApiKeys(service.database.prisma);
    const { accessToken } = await signIn();
    expect((await listAllApiKeys(service.database.prisma)).length).toBe(keys.length);
    const answer = await access.signOut(account.apiKey);
    expect([answer.status, answer.body.data.code]).toEqual([403, 2002]);
    expect(await access.statusWith(accessToken)).toBe(200);
  });
});

describe('a cookie and a token are of no use', () => {
  it('in place of each other, or where the other credentials belong', async () => {
    const { cookie, accessToken } = await signIn();
    const value = cookie.replace('waypost_session=', '');
    expect(await access.statusWith(value)).toBe(401);
    expect((await access.signOut(value)).status).toBe(401);
    expect((await access.renew(`waypost_session=${accessToken}`)).status).toBe(401);
    expect((await access.renew(`waypost_session=${account.apiKey}`)).status).toBe(401);
    const byCookie = await sendRequest(service.url, 'get', '/webhooks', { headers: { Cookie: cookie } });
    expect([byCookie.status, byCookie.body.data.code]).toEqual([401, 2000]);
    expect((await sendRequest(service.url, 'delete', '/console/session', { headers: { Cookie: cookie } })).status).toBe(
      401,
    );
  });

  it.each([
    { Cookie: '' },
    { Cookie: 'waypost_session=' },
    { Cookie: 'waypost_session=%zz; =; a' },
    { Cookie: `waypost_session=ws_${'A'.repeat(43)}` },
  ])('where there is none: %o', async (headers) => {
    const { status, body } = await access.call('renewConsoleSession', { headers });
    expect([status, body]).toEqual([
      401,
      { status: 'error', data: { code: 2006, message: 'You are not signed in to the console, or no longer.' } },
    ]);
  });
});

describe('a session is renewed for pages of this service only:', () => {
  const ofThis = () => new URL(service.url).host;

  it.each<[string, () => Record<string, string>]>([
    ['of another site', () => ({ 'Sec-Fetch-Site': 'cross-site' })],
    ['of a sister host', () => ({ 'Sec-Fetch-Site': 'same-site' })],
    ['of a person who typed the address', () => ({ 'Sec-Fetch-Site': 'none' })],
    ['of another site, which says it is this one', () => ({ 'Sec-Fetch-Site': 'cross-site', Origin: service.url })],
    ['of another host, by a browser that says no more', () => ({ Origin: 'http://waypost.example' })],
    ['of another port', () => ({ Origin: `http://${ofThis()}1` })],
    ['of a frame in a sandbox', () => ({ Origin: 'null' })],
  ])('not %s', async (_, headers) => {
    const { cookie } = await signIn();
    const { status, body } = await access.renew(cookie, headers());
    expect([status, body.data.code]).toEqual([401, 2006]);
    expect((await access.renew(cookie)).status).toBe(200);
  });

  it.each<[string, () => Record<string, string>]>([
    ['its own, as browsers say it', () => ({ 'Sec-Fetch-Site': 'same-origin', Origin: service.url })],
    [
      'its own behind a proxy that changes the host',
      () => ({ 'Sec-Fetch-Site': 'same-origin', Origin: 'https://waypost.example' }),
    ],
    ['its own, by a browser that says no more', () => ({ Origin: `http://${ofThis()}` })],
  ])('%s', async (_, headers) => {
    const { cookie } = await signIn();
    expect((await access.renew(cookie, headers())).status).toBe(200);
  });
});

it('requests are counted by session, whatever token they come with, and not by the key that it came of', async () => {
  const limited = await startTestService({ RATE_LIMIT_PER_MINUTE: '4' });
  const { signIn: enter, renew, statusWith } = await consoleAccess(limited);
  const { apiKey } = await limited.createAccount();
  const { cookie, accessToken } = await enter(apiKey);
  const second = await renew(cookie);
  expect(second.headers['ratelimit']).toMatch(/^"api-key"; r=3/);
  const statuses = [];
  for (const token of [accessToken, tokenOf(second), accessToken, tokenOf(second)])
    statuses.push(await statusWith(token));
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect((await renew(cookie)).status).toBe(429);
  expect(await statusWith(apiKey)).toBe(200);
  await limited.stop();
});

/** All rows of all tables, as text. */
async function everythingStored(): Promise<string> {
  const { rows: tables } = await service.pool.query<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = current_schema()`,
  );
  const texts = await Promise.all(
    tables.map(({ name }) => service.pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)),
  );
  return texts.flatMap(({ rows }) => rows.map(({ row }) => row)).join('\n');
}

it('nothing that lets in is stored or logged, but its hash', async () => {
  const link = await access.linkTo({ kind: 'account', accountId: account.id });
  const unused = await access.linkTo({ kind: 'operator' });
  const { cookie, accessToken } = await access.signIn(link);
  await access.call('createConsoleSession', { body: { credential: link } });
  const renewed = tokenOf(await access.renew(cookie));
  const secrets = [link, unused, cookie.replace('waypost_session=', ''), accessToken, renewed];
  const places = [await everythingStored(), JSON.stringify([...service.logLines, ...other.logLines])];
  expect(places[0]).toContain(account.id);
  expect(places[1]).toContain('renewConsoleSession');
  for (const secret of secrets) {
    const hex = Buffer.from(secret).toString('hex');
    for (const place of places) expect([secret.slice(3), hex].filter((text) => place.includes(text))).toEqual([]);
  }
});

describe('what is over', () => {
  const counts = async () => {
    const { rows } = await service.pool.query<Record<string, number>>(`
      SELECT (SELECT count(*) FROM console_links)::int AS links, (SELECT count(*) FROM console_sessions)::int AS sessions,
             (SELECT count(*) FROM console_tokens)::int AS tokens`);
    return rows[0];
  };

  it('is removed in batches, and nothing else is', async () => {
    await service.pool.query('TRUNCATE console_links, console_sessions, console_tokens');
    await service.pool.query(
      `INSERT INTO console_links (id, kind, read_only, token_hash, expires_at)
       SELECT gen_random_uuid(), 'operator', false, int4send(n), now() - n * interval '1 second' FROM generate_series(1, 1001) n`,
    );
    const kept = await signIn();
    await access.linkTo({ kind: 'operator' });
    await signIn();
    await service.pool.query(
      'UPDATE console_sessions SET expires_at = now() WHERE id = (SELECT max(id::text)::uuid FROM console_sessions)',
    );
    await service.pool.query(
      `INSERT INTO console_tokens SELECT gen_random_uuid(), min(id::text)::uuid, 'x', now() FROM console_sessions`,
    );
    expect(await removeOldConsoleAccess(service.database.sql)).toBe(true);
    expect(await counts()).toEqual({ links: 2, sessions: 1, tokens: 1 });
    expect(await removeOldConsoleAccess(service.database.sql)).toBe(false);
    expect(await counts()).toEqual({ links: 1, sessions: 1, tokens: 1 });
    expect(await accepted(kept)).toEqual(everywhere);
  });

  it('is removed by a worker, of itself', async () => {
    await access.linkTo({ kind: 'operator' }, { millis: -1 });
    const shared = { url: service.databaseUrl, drop: () => Promise.resolve() };
    const worker = await startTestService({}, { testDatabase: shared, roles: new Set(['worker']) });
    await eventually(async () => {
      const { rows } = await service.pool.query('SELECT FROM console_links WHERE expires_at < now()');
      expect(rows).toEqual([]);
    });
    await worker.stop();
  });
});
