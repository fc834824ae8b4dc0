import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Webhook } from '../support/call.js';
import { contractCheck } from '../support/contract.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

const contract = await contractCheck('webhooks');
const operations = [...contract.operations.values()];

let service: TestService;
let owner: TestAccount;
let stranger: TestAccount;
let owned: Webhook[];
beforeAll(async () => {
  service = await startTestService({ MAX_WEBHOOKS_PER_ACCOUNT: '3' });
  owner = await service.createAccount('owner');
  stranger = await service.createAccount('stranger');
  const secret = { webhook_url: 'https://example.com/of-the-owner', dc_ids: ['owned-dc'] };
  owned = [await owner.createWebhook(secret), await owner.createWebhook(secret), await owner.createWebhook(secret)];
});
afterAll(() => service.stop());

/** A request that the operation accepts: the contract's own first example. */
const bodyOf = (operationId: string) => Object.values(contract.operations.get(operationId)?.request?.examples ?? {})[0];

describe.each(operations)('$operationId, called with the key of another account,', ({ operationId, path }) => {
  const takesId = path.includes('{id}');

  it(`${takesId ? 'is a 404' : 'works on that account only'}: it shows nothing of the owner's, and changes nothing`, async () => {
    const answer = await stranger.call(operationId, { id: owned[0]?.id ?? '', body: bodyOf(operationId) });
    expect(answer.status).toBe(takesId ? 404 : 200);
    expect(answer.text).not.toMatch(/of-the-owner|owned-dc/);
    for (const { id } of owned) expect(answer.text).not.toContain(id);
    expect(await owner.listWebhooks()).toEqual(owned);
  });
});

describe.each(operations)('$operationId', ({ operationId }) => {
  it('is a 401 without a key, and changes nothing', async () => {
    const answer = await service.call(operationId, { id: owned[0]?.id ?? '', body: bodyOf(operationId) });
    expect(answer.status).toBe(401);
    expect(await owner.listWebhooks()).toEqual(owned);
  });
});

it('an account that has as many webhooks as it may have takes no room from another', async () => {
  expect((await owner.call('createWebhook', { body: bodyOf('createWebhook') })).status).toBe(400);
  const other = await service.createAccount();
  expect((await other.call('createWebhook', { body: bodyOf('createWebhook') })).status).toBe(200);
});

it('the same requests at the same time keep the accounts apart', async () => {
  const accounts = await Promise.all(Array.from({ length: 10 }, (_, i) => service.createAccount(`account ${i}`)));
  await Promise.all(
    accounts.flatMap((account) => [1, 2, 3].map(() => account.createWebhook({ dc_ids: [account.id] }))),
  );
  for (const account of accounts) {
    const webhooks = await account.listWebhooks();
    expect(webhooks.map(({ dc_ids }) => dc_ids)).toEqual([[account.id], [account.id], [account.id]]);
  }
});
