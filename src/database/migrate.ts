/**
 * Migrations: ordinary Prisma migration folders (`prisma/migrations/<time>_<name>/migration.sql`), applied as plain SQL and noted
 * in Prisma's table `_prisma_migrations`, so that Prisma's own command line works on the same database (`?schema=…` in its URL).
 * Script and table belong to the schema that the connection string names: an application's own in another one are not looked at.
 */
import pg from 'pg';
import { packageFile } from '../packageFile.js';
import { closeConnection } from './closing.js';
import { KEEP_ALIVE_MILLIS } from './deadlines.js';
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
import { schemaOf } from './schema.js';

export type { MigrationStatus };

/**
 * An advisory lock for each schema, since they belong to the whole database. It is not the one of Prisma's schema engine, which gives up
 * after ten seconds: an application's migrations, which take that one, neither wait for ours nor fail for them.
 */
const LOCK = `SELECT pg_advisory_lock(hashtextextended('waypost migrations of ' || $1, 0))`;

/**
 * Applies the migrations that the schema lacks, each in a transaction of its own: one that fails, or whose process is
 * killed, leaves nothing behind. Makes the schema if it is not there. Of several processes at once, one migrates and the others wait for it.
 * On a database that is up to date it costs a connection and a query.
 *
 * A database of a newer version of Waypost is left as it is, so that a roll-back of the program can start.
 * @param databaseUrl names the schema, too (`inSchema`), on which the role needs USAGE and CREATE and nothing else if it is there
 * @param prismaFolder holds `migrations/`; that of this package unless told
 * @returns the names of the migrations applied by this call
 * @throws when a migration fails, was edited after it was applied, or the database's history is another one
 */
export async function migrate(databaseUrl: string, prismaFolder = packageFile('prisma')): Promise<string[]> {
  const migrations = await readMigrations(prismaFolder);
  return withClient(databaseUrl, async (client) => {
    if (isUpToDate(await statusOf(client, migrations))) return [];

    const schema = schemaOf(databaseUrl);
    await refuseOtherPath(client, schema);
    await client.query(LOCK, [schema]);
    const history = await readHistory(client); // again: who held the lock until now may have applied them
    const { pending } = refuseTrouble(compareWithHistory(migrations, history ?? []));
    if (history === null) await beginHistory(client, schema);
    for (const migration of migrations.filter(({ name }) => pending.includes(name))) await apply(client, migration);
    return pending;
  });
}

/**
 * Compares the database with the migration folders. Changes nothing and waits for nobody; a connection and a query.
 * Where there is no schema or nothing in it, all migrations are pending.
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

/** A pooler in between may drop what a connection starts with: tables would be looked for, and made, among somebody else's. */
async function refuseOtherPath(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query<{ path: string }>(`SELECT current_setting('search_path') AS path`);
  const [{ path } = { path: '' }] = rows;
  if (path === schema) return;
  throw new Error(
    `Connections come with the search_path ${path}, not ${schema}: what is between here and Postgres ignores the startup parameter ` +
      `"options". Let it pass, or have the role begin with it: ALTER ROLE <role> SET search_path = ${schema};`,
  );
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

/**
 * Lends a connection of its own, which takes its locks with it when it ends, however that is. What changes the database may take as long as it
 * takes: only what is asked of it first has a deadline.
 */
async function withClient<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MILLIS,
    application_name: 'waypost: migration',
  });
  // Should the connection break, the query fails that runs or comes next; without a listener the process would end.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await closeConnection(client).catch(() => undefined);
  }
}
