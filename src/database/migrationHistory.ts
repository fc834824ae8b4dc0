/**
 * Prisma's table `_prisma_migrations`, which says what was applied to a database, written and read as Prisma does it: so that
 * its command line and ours accept what the other has done.
 */
import { randomUUID } from 'node:crypto';
import pg, { type ClientBase } from 'pg';
import { ANSWER_MILLIS } from './deadlines.js';
import { checksumOf, hasChecksum, type Migration } from './migrationFiles.js';
import { errorCode } from './postgresErrors.js';

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

/** A migration that was begun on a database, and not marked as rolled back since. */
interface BegunMigration {
  name: string;
  checksum: string;
  finished: boolean;
}

/** By the letter what Prisma's schema engine makes. */
const CREATE_TABLE = `
  CREATE TABLE _prisma_migrations (
    id                  varchar(36) PRIMARY KEY,
    checksum            varchar(64) NOT NULL,
    finished_at         timestamptz,
    migration_name      varchar(255) NOT NULL,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`;

/** Whether the schema is there, and whether this role may make tables in it and use them. */
const FIND_SCHEMA = `
  SELECT has_schema_privilege(oid, 'USAGE') AND has_schema_privilege(oid, 'CREATE') AS usable
  FROM pg_namespace WHERE nspname = $1`;

/** Tables and views of the schema that ours go to; those of extensions belong to nobody's application. */
const FIND_TABLES = `
  SELECT c.relname AS name
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY c.relname
  LIMIT 3`;

/** What was begun on the database, oldest first; null if the schema never had a migration. One query, which changes nothing. */
export async function readHistory(client: ClientBase): Promise<BegunMigration[] | null> {
  try {
    const deadline = { query_timeout: ANSWER_MILLIS }; // which the types of `pg` do not know
    const { rows } = await client.query<BegunMigration>({ text: READ_HISTORY, ...deadline });
    return rows;
  } catch (error) {
    if (errorCode(error) === UNDEFINED_TABLE) return null;
    throw error;
  }
}

const READ_HISTORY = `
  SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
  FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`;

const UNDEFINED_TABLE = '42P01';

/** Compares the migration folders with what was begun on a database. */
export function compareWithHistory(migrations: Migration[], history: BegunMigration[]): MigrationStatus {
  const scripts = new Map(migrations.map(({ name, script }) => [name, script]));
  const begun = new Set(history.map(({ name }) => name));
  const namesWhere = (holds: (migration: BegunMigration, script: string | undefined) => boolean) =>
    history.filter((migration) => holds(migration, scripts.get(migration.name))).map(({ name }) => name);
  return {
    pending: migrations.map(({ name }) => name).filter((name) => !begun.has(name)),
    edited: namesWhere(({ checksum }, script) => script !== undefined && !hasChecksum(script, checksum)),
    failed: namesWhere(({ finished }) => !finished),
    unknown: namesWhere((_, script) => script === undefined),
  };
}

/**
 * Readies a schema that never had a migration, and makes it if it is not there.
 * @throws Error if it holds something else, or the role may not do so
 */
export async function beginHistory(client: ClientBase, schema: string): Promise<void> {
  await makeUsable(client, schema);
  const { rows } = await client.query<{ name: string }>(FIND_TABLES);
  if (rows.length > 0) {
    throw new Error(
      `The schema ${schema} is not empty: it has tables of something else, such as ${rows.map(({ name }) => name).join(', ')}. ` +
        'Give Waypost a schema of its own (DATABASE_SCHEMA).',
    );
  }
  await client.query(CREATE_TABLE);
}

/** `IF NOT EXISTS` would ask for the right to create schemas even where there is nothing to create. */
async function makeUsable(client: ClientBase, schema: string): Promise<void> {
  const name = pg.escapeIdentifier(schema);
  const grant = `GRANT USAGE, CREATE ON SCHEMA ${name} TO <role>;`;
  const { rows } = await client.query<{ usable: boolean }>(FIND_SCHEMA, [schema]);
  if (rows[0]?.usable === false) {
    throw new Error(`The role may not use the schema ${schema}. Have its owner run: ${grant}`);
  }
  if (rows[0]) return;
  await client.query(`CREATE SCHEMA ${name}`).catch((error: unknown) => {
    if (errorCode(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new Error(
      `There is no schema ${schema}, and the role may not make it. Have the owner of the database run: CREATE SCHEMA ${name}; ${grant}`,
      { cause: error },
    );
  });
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** Notes, in the transaction that applies the migration, that it has begun. @returns the note's id */
export async function noteBegun(client: ClientBase, { name, script }: Migration): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, clock_timestamp())`,
    [id, checksumOf(script), name],
  );
  return id;
}

/** Notes that the migration has come to its end. @throws Error if the note of its beginning is gone */
export async function noteFinished(client: ClientBase, id: string): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = applied_steps_count + 1
     WHERE id = $1`,
    [id],
  );
  if (rowCount !== 1) throw new Error('its script rolls back the transaction that it runs in');
}
