import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { openDatabase, type Database } from '../../src/database/client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

let testDatabase: TestDatabase;
let database: Database;
let heard: Error[];
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
beforeEach(() => {
  heard = [];
  database = openDatabase(testDatabase.url, { poolSize: 2, onError: (error) => heard.push(error) });
});
afterAll(() => testDatabase.drop());

it('no connection plans a table to be read from end to end that has an index', async () => {
  await database.sql.query('CREATE TABLE small (n int PRIMARY KEY)');
  await database.sql.query('INSERT INTO small VALUES (1)');
  await database.sql.query('ANALYZE small');
  const { rows } = await database.sql.query<{ 'QUERY PLAN': string }>('EXPLAIN SELECT n FROM small WHERE n = 1');
  expect(rows[0]?.['QUERY PLAN']).toMatch(/^Index Only Scan using small_pkey/);
  await database.close();
});

it('a connection keeps no prepared statement of a list, which has another length each time', async () => {
  const migrated = await createTestDatabase();
  const one = openDatabase(migrated.url, { poolSize: 1, onError: () => undefined });
  for (let length = 1; length <= 5; length += 1) {
    await one.prisma.account.findMany({ where: { id: { in: Array.from({ length }, () => randomUUID()) } } });
    await one.prisma.account.findFirst({ where: { id: randomUUID() } });
  }
  const { rows } = await one.sql.query<{ statement: string }>(
    `SELECT statement FROM pg_prepared_statements WHERE statement NOT LIKE '%pg_prepared_statements%'`,
  );
  expect(rows).toEqual([{ statement: expect.stringContaining('"id" = $1') }]);
  await one.close();
  await migrated.drop();
});

it('an idle connection that breaks is reported, with nothing of the connection in the error', async () => {
  await database.sql.query('SELECT 1');
  const other = openDatabase(testDatabase.url, { poolSize: 1, onError: () => undefined });
  await other.sql.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await eventually(() => {
    expect(heard).toMatchObject([{ code: '57P01' }]);
  });
  expect(heard[0]).not.toHaveProperty('client');
  await Promise.all([database.close(), other.close()]);
});

it('a connection that breaks while it is being closed is nobody’s concern', async () => {
  const other = new pg.Client({ connectionString: testDatabase.url });
  await other.connect();
  await Promise.all([database.sql.query('SELECT pg_sleep(0.1)'), database.sql.query('SELECT pg_sleep(0.1)')]);
  await Promise.all([
    database.close(),
    other.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    ),
  ]);
  await other.end();
  expect(heard).toEqual([]);
});
