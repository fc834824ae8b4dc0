/**
 * Migrations: ordinary Prisma migration folders (`prisma/migrations/<time>_<name>/migration.sql`) and Prisma's table
 * `_prisma_migrations`, so that Prisma's own command line works on the same database.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { packageFile } from '../packageFile.js';
import { errorCode, errorMessage } from './postgresErrors.js';
import { withSchemaEngine, type EngineSession, type MigrationList, type SchemaFile } from './schemaEngine.js';

/** How a database stands to the migration folders. All are names of migrations, oldest first. */
export interface MigrationStatus {
  /** Not applied yet. */
  pending: string[];
  /** Changed after they were applied. */
  edited: string[];
  /** Begun by another tool and not finished. */
  failed: string[];
  /** Applied, but not among the folders: the database was migrated by another version of Waypost. */
  unknown: string[];
}

/** Key of the advisory lock that makes one process migrate and the others wait. */
const MIGRATION_LOCK = 7_792_003;
const NOTHING_EXCLUDED = { externalTables: [], externalEnums: [] };

/**
 * Applies the migrations that the database lacks, each in a transaction of its own: one that fails, or whose process is
 * killed, leaves nothing behind. Of several processes at once, one migrates and the others wait for it.
 *
 * A database of a newer version of Waypost is left as it is, so that a roll-back of the program can start.
 * @param prismaFolder holds `schema.prisma` and `migrations/`; that of this package unless told
 * @returns the names of the migrations applied by this call
 * @throws when a migration fails, was edited after it was applied, or the database's history is another one
 */
export async function migrate(databaseUrl: string, prismaFolder = packageFile('prisma')): Promise<string[]> {
  const { schema, migrations } = await readPrismaFolder(prismaFolder);
  return withMigrationLock(databaseUrl, async () => {
    const { pending } = refuseTrouble(await diagnose(databaseUrl, schema, migrations));
    if (pending.length === 0) return [];
    return withSchemaEngine(databaseUrl, schema, async (session) => {
      for (const name of pending) await applyMigration(session, migrations, name);
      return pending;
    });
  });
}

/** Compares the database with the migration folders. Changes nothing. */
export async function migrationStatus(
  databaseUrl: string,
  prismaFolder = packageFile('prisma'),
): Promise<MigrationStatus> {
  const { schema, migrations } = await readPrismaFolder(prismaFolder);
  return diagnose(databaseUrl, schema, migrations);
}

/**
 * The SQL that the migrations lack to reach `schema.prisma`; empty when they are complete. What Prisma can't express
 * (CHECK constraints, partial indexes) is not compared.
 *
 * The migrations are run in a temporary database on the server of `databaseUrl`, whose user needs the right to create one.
 */
export async function diffMigrations(databaseUrl: string, prismaFolder = packageFile('prisma')): Promise<string> {
  const { schema, migrations } = await readPrismaFolder(prismaFolder);
  const { exitCode, stdout } = await withSchemaEngine(databaseUrl, schema, ({ engine }) =>
    engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true, // 2 = there is a difference
      filters: NOTHING_EXCLUDED,
    }),
  );
  return exitCode === 2 ? (stdout ?? '') : '';
}

async function applyMigration(
  { engine, inTransaction }: EngineSession,
  all: MigrationList,
  name: string,
): Promise<void> {
  // The engine applies whatever is missing, so it is shown the folders up to this one only.
  const migrationDirectories = all.migrationDirectories.filter(({ path }) => path <= name);
  const migrationsList = { ...all, migrationDirectories };
  try {
    await inTransaction(() => engine.applyMigrations({ migrationsList, filters: NOTHING_EXCLUDED }));
  } catch (error) {
    throw new Error(`Migration ${name} failed, and was undone: ${errorMessage(error)}`, { cause: error });
  }
}

function refuseTrouble(status: MigrationStatus): MigrationStatus {
  const { edited, failed, pending, unknown } = status;
  if (edited.length > 0) {
    throw new Error(
      `Migrations were changed after they had been applied: ${edited.join(', ')}. ` +
        'Restore them as they were, and put the change into a new migration.',
    );
  }
  if (failed.length > 0) {
    throw new Error(
      `Migrations were begun by another tool and not finished: ${failed.join(', ')}. ` +
        'See what they have done, then use `prisma migrate resolve`.',
    );
  }
  if (unknown.length > 0 && pending.length > 0) {
    throw new Error(
      `The database has migrations that this version of Waypost does not know (${unknown.join(', ')}) and lacks some ` +
        `that it needs (${pending.join(', ')}): it belongs to another line of development.`,
    );
  }
  return status;
}

async function diagnose(
  databaseUrl: string,
  schema: SchemaFile,
  migrationsList: MigrationList,
): Promise<MigrationStatus> {
  const { editedMigrationNames, failedMigrationNames, history } = await withSchemaEngine(
    databaseUrl,
    schema,
    ({ engine }) =>
      engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: NOTHING_EXCLUDED }),
  );
  return {
    pending: history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : [],
    edited: editedMigrationNames,
    failed: failedMigrationNames,
    unknown: history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [],
  };
}

async function readPrismaFolder(folder: string): Promise<{ schema: SchemaFile; migrations: MigrationList }> {
  const path = join(folder, 'schema.prisma');
  const baseDir = join(folder, 'migrations');
  const entries = await readdir(baseDir, { withFileTypes: true }).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const lockfile = join(baseDir, 'migration_lock.toml');
  return {
    schema: { path, content: await readFile(path, 'utf8') },
    migrations: {
      baseDir,
      lockfile: { path: 'migration_lock.toml', content: await readFile(lockfile, 'utf8').catch(() => null) },
      shadowDbInitScript: '',
      migrationDirectories: await Promise.all(
        names.sort().map(async (name) => {
          const value = await readFile(join(baseDir, name, 'migration.sql'), 'utf8');
          return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
        }),
      ),
    },
  };
}

/** Runs `work` while this process is the only one to migrate the database. A process that dies loses the lock at once. */
async function withMigrationLock<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'waypost: migration lock',
  });
  // Should this connection break, the engine's own lock still holds; without a listener the process would end.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end().catch(() => undefined);
  }
}
