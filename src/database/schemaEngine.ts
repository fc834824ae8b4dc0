/**
 * Prisma's schema engine (what `prisma migrate` runs) as WebAssembly from the npm registry, on one Postgres session.
 *
 * Between the engine and Prisma's own Postgres adapter stands an adapter of ours, because the latter, made for queries,
 * falls short for migrations in three ways: see `openSession`.
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
import { errorMessage } from './postgresErrors.js';

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

/** What the engine's user may do with its session besides. */
export interface EngineSession {
  engine: SchemaEngine;
  /**
   * Runs `work`, all of it or nothing: in one transaction, which a crash of this process undoes too.
   * @throws the error of the statement that failed, in Postgres's words
   */
  inTransaction: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Gives `work` an engine on the database and ends it afterwards. The engine's errors come without its trace. */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  schema: SchemaFile,
  work: (session: EngineSession) => Promise<T>,
): Promise<T> {
  await (loading ??= loadEngine());
  const session = openSession(databaseUrl);
  let engine: SchemaEngine | undefined;
  try {
    const factory = bindMigrationAwareSqlAdapterFactory({
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: session.adapter,
      connectToShadowDb: () => openShadowDatabase(databaseUrl),
    });
    engine = await engineModule.SchemaEngine.new(
      { datamodels: [[schema.path, schema.content]] },
      () => undefined, // its log repeats every script
      factory,
    );
    return await work({ engine, inTransaction: session.inTransaction });
  } catch (error) {
    throw new Error(
      panic ??
        errorMessage(error)
          .replace(/\n +0: [^]*/, '')
          .trim(),
      { cause: error },
    );
  } finally {
    engine?.free();
    await session.end();
  }
}

/**
 * The engine's access to one database, over a single connection.
 * - A script goes to Postgres whole. Prisma's adapter splits it at every semicolon, also inside a string, a comment or a
 *   function's body, and runs the pieces one by one, so that half of a failed migration would stay.
 * - Postgres's internal type "char" is understood; without it no existing database can be compared with a schema.
 * - After the connection has gone nothing is sent over another one, where a transaction would not protect it.
 */
function openSession(databaseUrl: string) {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
    application_name: 'waypost: migration',
  });
  let transaction: 'none' | 'open' | 'broken' = 'none';
  let fault: string | undefined;
  pool.on('error', () => undefined);
  pool.on('remove', () => {
    // The pool drops a connection at every failed statement, and Postgres rolls its transaction back.
    if (transaction === 'open') transaction = 'broken';
  });

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (transaction === 'broken') throw new Error('the transaction was rolled back');
    return work().catch((error: unknown) => {
      if (transaction !== 'none') fault ??= describeFault(error);
      throw error;
    });
  }

  return {
    adapter: async (): Promise<SqlDriverAdapter> => {
      const base = await new PrismaPg(pool).connect();
      return {
        provider: 'postgres',
        adapterName: base.adapterName,
        queryRaw: (query) => guarded(() => queryWithCatalogTypes(base, pool, query)),
        executeRaw: (query) => guarded(() => base.executeRaw(query)),
        executeScript: async (script) => {
          // Without arguments node-postgres sends the text as it is, which Postgres runs as one transaction.
          await guarded(() => base.executeRaw({ sql: script, args: [], argTypes: [] }));
        },
        startTransaction: (isolationLevel) => base.startTransaction(isolationLevel),
        getConnectionInfo: () => base.getConnectionInfo(),
        dispose: () => base.dispose(),
      };
    },
    inTransaction: async <T>(work: () => Promise<T>): Promise<T> => {
      await pool.query('BEGIN');
      transaction = 'open';
      try {
        const result = await work();
        await guarded(() => pool.query('COMMIT'));
        transaction = 'none';
        return result;
      } catch (error) {
        // After its first fault the engine fails once more, at noting that in the transaction that is no more.
        throw fault === undefined ? error : new Error(fault, { cause: error });
      }
    },
    end: () => pool.end(),
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
  const shadow = openSession(url.href);
  const adapter = await shadow.adapter();
  return {
    ...adapter,
    dispose: async () => {
      await shadow.end();
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

function describeFault(error: unknown): string {
  if (error instanceof Error && isDriverAdapterError(error)) return error.cause.originalMessage ?? error.message;
  return errorMessage(error);
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
