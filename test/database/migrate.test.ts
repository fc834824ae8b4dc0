import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate, migrationStatus } from '../../src/database/migrate.js';
import { packageFile } from '../../src/packageFile.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

let database: TestDatabase;
/** A copy of prisma/ that a test may change. */
let folder: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'waypost-prisma-'));
  await cp(packageFile('prisma'), folder, { recursive: true });
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function query(text: string, url = database.url): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text).finally(() => client.end());
  return rows;
}

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, 'migrations', name));
  await writeFile(join(folder, 'migrations', name, 'migration.sql'), sql);
}

describe('migrate', () => {
  it('applies every migration once when four processes start together', async () => {
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url)));

    expect(results.filter((applied) => applied.length > 0)).toHaveLength(1);
    expect(results.flat()).toContainEqual(expect.stringMatching(/^\d{14}_init$/));
    expect(await query('SELECT count(*)::int AS n FROM _prisma_migrations')).toEqual([{ n: results.flat().length }]);
    expect(await query('SELECT FROM accounts')).toEqual([]);
  });

  it('does nothing on a database that is up to date', async () => {
    await migrate(database.url);
    expect(await migrate(database.url)).toEqual([]);
    expect(await migrationStatus(database.url)).toEqual({ pending: [], edited: [], failed: [], unknown: [] });
  });

  it('waits for nobody on a database that is up to date, and for whoever migrates on another', async () => {
    await addMigration('29990101000000_more', 'CREATE TABLE more (id int);');
    await migrate(database.url);
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    await other.query(`SELECT pg_advisory_lock(hashtextextended('waypost migrations of waypost', 0))`);
    expect(await migrate(database.url)).toEqual([]);

    const migrated = migrate(database.url, folder);
    const waiting = `
      SELECT FROM pg_locks JOIN pg_database d ON d.oid = database AND d.datname = current_database()
      WHERE locktype = 'advisory' AND NOT granted`;
    await eventually(async () => {
      expect(await query(waiting)).toHaveLength(1);
    });
    expect((await migrationStatus(database.url, folder)).pending).toEqual(['29990101000000_more']);
    await other.end();
    expect(await migrated).toEqual(['29990101000000_more']);
  });

  it('says which migrations are pending, without applying them or anything else', async () => {
    const { pending } = await migrationStatus(database.url);
    expect(await query(`SELECT FROM pg_namespace WHERE nspname = 'waypost'`)).toEqual([]);
    expect(pending).toEqual(await migrate(database.url));
  });

  it('refuses a migration that was edited after it was applied', async () => {
    const [first = ''] = await migrate(database.url, folder);
    await appendFile(join(folder, 'migrations', first, 'migration.sql'), '\n-- an afterthought\n');

    await expect(migrate(database.url, folder)).rejects.toThrow(`changed after they had been applied: ${first}`);
    expect((await migrationStatus(database.url, folder)).edited).toEqual([first]);
  });

  it('takes a migration for the same when its lines end as on another system', async () => {
    await addMigration('29990101000000_lines', 'SELECT 1;\nSELECT 2;\n');
    await migrate(database.url, folder);
    await writeFile(join(folder, 'migrations', '29990101000000_lines', 'migration.sql'), 'SELECT 1;\r\nSELECT 2;\r\n');
    expect(await migrate(database.url, folder)).toEqual([]);
  });

  it('undoes a migration that fails, keeps those before it, and goes on once it is mended', async () => {
    await addMigration('29990101000000_good', 'CREATE TABLE good (id int);');
    await addMigration('29990101000001_bad', 'CREATE TABLE half (id int); INSERT INTO missing VALUES (1);');

    await expect(migrate(database.url, folder)).rejects.toThrow(
      'Migration 29990101000001_bad failed, and was undone: relation "missing" does not exist',
    );
    expect(await query(`SELECT to_regclass('good') IS NOT NULL AS good, to_regclass('half') AS half`)).toEqual([
      { good: true, half: null },
    ]);

    await writeFile(join(folder, 'migrations', '29990101000001_bad', 'migration.sql'), 'CREATE TABLE half (id int);');
    expect(await migrate(database.url, folder)).toEqual(['29990101000001_bad']);
  });

  it.each([
    ['the connection breaks', 'SELECT pg_terminate_backend(pg_backend_pid());', /terminat/],
    ['the script ends its transaction', 'ROLLBACK;', /rolls back the transaction/],
  ])('leaves nothing of a migration during which %s', async (_, end, words) => {
    const before = await migrate(database.url);
    await addMigration('29990101000000_cut', `CREATE TABLE half (id int); ${end}`);

    await expect(migrate(database.url, folder)).rejects.toThrow(words);
    expect(await query(`SELECT to_regclass('half') AS half`)).toEqual([{ half: null }]);
    expect(await query('SELECT count(*)::int AS n FROM _prisma_migrations')).toEqual([{ n: before.length }]);
    expect((await migrationStatus(database.url, folder)).pending).toEqual(['29990101000000_cut']);
  });

  it('runs SQL with semicolons inside strings, comments and function bodies', async () => {
    await addMigration(
      '29990101000000_function',
      `-- first; second
       CREATE FUNCTION answer() RETURNS text AS $$ BEGIN RETURN 'a;b'; END $$ LANGUAGE plpgsql;`,
    );
    await migrate(database.url, folder);
    expect(await query('SELECT answer()')).toEqual([{ answer: 'a;b' }]);
  });

  it('leaves the database of a newer version as it is', async () => {
    await addMigration('29990101000000_newer', 'CREATE TABLE newer (id int);');
    await migrate(database.url, folder);
    expect(await migrate(database.url)).toEqual([]);
    expect((await migrationStatus(database.url)).unknown).toEqual(['29990101000000_newer']);
  });

  it('refuses the database of another line of development', async () => {
    await addMigration('29990101000000_theirs', 'CREATE TABLE theirs (id int);');
    await migrate(database.url, folder);
    await rm(join(folder, 'migrations', '29990101000000_theirs'), { recursive: true });
    await addMigration('29990101000001_ours', 'CREATE TABLE ours (id int);');
    await expect(migrate(database.url, folder)).rejects.toThrow('another line of development');
  });

  it('refuses a schema that holds tables of something else', async () => {
    await query('CREATE SCHEMA waypost CREATE TABLE strangers (id int)');
    await expect(migrate(database.url)).rejects.toThrow(
      'it has tables of something else, such as strangers. Give Waypost a schema of its own (DATABASE_SCHEMA).',
    );
  });

  it('refuses connections that come with another search_path, as through a pooler that drops it', async () => {
    const dropped = new URL(database.url);
    dropped.searchParams.set('options', `-c search_path=waypost --search_path=public`);
    await expect(migrate(dropped.href)).rejects.toThrow('Connections come with the search_path public, not waypost');
    expect(await query(`SELECT FROM pg_namespace WHERE nspname = 'waypost'`)).toEqual([]);
  });

  it('names a migration that another tool began and did not finish, and applies it again once that is resolved', async () => {
    await migrate(database.url);
    await addMigration('29990101000000_theirs', 'CREATE TABLE theirs (id int);');
    await query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'of another text', '29990101000000_theirs')`,
    );
    await expect(migrate(database.url, folder)).rejects.toThrow('not finished: 29990101000000_theirs.');

    await query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = '1'`); // prisma migrate resolve --rolled-back
    expect(await migrate(database.url, folder)).toEqual(['29990101000000_theirs']);
  });
});

describe('createTestDatabase', () => {
  it('gives each caller a migrated database of its own', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    try {
      await query(`INSERT INTO accounts (id, name) VALUES (gen_random_uuid(), 'first')`, one.url);
      expect(await query('SELECT name FROM accounts', one.url)).toEqual([{ name: 'first' }]);
      expect(await query('SELECT name FROM accounts', other.url)).toEqual([]);
    } finally {
      await Promise.all([one.drop(), other.drop()]);
    }
  });

  it('keeps the count of an account from going below zero', async () => {
    const one = await createTestDatabase();
    const insert = `INSERT INTO accounts (id, name, webhook_count) VALUES (gen_random_uuid(), 'broken', -1)`;
    await expect(query(insert, one.url).finally(one.drop)).rejects.toThrow('accounts_webhook_count_check');
  });
});
