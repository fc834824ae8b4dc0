import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createApiKey, listApiKeys, recordKeyUse, revokeApiKey } from '../../src/accounts/apiKeys.js';
import { isToken } from '../../src/accounts/randomTokens.js';
import { createKeyring, type Keyring } from '../../src/accounts/keyring.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let account: TestAccount;
beforeAll(async () => {
  service = await startTestService();
});
beforeEach(async () => {
  account = await service.createAccount();
});
afterAll(() => service.stop());

/** The row of the account's key as Postgres has it; `version` is another one after each write. */
async function storedKey(): Promise<Record<string, unknown>> {
  const { rows } = await service.pool.query<Record<string, unknown>>(
    'SELECT *, xmin::text AS version FROM api_keys WHERE id = $1',
    [account.keyId],
  );
  return rows[0] ?? {};
}

describe('an API key', () => {
  it('is wp_ and 32 random bytes, and another one each time', async () => {
    const keys = await Promise.all(
      [1, 2, 3].map(() => createApiKey(service.database.prisma, { kind: 'account', accountId: account.id }, 'k')),
    );
    for (const { apiKey } of keys) {
      expect(apiKey).toMatch(/^wp_[\w-]{43}$/);
      expect(Buffer.from(apiKey.slice(3), 'base64url')).toHaveLength(32);
      expect(isToken('wp_', apiKey)).toBe(true);
    }
    expect(new Set(keys.map(({ apiKey }) => apiKey)).size).toBe(3);
  });

  it('is stored as its SHA-256 and its first eight characters, and nowhere as itself', async () => {
    const { key_hash, key_prefix, ...others } = await storedKey();
    expect(key_hash).toEqual(createHash('sha256').update(account.apiKey).digest());
    expect(key_prefix).toBe(account.apiKey.slice(0, 8));
    expect(JSON.stringify(others)).not.toContain(account.apiKey.slice(3));
  });

  it('is listed without itself', async () => {
    const [key] = await listApiKeys(service.database.prisma, { kind: 'account', accountId: account.id });
    expect(key).toMatchObject({ id: account.keyId, keyPrefix: account.apiKey.slice(0, 8), revokedAt: null });
    expect(JSON.stringify(key)).not.toContain(account.apiKey.slice(8));
  });

  it('is one of several that an account may have, each of which opens the same webhooks', async () => {
    const second = await createApiKey(service.database.prisma, { kind: 'account', accountId: account.id }, 'second');
    const webhook = await account.createWebhook();
    const answer = await service.call('listWebhooks', { headers: { Authorization: `Bearer ${second.apiKey}` } });
    expect(answer.body).toEqual({ status: 'success', data: { webhooks: [webhook] } });
  });
});

describe('a key that is revoked', () => {
  const revoked = [401, { status: 'error', data: { code: 2001, message: 'The API key is invalid.' } }];

  it('is refused at once where it was not seen before', async () => {
    expect(await revokeApiKey(service.database.prisma, account.keyId)).toBe(true);
    const { status, body } = await account.call('listWebhooks');
    expect([status, body]).toEqual(revoked);
  });

  it('is refused within three seconds by a running service that knows it, by every operation', async () => {
    const { id } = await account.createWebhook();
    await revokeApiKey(service.database.prisma, account.keyId);
    const revokedAt = performance.now();
    while ((await account.call('listWebhooks')).status === 200) {
      expect(performance.now() - revokedAt).toBeLessThan(3_000);
    }
    for (const operationId of service.contract.operations.keys()) {
      const { status, body } = await account.call(operationId, { id, body: { enabled: false } });
      expect([status, body]).toEqual(revoked);
    }
  });

  it('takes no other key of the account with it', async () => {
    const second = await createApiKey(service.database.prisma, { kind: 'account', accountId: account.id }, 'second');
    await revokeApiKey(service.database.prisma, account.keyId);
    const answer = await service.call('listWebhooks', { headers: { Authorization: `Bearer ${second.apiKey}` } });
    expect(answer.status).toBe(200);
  });

  it('can not be revoked again: the time of the first stays', async () => {
    await revokeApiKey(service.database.prisma, account.keyId);
    const { revoked_at, version } = await storedKey();
    expect(await revokeApiKey(service.database.prisma, account.keyId)).toBe(false);
    expect(await storedKey()).toMatchObject({ revoked_at, version });
  });
});

