/**
 * The Postgres of one test run, in a process of its own: `testServer.ts`, with TEST_DATABASE_URL in the environment to use
 * that server in place of the bundled one. Prints one JSON line (`TestServer`) when the template database is migrated.
 * When its standard input ends, the tests are over, however they ended: it removes all databases of the run and exits.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openBundledDatabase } from '../../src/database/bundled/bundledDatabase.js';
import { migrate } from '../../src/database/migrate.js';
import { DEFAULT_SCHEMA } from '../../src/config.js';
import { inSchema } from '../../src/database/schema.js';

const prefix = `waypost_test_${randomBytes(4).toString('hex')}`;
const template = `${prefix}_template`;

const ended = once(process.stdin.resume(), 'end');
const server = process.env.TEST_DATABASE_URL ? givenServer(process.env.TEST_DATABASE_URL) : await bundledServer();
try {
  await run(server.url, [`CREATE DATABASE ${template}`]);
  await migrate(inSchema(withDatabase(server.url, template), DEFAULT_SCHEMA));
  console.log(JSON.stringify({ url: server.url, prefix, template }));
  await ended;
} finally {
  await server.stop();
}

async function bundledServer() {
  const dataDir = await mkdtemp(join(tmpdir(), 'waypost-test-'));
  const { url, stop } = await openBundledDatabase(dataDir, { owner: true });
  // What is written here need not survive a power loss.
  const quick = ['fsync', 'synchronous_commit', 'full_page_writes'].map((name) => `ALTER SYSTEM SET ${name} = off`);
  await run(url, [...quick, 'SELECT pg_reload_conf()']);
  return {
    url,
    stop: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function givenServer(url: string) {
  return {
    url,
    stop: async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ name: string }>(
        `SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)`,
        [prefix],
      );
      for (const { name } of rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await client.end();
    },
  };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = database;
  return changed.href;
}

async function run(url: string, statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
