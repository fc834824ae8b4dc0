/** Each status that openapi/deliveries.yaml declares for an operation is brought about, and checked against it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { createCaller, type Answer, type CallInput, type CallOperation } from '../support/call.js';
import { contractCheck, type Operation } from '../support/contract.js';
import { startDatabaseProxy, type DatabaseProxy } from '../support/databaseProxy.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';
import { storeDeliveries } from '../support/storedDeliveries.js';

const contract = await contractCheck('deliveries');
const operations = [...contract.operations.values()];

let service: TestService;
let proxy: DatabaseProxy;
let account: TestAccount;
/** Calls with the key of the account. */
let call: CallOperation;
beforeAll(async () => {
  service = await startTestService(
    { RATE_LIMIT_PER_MINUTE: '12' },
    { connectThrough: async (url) => (proxy = await startDatabaseProxy(url)).url },
  );
});
afterAll(async () => {
  await service.stop();
  await proxy.down();
});

/** An account of its own for each test, since each key has its own rate limit; with a webhook, and a delivery of it. */
async function idFor({ path }: Operation): Promise<string> {
  account = await service.createAccount();
  call = createCaller(service.url, contract, account.apiKey);
  const { id: webhookId } = await account.createWebhook({ webhook_url: 'http://127.0.0.1:1/hook' });
  const [delivery] = await storeDeliveries(service.pool, { accountId: account.id, webhookId }, [{}]);
  return path.startsWith('/deliveries') ? (delivery?.id ?? '') : webhookId;
}

/** The operation as its contract shows it: on its own thing, with its first example. */
const asShown = ({ request }: Operation, id: string): CallInput => ({
  id,
  ...(request && { body: Object.values(request.examples)[0] }),
});

/** How to bring about each status, given a call that succeeds. */
const causes: Record<string, (operation: Operation, shown: CallInput) => Promise<Answer>> = {
  success: ({ operationId }, shown) => call(operationId, shown),
  '400': ({ operationId }, shown) => call(operationId, { ...shown, query: 'nothing=like-it' }),
  '401': ({ operationId }, shown) => createCaller(service.url, contract)(operationId, shown),
  '403': async ({ operationId }, shown) => {
    const { apiKey } = await createApiKey(service.database.prisma, { kind: 'publisher' }, 'publisher');
    return createCaller(service.url, contract, apiKey)(operationId, shown);
  },
  '404': ({ operationId }, shown) => call(operationId, { ...shown, id: 'unknown' }),
  '405': async ({ operationId, path }, { id = '' }) => {
    const response = await fetch(service.url + path.replace('{id}', id), {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${account.apiKey}` },
    });
    const text = await response.text();
    const body = JSON.parse(text) as Answer['body'];
    const answer = { status: response.status, headers: Object.fromEntries(response.headers), text, body };
    contract.expectDeclared(operationId, answer);
    return answer;
  },
  '413': ({ operationId }, { id = '' }) => call(operationId, { id, bytes: ' '.repeat(65_537) }),
  '415': ({ operationId }, shown) => call(operationId, { ...shown, headers: { 'Content-Type': 'text/plain' } }),
  '429': async ({ operationId }, shown) => {
    for (;;) {
      const answer = await call(operationId, { ...shown, id: 'unknown' });
      if (answer.status === 429) return answer;
    }
  },
  '500': async ({ operationId }, shown) => {
    const { pool } = service;
    await pool.query('ALTER TABLE webhooks RENAME TO lost_webhooks; ALTER TABLE deliveries RENAME TO lost_deliveries');
    try {
      return await call(operationId, shown);
    } finally {
      await pool.query(
        'ALTER TABLE lost_webhooks RENAME TO webhooks; ALTER TABLE lost_deliveries RENAME TO deliveries',
      );
    }
  },
  '503': async ({ operationId }, shown) => {
    await call(operationId, { ...shown, id: 'unknown' }); // so that the key is known
    await proxy.down();
    try {
      return await call(operationId, shown);
    } finally {
      await proxy.up();
    }
  },
};

describe.each(operations)('$operationId', (operation) => {
  const statuses = [...operation.responses.keys()].filter((status) => status !== 'default');
  it.each(statuses)('answers with a %s as declared', async (status) => {
    const cause = causes[status.startsWith('2') ? 'success' : status];
    if (!cause) throw new Error(`Nobody knows how to bring about a ${status}.`);
    const answer = await cause(operation, asShown(operation, await idFor(operation)));
    expect(String(answer.status)).toBe(status);
  });

  it('declares what any answer may be', () => {
    expect(operation.responses.has('default')).toBe(true);
  });
});
