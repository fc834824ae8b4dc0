import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '../../src/database/client.js';
import type { SqlRunner } from '../../src/database/sqlRunner.js';
import { isDatabaseUnavailable } from '../../src/database/unavailable.js';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const POOL_SIZE = 8;

let testDatabase: TestDatabase;
let database: Database;
/** Who looks on, and interferes, from outside. */
let other: Database;

beforeAll(async () => {
  testDatabase = await createEmptyDatabase();
  database = openDatabase(testDatabase.url, { poolSize: POOL_SIZE, onError: () => undefined });
  other = openDatabase(testDatabase.url, { poolSize: 1, onError: () => undefined });
});

afterAll(async () => {
  await database.close();
  await other.close();
  await testDatabase.drop();
});

const many = Array.from({ length: 200 }, (_, n) => n);

/** What is unlike in each of many concurrent statements is its parameter. */
async function echo(runner: SqlRunner, n: number): Promise<number> {
  const [row] = await runner.$queryRaw<{ n: number }[]>`SELECT ${n}::int + 1 AS n`;
  return row?.n ?? NaN;
}

describe.each(['direct'] as const)('%s', (name) => {
  it('gives every one of many concurrent statements its own answer', async () => {
    const answers = await Promise.all(many.map((n) => echo(database[name], n)));
    expect(answers).toEqual(many.map((n) => n + 1));
  });

  it('passes strings, lists, bytes, booleans and null as they are', async () => {
    const values = { text: `'"\\{},ö`, list: ['a,b', '"', '\\', 'NULL', ''], bytes: Buffer.from([0, 255]), no: null };
    const rows = await database[name].$queryRaw`
      SELECT ${values.text}::text AS text, ${values.list}::text[] AS list, ${values.bytes}::bytea AS bytes, ${true}::bool AS yes,
        ${values.no}::text AS no`;
    expect(rows).toEqual([{ ...values, yes: true }]);
  });

  it('lets a statement that fails fail alone', async () => {
    const outcomes = await Promise.allSettled(
      many.map((n) => database[name].$queryRaw<{ n: number }[]>`SELECT 100 / (${n}::int % 10) AS n`),
    );
    const failed = outcomes.flatMap(({ status }, n) => (status === 'rejected' ? n : []));
    expect(failed).toEqual(many.filter((n) => n % 10 === 0));
  });

  it('says of what was under way on a killed connection that the database was gone, and goes on with another', async () => {
    const statements = many.slice(0, 20).map(() => database[name].$queryRaw`SELECT 1 AS n FROM pg_sleep(0.1)`);
    const underWay = Promise.allSettled(statements);
    await Promise.race(statements); // the others have reached the server
    await other.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    const errors = (await underWay).flatMap((outcome): unknown =>
      outcome.status === 'rejected' ? outcome.reason : [],
    );
    expect(errors).not.toEqual([]);
    expect(errors.filter((error) => !isDatabaseUnavailable(error))).toEqual([]);
    // A connection that was idle, too, is given to one more caller if the end of its socket was not seen yet.
    await eventually(async () => {
      expect(await Promise.all(many.map((n) => echo(database[name], n)))).toEqual(many.map((n) => n + 1));
    });
  });
});

it('a statement that changes rows says how many', async () => {
  await database.pool.query('CREATE TABLE numbers (n int)');
  expect(await database.direct.$executeRaw`INSERT INTO numbers SELECT * FROM unnest(${[1, 2, 3]}::int[])`).toBe(3);
});

it('all together never open more connections than the pool may have', async () => {
  const runners = [database.direct, database.prisma];
  await Promise.all(runners.flatMap((runner) => many.map(() => runner.$queryRaw`SELECT 1 AS n FROM pg_sleep(0.001)`)));
  const { rows } = await other.pool.query<{ connections: string }>(
    'SELECT count(*) AS connections FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  expect(Number(rows[0]?.connections)).toBe(POOL_SIZE);
});
