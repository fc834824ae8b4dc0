import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { diffMigrations, prismaDeploy, prismaStatus } from '../../../scripts/migrations/prismaMigrate.js';
import { migrate, migrationStatus } from '../../../src/database/migrate.js';
import { packageFile } from '../../../src/packageFile.js';
import { createEmptyDatabase, type TestDatabase } from '../../support/database.js';

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

async function query(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text).finally(() => client.end());
  return rows;
}

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, 'migrations', name));
  await writeFile(join(folder, 'migrations', name, 'migration.sql'), sql);
}

const IN_STEP = { editedMigrationNames: [], failedMigrationNames: [], hasMigrationsTable: true, history: null };

describe('Prisma and Waypost take turns on one database:', () => {
  /** The table as both leave it, without what differs from time to time. */
  const columns = `
    SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
    FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY column_name`;
  const notes = `
    SELECT migration_name, checksum, applied_steps_count, logs, rolled_back_at,
      started_at < finished_at AS ordered, finished_at > now() - interval '1 minute' AS just_now
    FROM _prisma_migrations ORDER BY started_at`;
  async function notesOf(apply: () => Promise<string[]>) {
    const names = await apply();
    return { names, columns: await query(columns), notes: await query(notes) };
  }

  it('what Waypost notes is what Prisma notes', async () => {
    const ours = await notesOf(() => migrate(database.url));
    await query('DROP SCHEMA waypost CASCADE; CREATE SCHEMA waypost');
    expect(ours).toEqual(await notesOf(() => prismaDeploy(database.url)));
    expect(ours.notes).toHaveLength(ours.names.length);
  });

  it('Prisma finds nothing to do and nothing to object to after Waypost, and goes on from there', async () => {
    await migrate(database.url);
    expect(await prismaStatus(database.url)).toEqual(IN_STEP);
    await addMigration('29990101000000_next', 'CREATE TABLE next (id int);');
    expect(await prismaDeploy(database.url, folder)).toEqual(['29990101000000_next']);
  });

  it('Waypost finds nothing to do and nothing to object to after Prisma, and goes on from there', async () => {
    await prismaDeploy(database.url);
    expect(await migrationStatus(database.url)).toEqual({ pending: [], edited: [], failed: [], unknown: [] });
    await addMigration('29990101000000_next', 'CREATE TABLE next (id int);');
    expect(await migrate(database.url, folder)).toEqual(['29990101000000_next']);
  });

  it.each([
    [
      'a migration that was changed',
      (name: string) => appendFile(join(folder, 'migrations', name, 'migration.sql'), ' '),
    ],
    ['a migration that is unknown', (name: string) => rm(join(folder, 'migrations', name), { recursive: true })],
    ['a migration that failed', () => query('UPDATE _prisma_migrations SET finished_at = NULL')],
    ['a migration that was rolled back', () => query('UPDATE _prisma_migrations SET rolled_back_at = now()')],
  ])('they see the same in %s', async (_, change) => {
    const names = await migrate(database.url, folder);
    await change(names[0] ?? '');
    const {
      editedMigrationNames: edited,
      failedMigrationNames: failed,
      history,
    } = await prismaStatus(database.url, folder);
    const ours = await migrationStatus(database.url, folder);
    expect(ours).toEqual({
      edited,
      failed,
      pending: history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : [],
      unknown: history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [],
    });
    expect(Object.values(ours).flat()).toContain(names[0]);
  });
});

describe('diffMigrations', () => {
  it('finds nothing that the migrations lack of schema.prisma', async () => {
    expect(await diffMigrations(database.url)).toBe('');
  });

  it('gives the SQL of a column that is in schema.prisma and in no migration', async () => {
    const path = join(folder, 'schema.prisma');
    const schema = await readFile(path, 'utf8');
    await writeFile(path, schema.replace('model Account {', 'model Account {\n  nickname String?'));
    expect(await diffMigrations(database.url, folder)).toContain(
      'ALTER TABLE "accounts" ADD COLUMN     "nickname" TEXT',
    );
  });

  it('leaves nothing behind on the server', async () => {
    const databases = `SELECT datname FROM pg_database WHERE datname LIKE 'waypost_shadow%'`;
    await addMigration('29990101000000_bad', 'SELECT nonsense;');
    await expect(diffMigrations(database.url, folder)).rejects.toThrow('29990101000000_bad');
    expect(await query(databases)).toEqual([]);
  });
});
