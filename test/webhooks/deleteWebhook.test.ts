import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let account: TestAccount;
beforeAll(async () => {
  service = await startTestService();
  account = await service.createAccount();
});
afterAll(() => service.stop());

const notFound = { status: 'error', data: { code: 3001, message: 'The webhook could not be found.' } };

describe('deleteWebhook', () => {
  it('answers with empty data and removes this webhook only', async () => {
    const [first, second] = [await account.createWebhook(), await account.createWebhook()];
    const answer = await account.call('deleteWebhook', { id: first.id });
    expect([answer.status, answer.body]).toEqual([200, { status: 'success', data: {} }]);
    expect(await account.listWebhooks()).toEqual([second]);
  });

  it('is a 404 the second time', async () => {
    const { id } = await account.createWebhook();
    await account.call('deleteWebhook', { id });
    const answer = await account.call('deleteWebhook', { id });
    expect([answer.status, answer.body]).toEqual([404, notFound]);
  });

  it('succeeds for exactly one of many who delete at once', async () => {
    const { id } = await account.createWebhook();
    const answers = await Promise.all(Array.from({ length: 10 }, () => account.call('deleteWebhook', { id })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...new Array<number>(9).fill(404)]);
  });

  it('takes an id in upper case, too, as UUIDs are read', async () => {
    const { id } = await account.createWebhook();
    expect((await account.call('deleteWebhook', { id: id.toUpperCase() })).status).toBe(200);
  });

  it('is a 400 with an unknown query parameter, and deletes nothing', async () => {
    const webhook = await account.createWebhook();
    const answer = await account.call('deleteWebhook', { id: webhook.id, query: 'force=1' });
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        status: 'error',
        data: {
          code: 1000,
          message: 'The request does not match the contract.',
          errors: [{ path: '/query/force', message: 'is no parameter of this operation' }],
        },
      },
    ]);
    expect(await account.listWebhooks()).toContainEqual(webhook);
  });

  it('is a 401 without an API key, and deletes nothing', async () => {
    const webhook = await account.createWebhook();
    expect((await service.call('deleteWebhook', { id: webhook.id })).status).toBe(401);
    expect(await account.listWebhooks()).toContainEqual(webhook);
  });
});
