import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendRequest, type Answer } from '../support/call.js';
import { startDatabaseProxy, type DatabaseProxy } from '../support/databaseProxy.js';
import { seedRequest } from '../support/seed.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let proxy: DatabaseProxy | undefined;
let account: TestAccount;
beforeAll(async () => {
  service = await startTestService(
    {},
    {
      connectThrough: async (databaseUrl) => {
        proxy = await startDatabaseProxy(databaseUrl);
        return proxy.url;
      },
    },
  );
  account = await service.createAccount();
});
afterAll(async () => {
  await service.stop();
  await proxy?.down();
});

/** One call of each operation, with which nothing is wrong. */
async function callAll({ call }: Pick<TestAccount, 'call'>, id: string): Promise<Answer[]> {
  return [
    await call('listWebhooks'),
    await call('createWebhook', { body: seedRequest }),
    await call('updateWebhook', { id, body: { enabled: true } }),
    await call('replaceWebhook', { id, body: { enabled: true } }),
    await call('deleteWebhook', { id }),
  ];
}

const statusesOf = (answers: Answer[]) => answers.map(({ status }) => status);

describe('while the database is down', () => {
  it('every operation is a 503 with Retry-After, for a known key as for one that can not be looked up; afterwards all goes on', async () => {
    const { id } = await account.createWebhook();
    const unseen = await service.createAccount();

    await proxy?.down();
    const answers = [...(await callAll(account, id)), ...(await callAll(unseen, id))];
    for (const { status, headers, body } of answers) {
      expect([status, headers['retry-after'], body]).toEqual([
        503,
        '5',
        {
          status: 'error',
          data: {
            code: 5001,
            message: 'The service is not available right now. Try again later.',
            request_id: headers['x-request-id'],
          },
        },
      ]);
    }
    const [ready, healthy] = [
      await sendRequest(service.url, 'get', '/readyz'),
      await sendRequest(service.url, 'get', '/healthz'),
    ];
    expect([ready.status, ready.headers['retry-after'], healthy.status]).toEqual([503, '5', 200]);

    await proxy?.up();
    expect(statusesOf(await callAll(account, id))).toEqual([200, 200, 200, 200, 200]);
    expect((await sendRequest(service.url, 'get', '/readyz')).status).toBe(200);
  });

  it('a malformed key is still a 401, and a malformed body with a known key still a 400', async () => {
    await account.listWebhooks();
    await proxy?.down();
    const answers = [
      await service.call('listWebhooks', { headers: { Authorization: 'Bearer wp_short' } }),
      await account.call('createWebhook', { bytes: '{' }),
    ];
    await proxy?.up();
    expect(statusesOf(answers)).toEqual([401, 400]);
  });

  it('connections that Postgres cuts are replaced, and no request fails twice', async () => {
    await account.listWebhooks();
    await service.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    const answers = [await account.call('listWebhooks'), await account.call('listWebhooks')];
    expect([200, 503]).toContain(answers[0]?.status);
    expect(answers[1]?.status).toBe(200);
  });
});

describe('a failure that nobody foresaw', () => {
  it('is a 500 of which the caller learns the request id only, and the log everything but the API key', async () => {
    const other = await service.createAccount();
    await other.listWebhooks();
    await service.pool.query('ALTER TABLE webhooks RENAME TO lost');
    const answers = await callAll(other, '019b76da-a800-7000-8000-000000000001');
    await service.pool.query('ALTER TABLE lost RENAME TO webhooks');

    for (const { status, headers, body } of answers) {
      const requestId = headers['x-request-id'];
      expect([status, body]).toEqual([
        500,
        {
          status: 'error',
          data: {
            code: 5000,
            message: 'The server failed. Quote the request id when you report it.',
            request_id: requestId,
          },
        },
      ]);
      const lines = service.logLines.filter((line) => line['requestId'] === requestId);
      expect(lines.map(({ msg }) => msg)).toEqual(['request failed', 'request']);
      expect(JSON.stringify(lines[0])).toMatch(/webhooks.*does not exist/);
    }
    const log = JSON.stringify(service.logLines);
    for (const { apiKey } of [account, other]) expect(log).not.toContain(apiKey);
    expect(log).not.toContain(new URL(service.databaseUrl).password);
  });

  it('in the check of the API key is a 500, too, and not a 401', async () => {
    const other = await service.createAccount();
    await service.pool.query('ALTER TABLE api_keys RENAME TO lost');
    const answer = await other.call('listWebhooks');
    await service.pool.query('ALTER TABLE lost RENAME TO api_keys');
    expect([answer.status, answer.body.data.code]).toEqual([500, 5000]);
    expect(answer.text).not.toMatch(/api_keys|relation/);
  });
});
