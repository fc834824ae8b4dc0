import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createAccount } from '../../src/accounts/accounts.js';
import { openDatabase, type Database } from '../../src/database/client.js';
import { insertWebhook } from '../../src/webhooks/store.js';
import { findSecrets, rotateSecret } from '../../src/webhooks/webhookSecrets.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.url, { poolSize: 10, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const newSecret = () => new Uint8Array(randomBytes(8));
const hex = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('hex');

it('rotations at once follow one upon the other: each keeps the secret of the one before it, and none is lost', async () => {
  const { prisma } = database;
  const { id: accountId } = await createAccount(prisma, 'test', { webhookLimit: 1 });
  const webhook = { id: randomUUID(), url: 'https://example.com/', events: [], dcIds: [], sealedSecret: newSecret() };
  const { id } = await insertWebhook(prisma, accountId, webhook);

  const rotated = await Promise.all(
    Array.from({ length: 10 }, () =>
      rotateSecret(prisma, accountId, id, { sealedSecret: newSecret(), graceSeconds: 60 }),
    ),
  );
  const last = await findSecrets(prisma, accountId, id);
  const given = [webhook, ...rotated].map((secrets) => hex(secrets?.sealedSecret));
  expect(rotated.map((secrets) => hex(secrets?.previousSealedSecret)).sort()).toEqual(
    given.filter((secret) => secret !== hex(last?.sealedSecret)).sort(),
  );
});
