import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Webhook } from '../support/call.js';
import { startDatabaseProxy, type DatabaseProxy } from '../support/databaseProxy.js';
import { seedRequest } from '../support/seed.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let proxy: DatabaseProxy;
let account: TestAccount;
let webhook: Webhook;
let sent: string[] = [];
beforeAll(async () => {
  service = await startTestService(
    { MAX_WEBHOOKS_PER_ACCOUNT: '5' },
    {
      connectThrough: async (databaseUrl) => {
        proxy = await startDatabaseProxy(databaseUrl, (text) => sent.push(text));
        return proxy.url;
      },
    },
  );
});
beforeEach(async () => {
  account = await service.createAccount();
  webhook = await account.createWebhook();
});
afterAll(async () => {
  await service.stop();
  await proxy.down();
});

/** What an operation sends to Postgres, from its start to its answer: authentication apart, which is not asked at each request. */
async function statementsOf(operationId: string, input: object, status: number): Promise<string[]> {
  sent = [];
  const answer = await account.call(operationId, input);
  expect(answer.status).toBe(status);
  return sent.filter((text) => !text.includes('"api_keys"'));
}

it.each([
  ['listWebhooks', /^SELECT .* FROM "waypost"."webhooks"/],
  ['createWebhook', /^INSERT INTO "waypost"."webhooks" .* RETURNING/],
  ['updateWebhook', /^UPDATE "waypost"."webhooks" .* RETURNING/],
  ['replaceWebhook', /^UPDATE "waypost"."webhooks" .* RETURNING/],
  ['deleteWebhook', /^DELETE FROM "waypost"."webhooks"/],
])('%s is one statement, outside of any transaction', async (operationId, statement) => {
  const body = operationId === 'createWebhook' ? seedRequest : { enabled: false };
  const input = { listWebhooks: {}, deleteWebhook: { id: webhook.id } }[operationId] ?? { id: webhook.id, body };
  expect(await statementsOf(operationId, input, 200)).toEqual([expect.stringMatching(statement)]);
});

it.each(['updateWebhook', 'replaceWebhook', 'deleteWebhook'])(
  '%s of another account’s id is one statement, and of a malformed id none',
  async (operationId) => {
    const { id } = await (await service.createAccount()).createWebhook();
    const body = operationId === 'deleteWebhook' ? {} : { body: { enabled: false } };
    expect(await statementsOf(operationId, { id, ...body }, 404)).toHaveLength(1);
    expect(await statementsOf(operationId, { id: 'x', ...body }, 404)).toEqual([]);
  },
);

it('createWebhook beyond the limit is one statement, too', async () => {
  await Promise.all([2, 3, 4, 5].map(() => account.createWebhook()));
  expect(await statementsOf('createWebhook', { body: seedRequest }, 400)).toHaveLength(1);
});
