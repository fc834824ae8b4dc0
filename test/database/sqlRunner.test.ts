import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openDatabase, type Database } from '../../src/database/client.js';
import { isConnectionLost } from '../../src/database/postgresErrors.js';
import type { SqlRunner } from '../../src/database/sqlRunner.js';
import { isDatabaseUnavailable } from '../../src/database/unavailable.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const POOL_SIZE = 8;

let testDatabase: TestDatabase;
let database: Database;
/** Who looks on, and interferes, from outside. */
let other: pg.Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.url, { poolSize: POOL_SIZE, onError: () => undefined });
  other = new pg.Client({ connectionString: testDatabase.url });
  await other.connect();
});

afterAll(async () => {
  await database.close();
  await other.end();
  await testDatabase.drop();
});

const many = Array.from({ length: 200 }, (_, n) => n);

/** What is unlike in each of many concurrent statements is its parameter. */
async function echo(runner: SqlRunner, n: number): Promise<number> {
  const { rows } = await runner.query<{ n: number }>('SELECT $1::int + 1 AS n', [n]);
  return rows[0]?.n ?? NaN;
}

it('gives every one of many concurrent statements its own answer', async () => {
  const answers = await Promise.all(many.map((n) => echo(database.sql, n)));
  expect(answers).toEqual(many.map((n) => n + 1));
});

it('passes strings, lists, bytes, booleans and null as they are', async () => {
  const values = { text: `'"\\{},ö`, list: ['a,b', '"', '\\', 'NULL', ''], bytes: Buffer.from([0, 255]), no: null };
  const { rows } = await database.sql.query(
    'SELECT $1::text AS text, $2::text[] AS list, $3::bytea AS bytes, $4::bool AS yes, $5::text AS no',
    [values.text, values.list, values.bytes, true, values.no],
  );
  expect(rows).toEqual([{ ...values, yes: true }]);
});

it('lets a statement that fails fail alone', async () => {
  const outcomes = await Promise.allSettled(
    many.map((n) => database.sql.query('SELECT 100 / ($1::int % 10) AS n', [n])),
  );
  const failed = outcomes.flatMap(({ status }, n) => (status === 'rejected' ? n : []));
  expect(failed).toEqual(many.filter((n) => n % 10 === 0));
});

it('says of what was under way on a killed connection that the database was gone, and goes on with another', async () => {
  const statements = many.slice(0, 20).map(() => database.sql.query('SELECT 1 AS n FROM pg_sleep(0.1)'));
  const underWay = Promise.allSettled(statements);
  await Promise.race(statements); // the others have reached the server
  await other.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  const errors = (await underWay).flatMap((outcome): unknown => (outcome.status === 'rejected' ? outcome.reason : []));
  expect(errors).not.toEqual([]);
  expect(errors.filter((error) => !isDatabaseUnavailable(error))).toEqual([]);
  // A connection that was idle, too, is given to one more caller if the end of its socket was not seen yet.
  await eventually(async () => {
    expect(await Promise.all(many.map((n) => echo(database.sql, n)))).toEqual(many.map((n) => n + 1));
  });
});

it('a statement that changes rows says how many', async () => {
  await database.sql.query('CREATE TABLE numbers (n int)');
  const { rowCount } = await database.sql.query('INSERT INTO numbers SELECT * FROM unnest($1::int[])', [[1, 2, 3]]);
  expect(rowCount).toBe(3);
});

it('plans each text once per connection, under a name', async () => {
  const text = 'SELECT $1::int AS planned_once';
  for (const n of many.slice(0, 20)) await database.sql.query(text, [n]);
  const { rows } = await database.sql.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM pg_prepared_statements WHERE statement = $1',
    [text],
  );
  expect(rows).toEqual([{ n: 1 }]);
});

it('shares its connections with Prisma, and both together open no more than the pool may have', async () => {
  await Promise.all([
    ...many.map(() => database.sql.query('SELECT 1 AS n FROM pg_sleep(0.001)')),
    ...many.map(() => database.prisma.$queryRaw`SELECT 1 AS n FROM pg_sleep(0.001)`),
  ]);
  const { rows } = await other.query<{ connections: string }>(
    'SELECT count(*) AS connections FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  expect(Number(rows[0]?.connections)).toBe(POOL_SIZE);
  expect(database.connections()).toMatchObject({ open: POOL_SIZE, awaited: 0 });
});

describe('a transaction', () => {
  const inserted = async () =>
    (await database.sql.query<{ n: number }>('SELECT n FROM written ORDER BY n')).rows.map(({ n }) => n);
  const insert = (sql: SqlRunner, n: number) => sql.query('INSERT INTO written VALUES ($1)', [n]);
  beforeAll(() => database.sql.query('CREATE TABLE written (n int)'));
  afterEach(() => database.sql.query('TRUNCATE written'));

  it('is seen by nobody before it is committed, and gives what was made in it', async () => {
    const result = await database.transact(async (sql) => {
      await insert(sql, 1);
      await insert(sql, 2);
      expect(await inserted()).toEqual([]);
      return 'made';
    });
    expect([result, await inserted()]).toEqual(['made', [1, 2]]);
  });

  it.each([
    ['by us', () => Promise.reject(new Error('changed our mind')), 'changed our mind'],
    ['by Postgres', (sql: SqlRunner) => sql.query('SELECT 1 / 0'), 'division by zero'],
  ])('that fails has never been, and its connection is as good as before: %s', async (_, fail, message) => {
    const transaction = database.transact(async (sql) => {
      await insert(sql, 1);
      await fail(sql);
    });
    await expect(transaction).rejects.toThrow(message);
    expect(await inserted()).toEqual([]);
    await database.transact((sql) => insert(sql, 2));
    expect(await inserted()).toEqual([2]);
  });

  it('whose connection is killed between two statements has never been, and says that the database was gone', async () => {
    const error: unknown = await database
      .transact(async (sql) => {
        await insert(sql, 1);
        const { rows } = await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
        await eventually(async () => {
          const { rowCount } = await other.query('SELECT FROM pg_stat_activity WHERE pid = $1', [rows[0]?.pid]);
          expect(rowCount).toBe(0);
        });
        await insert(sql, 2);
      })
      .catch((thrown: unknown) => thrown);
    expect(isDatabaseUnavailable(error) || isConnectionLost(error)).toBe(true);
    expect(await inserted()).toEqual([]);
  });

  it('whose process hangs does not hold its locks for long', async () => {
    const limit = await database.transact(async (sql) => {
      const { rows } = await sql.query<{ limit: string }>(
        "SELECT current_setting('idle_in_transaction_session_timeout') AS limit",
      );
      return rows[0]?.limit;
    });
    expect(limit).toBe('10s');
  });
});
