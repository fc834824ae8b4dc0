import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createAccount, updateAccount } from '../../src/accounts/accounts.js';
import { openDatabase } from '../../src/database/client.js';
import { isDatabaseUnavailable } from '../../src/database/unavailable.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startDatabaseProxy } from '../support/databaseProxy.js';
import { eventually } from '../support/eventually.js';

let testDatabase: TestDatabase;
/** Who looks on, and interferes, from outside. */
let other: pg.Pool;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  other = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
});
afterAll(async () => {
  await other.end();
  await testDatabase.drop();
});

describe('a statement of the typed client', () => {
  it('that is under way when its connection is killed says that the database is gone, and the next one succeeds', async () => {
    const database = openDatabase(testDatabase.url, { poolSize: 2, onError: () => undefined });
    const { id } = await createAccount(database.prisma, 'test', { webhookLimit: 1 });
    const holder = await other.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM accounts FOR UPDATE');
    const waiting = Promise.allSettled([updateAccount(database.prisma, id, { webhookLimit: 2 })]);
    await eventually(async () => {
      const { rowCount } = await other.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rowCount).toBe(1);
    });
    await holder.query('ROLLBACK');
    holder.release();
    const [outcome] = await waiting;
    expect(outcome.status === 'rejected' && isDatabaseUnavailable(outcome.reason)).toBe(true);
    expect(await updateAccount(database.prisma, id, { webhookLimit: 2 })).toMatchObject({ webhookLimit: 2 });
    await database.close();
  });

  it('says the same when the connection is cut, and when none can be opened', async () => {
    const proxy = await startDatabaseProxy(testDatabase.url);
    const database = openDatabase(proxy.url, { poolSize: 1, onError: () => undefined });
    const account = () => database.prisma.account.findFirst({ select: { id: true } });
    await account();
    await proxy.down();
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const [outcome] = await Promise.allSettled([account()]);
      expect(outcome.status === 'rejected' && isDatabaseUnavailable(outcome.reason)).toBe(true);
    }
    await database.close();
  });
});
