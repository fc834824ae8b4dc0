/** A database for each test file: a clone of the migrated template, which takes some 30 ms. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DEFAULT_SCHEMA } from '../../src/config.js';
import { errorCode } from '../../src/database/postgresErrors.js';
import { inSchema } from '../../src/database/schema.js';

export interface TestDatabase {
  /** Its connection string, for a user who may do everything. Connections by it run in the default schema. */
  url: string;
  /** Removes it, and cuts off who is still connected. What the server does not get done in some seconds, it does at the end of the run. */
  drop: () => Promise<void>;
}

/** What test/support/testServer.ts prints. */
interface TestServer {
  url: string;
  prefix: string;
  template: string;
}

const TURN_LOCK = 7_793_001;
const DROP_MILLIS = 10_000;
const QUERY_CANCELED = '57014';

/** A migrated, empty database of the caller's own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { template } = testServer();
  return createDatabase(`TEMPLATE ${template}`);
}

/** A database without tables, and without the schema. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase('');
}

/** Runs something that no two test files may do at the same time, whichever process they are in. */
export async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: testServer().url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TURN_LOCK]);
    return await run();
  } finally {
    await client.end();
  }
}

async function createDatabase(options: string): Promise<TestDatabase> {
  const { url, prefix } = testServer();
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await runStatement(url, `CREATE DATABASE ${name} ${options}`);
  const own = new URL(url);
  own.pathname = name;
  return {
    url: inSchema(own.href, DEFAULT_SCHEMA),
    drop: () => dropDatabase(url, name),
  };
}

/** It waits for a checkpoint, and for all other sessions of the server to take note: in a busy run that may last, and no test is about it. */
async function dropDatabase(url: string, name: string): Promise<void> {
  const bounded = new URL(url);
  bounded.searchParams.set('options', `-c statement_timeout=${DROP_MILLIS}`);
  await runStatement(bounded.href, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).catch((error: unknown) => {
    if (errorCode(error) !== QUERY_CANCELED) throw error;
  });
}

async function runStatement(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

function testServer(): TestServer {
  const server: unknown = JSON.parse(process.env.TEST_SERVER ?? 'null');
  if (!isTestServer(server)) throw new Error('There is no test server: run the tests by `npm test`.');
  return server;
}

function isTestServer(value: unknown): value is TestServer {
  return typeof value === 'object' && value !== null && 'url' in value && 'prefix' in value && 'template' in value;
}
