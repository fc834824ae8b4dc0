/** A database that neither answers nor refuses: what is asked of it ends by a deadline, and nothing of it stays. */
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createAccount } from '../../src/accounts/accounts.js';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { createKeyring } from '../../src/accounts/keyring.js';
import { openDatabase, type Database } from '../../src/database/client.js';
import { isDatabaseUnavailable } from '../../src/database/unavailable.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startDatabaseProxy, type DatabaseProxy } from '../support/databaseProxy.js';
import { eventually } from '../support/eventually.js';

const POOL_SIZE = 2;
/** What a caller may have to wait: for a connection, and for its answer. */
const DEADLINE_MILLIS = 8_500;

let testDatabase: TestDatabase;
let proxy: DatabaseProxy;
let database: Database;
/** What was told of the database as a whole. */
let told: string[];
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
beforeEach(async () => {
  proxy = await startDatabaseProxy(testDatabase.url);
  told = [];
  database = openDatabase(proxy.url, {
    poolSize: POOL_SIZE,
    onError: () => undefined,
    onAway: () => told.push('away'),
    onBack: () => told.push('back'),
  });
});
afterEach(async () => {
  await database.close();
  await proxy.down();
});
afterAll(() => testDatabase.drop());

/** How it ended, and after how long. */
async function outcomeOf(work: Promise<unknown>): Promise<{ error: unknown; millis: number }> {
  const begun = performance.now();
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, millis: performance.now() - begun };
}

const statement = () => database.sql.query('SELECT 1');

async function openAll(): Promise<void> {
  await Promise.all(Array.from({ length: POOL_SIZE }, () => database.sql.query('SELECT pg_sleep(0.05)')));
  expect(database.connections()).toMatchObject({ open: POOL_SIZE, idle: POOL_SIZE });
}

it('whatever is asked of a silent database fails in time as one that is not available, by whichever door', async () => {
  await openAll();
  proxy.freeze();
  const asked = [
    ...Array.from({ length: 10 }, statement),
    ...Array.from({ length: 10 }, () => database.prisma.account.findFirst({ select: { id: true } })),
    database.patientSql.query('SELECT 1'),
  ];
  for (const { error, millis } of await Promise.all(asked.map(outcomeOf))) {
    expect([error, isDatabaseUnavailable(error)]).toEqual([expect.anything(), true]);
    expect(millis).toBeLessThan(DEADLINE_MILLIS);
  }
  const { error, millis } = await outcomeOf(statement()); // on a new connection
  expect(isDatabaseUnavailable(error)).toBe(true);
  expect(millis).toBeLessThan(2_500);
  expect(told).toEqual(['away']);
});

it('of connections that have died silently, one costs its caller the deadline, and none costs the next one any', async () => {
  await openAll();
  const patient = outcomeOf(database.patientSql.query('SELECT pg_sleep(60)'));
  await eventually(() => {
    expect(database.connections().idle).toBe(POOL_SIZE - 1);
  });
  proxy.freeze();
  expect(isDatabaseUnavailable((await outcomeOf(statement())).error)).toBe(true);
  expect(isDatabaseUnavailable((await patient).error)).toBe(true); // which would have waited for minutes
  proxy.failOver();
  for (const { error, millis } of await Promise.all(Array.from({ length: 10 }, () => outcomeOf(statement())))) {
    expect(error).toBeNull();
    expect(millis).toBeLessThan(1_500);
  }
  expect(database.connections().open).toBeLessThanOrEqual(POOL_SIZE);
});

it('an outage is told once, and its end once', async () => {
  await openAll();
  await proxy.down();
  await Promise.all(Array.from({ length: 5 }, () => outcomeOf(statement())));
  await proxy.up();
  await eventually(async () => {
    await statement();
    expect(told).toEqual(['away', 'back']);
  });
  await statement();
  expect(told).toEqual(['away', 'back']);
});

it('is let go of in time, with what still waits for it', async () => {
  await openAll();
  proxy.freeze();
  const waiting = Array.from({ length: 5 }, statement).map(outcomeOf);
  const { millis } = await outcomeOf(database.close());
  expect(millis).toBeLessThan(3_000);
  for (const { error } of await Promise.all(waiting)) expect(isDatabaseUnavailable(error)).toBe(true);
});

it('is let go of at once where it is cut', async () => {
  await openAll();
  proxy.freeze();
  const waiting = Array.from({ length: POOL_SIZE }, statement).map(outcomeOf);
  await eventually(() => {
    expect(database.connections().idle).toBe(0);
  });
  database.cut();
  for (const { error, millis } of await Promise.all(waiting)) {
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(millis).toBeLessThan(1_000);
  }
});

describe('a statement that takes too long on a database that is there', () => {
  it('is ended by Postgres before its caller turns away, except a patient one', async () => {
    const setting = `SELECT current_setting('statement_timeout') AS millis`;
    const [usual, patient, after] = [
      await database.sql.query(setting),
      await database.patientSql.query(setting),
      await database.sql.query(setting),
    ];
    expect([usual.rows, patient.rows, after.rows]).toEqual([
      [{ millis: '4500ms' }],
      [{ millis: '599500ms' }],
      [{ millis: '4500ms' }],
    ]);
    expect(database.connections().open).toBe(1);
  });

  it('says so as if the database were not available, and is no outage', async () => {
    const { error } = await outcomeOf(database.sql.query('SELECT pg_sleep(60)'));
    expect(error).toMatchObject({ code: '57014' });
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(told).toEqual([]);
  });
});

describe('the look-up of an API key', () => {
  it('that hangs ends for all who share it, and the next one is made anew', async () => {
    const { id } = await createAccount(database.prisma, 'test', { webhookLimit: 1 });
    const { apiKey } = await createApiKey(database.prisma, { kind: 'account', accountId: id }, 'test');
    const keyring = createKeyring(database.prisma, { onError: () => undefined });
    const other = new pg.Client({ connectionString: testDatabase.url });
    await other.connect();
    await other.query('BEGIN');
    await other.query('LOCK TABLE api_keys');
    const looking = [1, 2, 3].map(() => outcomeOf(keyring.authenticate(apiKey)));
    for (const { error, millis } of await Promise.all(looking)) {
      expect(error).toMatchObject({ name: 'DatabaseTimeout' });
      expect(millis).toBeLessThan(4_500);
    }
    await other.end();
    const { error, millis } = await outcomeOf(keyring.authenticate(apiKey));
    expect(error).toBeNull();
    expect(millis).toBeLessThan(1_000);
    await keyring.close();
  });
});
