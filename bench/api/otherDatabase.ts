import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DEFAULT_SCHEMA } from '../../src/config.js';
import { withSettings } from '../../src/database/schema.js';

/** What a workload needs, in the order of its foreign keys. */
const TABLES = ['accounts', 'api_keys', 'webhooks'];

/**
 * Makes an empty database on the same server, for a build with other migrations, whose tables may be in `public`. Returns its connection
 * string.
 */
export async function createOtherDatabase(databaseUrl: string): Promise<string> {
  const name = `other_${randomBytes(4).toString('hex')}`;
  await withClient(databaseUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  const other = new URL(databaseUrl);
  other.pathname = name;
  return withSettings(other.href, { search_path: `${DEFAULT_SCHEMA},public` });
}

/** Copies accounts, keys and webhooks, so that the same requests fit: of each table the columns that both databases have. */
export async function copyRegistry(fromUrl: string, toUrl: string): Promise<void> {
  await withClient(fromUrl, (from) =>
    withClient(toUrl, async (to) => {
      await to.query('SET session_replication_role = replica'); // no triggers: what they did was copied
      for (const table of TABLES) {
        const there = new Set(await columnsOf(to, table));
        const columns = (await columnsOf(from, table)).filter((column) => there.has(column)).join(', ');
        const { rows } = await from.query<{ rows: unknown }>(
          `SELECT coalesce(json_agg(row), '[]') AS rows FROM (SELECT ${columns} FROM ${table}) row`,
        );
        await to.query(
          `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`,
          [JSON.stringify(rows[0]?.rows)],
        );
      }
    }),
  );
}

async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1`,
    [table],
  );
  return rows.map(({ name }) => name);
}

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
