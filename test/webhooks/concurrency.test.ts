import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { updateAccount } from '../../src/accounts/accounts.js';
import type { Answer } from '../support/call.js';
import { seedRequest } from '../support/seed.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ MAX_WEBHOOKS_PER_ACCOUNT: '50' });
});
afterAll(() => service.stop());

const createMany = (account: TestAccount, count: number) =>
  Promise.all(Array.from({ length: count }, () => account.call('createWebhook', { body: seedRequest })));

/** How many answers there were of each kind: `200`, or the error code. */
function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const kind = status === 200 ? '200' : String(body.data.code);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

async function countedWebhooks(account: TestAccount): Promise<unknown> {
  const { rows } = await service.pool.query<{ webhook_count: number }>(
    'SELECT webhook_count FROM accounts WHERE id = $1',
    [account.id],
  );
  return rows[0]?.webhook_count;
}

describe('the cap of webhooks per account', () => {
  it('holds exactly: of 100 creates at once, 50 succeed and 50 are told so; deletes give room again', async () => {
    const account = await service.createAccount();
    expect(tally(await createMany(account, 100))).toEqual({ 200: 50, 1106: 50 });
    const webhooks = await account.listWebhooks();
    expect(new Set(webhooks.map(({ id }) => id)).size).toBe(50);

    await Promise.all(webhooks.slice(0, 10).map(({ id }) => account.call('deleteWebhook', { id })));
    expect(tally(await createMany(account, 20))).toEqual({ 200: 10, 1106: 10 });
    expect(await account.listWebhooks()).toHaveLength(50);
  });

  it('counts right when creates and deletes meet, and when a webhook is deleted twice at once', async () => {
    const account = await service.createAccount();
    await createMany(account, 25);
    const before = await account.listWebhooks();
    const [created] = await Promise.all([
      createMany(account, 25),
      ...[...before, ...before].map(({ id }) => account.call('deleteWebhook', { id })),
    ]);
    expect(tally(created)).toEqual({ 200: 25 });
    expect([(await account.listWebhooks()).length, await countedWebhooks(account)]).toEqual([25, 25]);
  });

  it('is never passed while webhooks come and go', async () => {
    const account = await service.createAccount();
    await createMany(account, 45);
    let deleted = 0;
    async function replaceSome(): Promise<void> {
      for (const { id } of (await account.listWebhooks()).slice(0, 5)) {
        const { status } = await account.call('deleteWebhook', { id });
        if (status === 200) deleted += 1; // after the await: the others count, too
        await createMany(account, 3);
        expect((await account.listWebhooks()).length).toBeLessThanOrEqual(50);
      }
    }
    await Promise.all([replaceSome(), replaceSome(), replaceSome()]);
    expect(deleted).toBeGreaterThan(0);
    await createMany(account, 50);
    expect([(await account.listWebhooks()).length, await countedWebhooks(account)]).toEqual([50, 50]);
  });

  it('is the account’s own: a lower one keeps what there is and stops new ones, a higher one gives room', async () => {
    const [account, other] = [await service.createAccount(), await service.createAccount()];
    await createMany(account, 3);
    await updateAccount(service.database.prisma, account.id, { webhookLimit: 2 });
    expect(tally(await createMany(account, 2))).toEqual({ 1106: 2 });
    expect(await account.listWebhooks()).toHaveLength(3);
    expect(tally(await createMany(other, 4))).toEqual({ 200: 4 });

    await updateAccount(service.database.prisma, account.id, { webhookLimit: 5 });
    expect(tally(await createMany(account, 4))).toEqual({ 200: 2, 1106: 2 });
    expect(await updateAccount(service.database.prisma, randomUUID(), { webhookLimit: 5 })).toBeNull();
  });

  it('is not used up by creates that are refused for something else', async () => {
    const account = await service.createAccount();
    await account.call('createWebhook', { body: { ...seedRequest, webhook_url: 'http://10.0.0.1/' } });
    expect(await countedWebhooks(account)).toBe(0);
  });
});

it('an account that was deleted a moment ago is told that its key is invalid, as it will be from then on', async () => {
  const account = await service.createAccount();
  await account.listWebhooks(); // the service knows the key, for two seconds
  await service.database.prisma.account.delete({ where: { id: account.id } });
  const { status, body } = await account.call('createWebhook', { body: seedRequest });
  expect([status, body.data.code]).toEqual([401, 2001]);
});

it('updates at once leave the webhook in the state of one of them', async () => {
  const account = await service.createAccount();
  const webhook = await account.createWebhook();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      account.call('updateWebhook', { id: webhook.id, body: { enabled: i % 2 === 0 } }),
    ),
  );
  expect(tally(answers)).toEqual({ 200: 20 });
  const [listed] = await account.listWebhooks();
  expect({ ...listed, enabled: true }).toEqual(webhook);
});
