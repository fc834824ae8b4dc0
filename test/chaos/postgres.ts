/** The Postgres of a chaos run: the bundled one in a folder of its own, with the settings of an installation, killed and frozen like the others. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { prepareCluster } from '../../src/database/bundled/cluster.js';
import { databaseUrl, reachServer } from '../../src/database/bundled/server.js';
import { DEFAULT_SCHEMA } from '../../src/config.js';
import { inSchema } from '../../src/database/schema.js';
import { freezeServer } from '../support/frozenServer.js';

export interface Postgres {
  /** The same for the whole run; it names the schema. */
  url: string;
  /** Kills the server: its port is closed until it is started again. */
  kill(): Promise<void>;
  /** Kills the process of one connection: Postgres itself then ends all others and recovers, within moments. */
  killConnection(): Promise<void>;
  /** Stops all of its processes. @returns lets them go on */
  freeze(): Promise<() => void>;
  /** Resolves when it accepts connections, started if it does not run. */
  start(): Promise<void>;
}

const DATABASE = 'waypost';
/** What the service's connections call themselves; those of the run itself are spared. */
const SERVICE_CONNECTIONS = 'waypost%';

/** Makes a migrated database in the empty `folder` and starts its server on a free port. */
export async function startPostgres(folder: string): Promise<Postgres> {
  const cluster = await prepareCluster(folder, () => undefined);
  const { client, port } = await reachServer(cluster, {}, () => undefined);
  await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();
  const url = inSchema(databaseUrl(cluster, port, DATABASE), DEFAULT_SCHEMA);
  await migrate(url);
  return {
    url,
    kill: async () => {
      process.kill(await postmasterPid(cluster.dir), 'SIGKILL');
    },
    killConnection: () => killConnection(url),
    freeze: () => freezeServer(folder),
    start: async () => {
      const session = await reachServer(cluster, { port, fixed: true }, () => undefined);
      await session.client.end();
    },
  };
}

async function postmasterPid(dir: string): Promise<number> {
  const [pid] = (await readFile(join(dir, 'postmaster.pid'), 'utf8')).split('\n');
  return Number(pid);
}

/** Prefers a connection in the middle of a statement. */
async function killConnection(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'chaos' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name LIKE $1 ORDER BY state <> 'idle' DESC, random() LIMIT 1`,
      [SERVICE_CONNECTIONS],
    );
    for (const { pid } of rows) process.kill(pid, 'SIGKILL');
  } finally {
    await client.end().catch(() => undefined);
  }
}
