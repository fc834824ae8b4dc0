/**
 * Migrations: ordinary Prisma migration folders (`prisma/migrations/<time>_<name>/migration.sql`), applied as plain SQL and noted
 * in Prisma's table `_prisma_migrations`, so that Prisma's own command line works on the same database.
 */
import pg from 'pg';
import { packageFile } from '../packageFile.js';
import { readMigrations, type Migration } from './migrationFiles.js';
import {
  beginHistory,
  compareWithHistory,
  noteBegun,
  noteFinished,
  readHistory,
  type MigrationStatus,
} from './migrationHistory.js';
import { errorMessage } from './postgresErrors.js';

export type { MigrationStatus };

/** Key of the advisory lock that Prisma's schema engine takes, too: whichever tool migrates, it is the only one. */
const MIGRATION_LOCK = 72_707_369;

/**
 * Applies the migrations that the database lacks, each in a transaction of its own: one that fails, or whose process is
 * killed, leaves nothing behind. Of several processes at once, one migrates and the others wait for it.
 * On a database that is up to date it costs a connection and a query.
 *
 * A database of a newer version of Waypost is left as it is, so that a roll-back of the program can start.
 * @param prismaFolder holds `migrations/`; that of this package unless told
 * @returns the names of the migrations applied by this call
 * @throws when a migration fails, was edited after it was applied, or the database's history is another one
 */
export async function migrate(databaseUrl: string, prismaFolder = packageFile('prisma')): Promise<string[]> {
  const migrations = await readMigrations(prismaFolder);
  return withClient(databaseUrl, async (client) => {
    if (isUpToDate(await statusOf(client, migrations))) return [];

    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const history = await readHistory(client); // again: who held the lock until now may have applied them
    const { pending } = refuseTrouble(compareWithHistory(migrations, history ?? []));
    if (history === null) await beginHistory(client);
    for (const migration of migrations.filter(({ name }) => pending.includes(name))) await apply(client, migration);
    return pending;
  });
}

/**
 * Compares the database with the migration folders. Changes nothing and waits for nobody; a connection and a query.
 * On a database without any table, all migrations are pending.
 */
export async function migrationStatus(
  databaseUrl: string,
  prismaFolder = packageFile('prisma'),
): Promise<MigrationStatus> {
  const migrations = await readMigrations(prismaFolder);
  return withClient(databaseUrl, (client) => statusOf(client, migrations));
}

async function statusOf(client: pg.Client, migrations: Migration[]): Promise<MigrationStatus> {
  return compareWithHistory(migrations, (await readHistory(client)) ?? []);
}

function isUpToDate({ pending, edited, failed }: MigrationStatus): boolean {
  return [pending, edited, failed].every((names) => names.length === 0);
}

function refuseTrouble(status: MigrationStatus): MigrationStatus {
  const { edited, failed, pending, unknown } = status;
  if (failed.length > 0) {
    throw new Error(
      `Migrations were begun by another tool and not finished: ${failed.join(', ')}. ` +
        'See what they have done, then use `prisma migrate resolve`.',
    );
  }
  if (edited.length > 0) {
    throw new Error(
      `Migrations were changed after they had been applied: ${edited.join(', ')}. ` +
        'Restore them as they were, and put the change into a new migration.',
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

/** The script and the note of it, all or nothing. A failure ends the connection, and so undoes what was done. */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    const note = await noteBegun(client, migration);
    // Without values node-postgres sends the text whole: Postgres itself finds where each statement ends.
    await client.query(migration.script);
    await noteFinished(client, note);
    await client.query('COMMIT');
  } catch (error) {
    throw new Error(`Migration ${migration.name} failed, and was undone: ${errorMessage(error)}`, { cause: error });
  }
}

/** Lends a connection of its own, which takes its locks with it when it ends, however that is. */
async function withClient<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'waypost: migration',
  });
  // Should the connection break, the query fails that runs or comes next; without a listener the process would end.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
