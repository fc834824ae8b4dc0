/**
 * Prisma's schema engine (what `prisma migrate` runs) as WebAssembly from the npm registry. Waypost itself migrates without it;
 * here it writes new migrations, compares them with `schema.prisma`, and checks that it and Waypost agree.
 *
 * Between the engine and Prisma's own Postgres adapter stands an adapter of ours, because the latter, made for queries,
 * falls short for migrations: see `openAdapter`.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  isDriverAdapterError,
  type ColumnType,
  type SqlDriverAdapter,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { errorMessage } from '../../src/database/postgresErrors.js';
import { schemaOf } from '../../src/database/schema.js';

export type SchemaEngine = engineModule.SchemaEngine;
export type MigrationList = engineModule.MigrationList;
export type SchemaFile = engineModule.SchemaContainer;

/** The part of the language's WebAssembly that is used here; TypeScript declares it with the browser's types only. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: Record<string, object>): Promise<{ instance: { exports: EngineExports } }>;
};
interface EngineExports {
  __wbindgen_start(): void;
}

const ENGINE = '@prisma/schema-engine-wasm/schema_engine_bg';

/** OIDs of the types in Postgres's catalog that Prisma's adapter refuses, and of those that stand beside them. */
const CATALOG_TYPES: Readonly<Record<number, ColumnType>> = {
  16: ColumnTypeEnum.Boolean,
  18: ColumnTypeEnum.Character, // "char", as in pg_constraint.contype
  19: ColumnTypeEnum.Text,
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  25: ColumnTypeEnum.Text,
  26: ColumnTypeEnum.Int64,
};

let loading: Promise<void> | undefined;
let panic: string | undefined;

/**
 * Gives `work` an engine on the database, in the schema that the connection string names, and ends it afterwards. The engine's errors come
 * without its trace.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  schema: SchemaFile,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await (loading ??= loadEngine());
  const pool = openPool(databaseUrl);
  let engine: SchemaEngine | undefined;
  try {
    const factory = bindMigrationAwareSqlAdapterFactory({
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: () => openAdapter(pool, databaseUrl),
      connectToShadowDb: () => openShadowDatabase(databaseUrl),
    });
    engine = await engineModule.SchemaEngine.new(
      { datamodels: [[schema.path, schema.content]] },
      () => undefined, // its log repeats every script
      factory,
    );
    return await work(engine);
  } catch (error) {
    throw new Error(panic ?? withoutTrace(errorMessage(error)), { cause: error });
  } finally {
    engine?.free();
    await pool.end();
  }
}

function withoutTrace(message: string): string {
  return message.replace(/\n +0: [^]*/, '').trim();
}

/** One connection: the engine's lock and its scripts belong to a session. */
function openPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
    application_name: 'waypost: schema engine',
  });
  pool.on('error', () => undefined);
  return pool;
}

/**
 * The engine's access to a database.
 * - A script goes to Postgres whole. Prisma's adapter splits it at every semicolon, also inside a string, a comment or a
 *   function's body.
 * - Postgres's internal type "char" is understood; without it no existing database can be compared with a schema.
 */
async function openAdapter(pool: pg.Pool, databaseUrl: string): Promise<SqlDriverAdapter> {
  const base = await new PrismaPg(pool, { schema: schemaOf(databaseUrl) }).connect();
  return {
    provider: 'postgres',
    adapterName: base.adapterName,
    queryRaw: (query) => queryWithCatalogTypes(base, pool, query),
    executeRaw: (query) => base.executeRaw(query),
    executeScript: async (script) => {
      await base.executeRaw({ sql: script, args: [], argTypes: [] });
    },
    startTransaction: (isolationLevel) => base.startTransaction(isolationLevel),
    getConnectionInfo: () => base.getConnectionInfo(),
    dispose: () => base.dispose(),
  };
}

/**
 * A database on the same server for the time of one comparison: the engine runs the migrations there to learn what schema
 * they make. Needs the right to create databases. (Prisma's adapter, given a connection string, would run them in the
 * database of that string.)
 */
async function openShadowDatabase(databaseUrl: string): Promise<SqlDriverAdapter> {
  const name = `waypost_shadow_${randomUUID().replaceAll('-', '')}`;
  await runOnce(databaseUrl, `CREATE DATABASE ${name}`);
  const url = new URL(databaseUrl);
  url.pathname = name;
  await runOnce(url.href, `CREATE SCHEMA ${pg.escapeIdentifier(schemaOf(databaseUrl))}`);
  const pool = openPool(url.href);
  return {
    ...(await openAdapter(pool, databaseUrl)),
    dispose: async () => {
      await pool.end();
      await runOnce(databaseUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function queryWithCatalogTypes(base: SqlDriverAdapter, pool: pg.Pool, query: SqlQuery): Promise<SqlResultSet> {
  try {
    return await base.queryRaw(query);
  } catch (error) {
    if (!(error instanceof Error && isDriverAdapterError(error) && error.cause.kind === 'UnsupportedNativeDataType'))
      throw error;
    const { fields, rows } = await pool.query<unknown[]>({ text: query.sql, values: query.args, rowMode: 'array' });
    const columnTypes = fields.map(({ dataTypeID }) => CATALOG_TYPES[dataTypeID]).filter((type) => type !== undefined);
    if (columnTypes.length < fields.length) throw error;
    return { columnNames: fields.map(({ name }) => name), columnTypes, rows };
  }
}

async function runOnce(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Loads the engine once per process (about 50 ms). Node 20 can't import WebAssembly as a module. */
async function loadEngine(): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve(ENGINE));
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': importsOfEngine() });
  // Where the engine leaves its last words, if it panics.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => (panic = message) } });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/**
 * What the engine calls of JavaScript: its package's functions. Its timers (it waits at most 10 s for its lock, and does not
 * stop the clock once it has it) must not keep a process alive that is done.
 */
function importsOfEngine(): Record<string, unknown> {
  const imports: Record<string, unknown> = { ...engineModule };
  for (const [name, original] of Object.entries(imports)) {
    if (!name.startsWith('__wbg_setTimeout') || typeof original !== 'function') continue;
    imports[name] = (run: () => void, milliseconds: number) => setTimeout(run, milliseconds).unref();
  }
  return imports;
}
