import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccount } from '../../src/accounts/accounts.js';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { openDatabase, type Database } from '../../src/database/client.js';
import { violatedConstraint } from '../../src/database/constraints.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.url, { poolSize: 1, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** What the constraint is that a statement is refused for. */
async function constraintOf(statement: Promise<unknown>): Promise<string | null> {
  const [outcome] = await Promise.allSettled([statement]);
  if (outcome.status === 'fulfilled') throw new Error('The statement was not refused.');
  return violatedConstraint(outcome.reason);
}

function insertWebhook(accountId: string): Promise<unknown> {
  const webhook = { url: 'https://example.com/', events: [], dcIds: [], sealedSecret: new Uint8Array() };
  return database.prisma.webhook.create({ data: { ...webhook, accountId }, select: { id: true } });
}

describe('violatedConstraint', () => {
  it('names a foreign key', async () => {
    expect(await constraintOf(createApiKey(database.prisma, { kind: 'account', accountId: randomUUID() }, 'k'))).toBe(
      'api_keys_account_id_fkey',
    );
    expect(await constraintOf(insertWebhook(randomUUID()))).toBe('webhooks_account_id_fkey');
  });

  it('names a check, and what a trigger words as one', async () => {
    const { prisma } = database;
    const tooLow = createAccount(prisma, 'test', { webhookLimit: -1 });
    expect(await constraintOf(tooLow)).toBe('accounts_webhook_limit_check');
    const { id } = await createAccount(prisma, 'test', { webhookLimit: 0 });
    expect(await constraintOf(insertWebhook(id))).toBe('accounts_webhook_limit');
  });

  it('is null for any other error', async () => {
    expect(await constraintOf(database.prisma.account.findFirst({ where: { id: 'x' } }))).toBeNull();
    expect(violatedConstraint(new Error('violates check constraint "accounts_webhook_limit"'))).toBeNull();
    expect(violatedConstraint(null)).toBeNull();
  });
});