describe('when a key was last used', () => {
  let keyring: Keyring;
  beforeEach(() => {
    keyring = createKeyring(service.database.prisma, {
      onError: (error) => {
        throw error;
      },
    });
  });
  afterEach(() => keyring.close());

  it('is kept without a write per request: a hundred uses are one write', async () => {
    const { version, last_used_at } = await storedKey();
    const before = new Date();
    for (let i = 0; i < 100; i += 1) await keyring.authenticate(account.apiKey);
    expect([last_used_at, (await storedKey())['version']]).toEqual([null, version]);

    await keyring.flush();
    const written = await storedKey();
    expect(Number(written['last_used_at'])).toBeGreaterThanOrEqual(before.getTime());
    expect(Number(written['last_used_at'])).toBeLessThanOrEqual(Date.now());
    await keyring.flush(); // nothing new, nothing written
    expect(await storedKey()).toEqual(written);
  });

  it('is written when the service stops', async () => {
    await keyring.authenticate(account.apiKey);
    await keyring.close();
    expect((await storedKey())['last_used_at']).toEqual(expect.any(Date));
  });

  it('is not lost when it can not be written: the next flush writes it', async () => {
    await keyring.authenticate(account.apiKey);
    await service.pool.query('ALTER TABLE api_keys RENAME TO lost');
    await expect(keyring.flush()).rejects.toThrow();
    await service.pool.query('ALTER TABLE lost RENAME TO api_keys');
    await keyring.flush();
    expect((await storedKey())['last_used_at']).toEqual(expect.any(Date));
  });

  it('never goes back: of two processes the later use counts', async () => {
    const [early, late] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')];
    for (const at of [late, early]) await recordKeyUse(service.database.prisma, new Map([[account.keyId, at]]));
    expect((await storedKey())['last_used_at']).toEqual(late);
  });

  it('is written with one time for all keys that were used within the same second, and never another’s', async () => {
    const db = service.database.prisma;
    const keys = await Promise.all(
      [1, 2, 3].map(() => createApiKey(db, { kind: 'account', accountId: account.id }, 'k')),
    );
    const times = ['2026-01-01T00:00:00.100Z', '2026-01-01T00:00:00.900Z', '2026-01-01T00:00:01.000Z'];
    await recordKeyUse(db, new Map(keys.map(({ id }, i) => [id, new Date(times[i] ?? '')])));
    const listed = await listApiKeys(db, { kind: 'account', accountId: account.id });
    expect(keys.map(({ id }) => listed.find((key) => key.id === id)?.lastUsedAt?.toISOString())).toEqual([
      times[1],
      times[1],
      times[2],
    ]);
    expect((await storedKey())['last_used_at']).toBeNull();
  });

  it('is written for more keys than one statement takes', async () => {
    const unknown = Array.from({ length: 2_500 }, (): [string, Date] => [randomUUID(), new Date()]);
    await recordKeyUse(service.database.prisma, new Map([...unknown, [account.keyId, new Date()]]));
    expect((await storedKey())['last_used_at']).toEqual(expect.any(Date));
  });

  it('is not touched by somebody who guesses', async () => {
    expect(await keyring.authenticate(`wp_${'A'.repeat(43)}`)).toBeNull();
    expect(await keyring.authenticate(account.apiKey.toUpperCase())).toBeNull();
    await keyring.flush();
    expect((await storedKey())['last_used_at']).toBeNull();
  });
});
