/** The processes of the service in a chaos run: the API and workers apart, and both in one, each with a way to the database of its own. */
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDatabaseProxy, type DatabaseProxy } from '../support/databaseProxy.js';
import { createProcess, type ProcessCommons, type Victim } from './processes.js';
import { ATTEMPT_SECONDS } from './receivers.js';

export interface ServiceProcess {
  process: Victim;
  /** What it is counted as. */
  role: 'api' | 'worker' | 'api and worker';
  /** Of its API; null if it has none. */
  url: string | null;
  /** What its connections to the database go through. */
  network: DatabaseProxy;
}

interface ServiceOptions {
  folder: string;
  databaseUrl: string;
  secretKeys: string;
  commons: ProcessCommons;
}

/** Delays are short and many, so that no delivery is ever given up. */
const RETRY_SCHEDULE = [...Array<number>(5).fill(1), ...Array<number>(500).fill(2)].join(',');

const ROLE_OPTIONS = { api: ['--api'], worker: ['--worker'], 'api and worker': [] };

/** A process of the service, which is not started yet. */
export async function createService(
  name: string,
  role: ServiceProcess['role'],
  { folder, databaseUrl, secretKeys, commons }: ServiceOptions,
): Promise<ServiceProcess> {
  const port = await freePort();
  const network = await startDatabaseProxy(databaseUrl);
  const hasApi = role !== 'worker';
  const process = createProcess({
    ...commons,
    name,
    args: ['--no-warnings', MAIN, 'serve', ...ROLE_OPTIONS[role]],
    env: {
      DATABASE_URL: network.url,
      SECRET_KEYS: secretKeys,
      LOG_LEVEL: 'warn',
      RATE_LIMIT_PER_MINUTE: '0',
      RETRY_SCHEDULE_SECONDS: RETRY_SCHEDULE,
      WEBHOOK_TIMEOUT_SECONDS: String(ATTEMPT_SECONDS),
      WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8',
      [hasApi ? 'PORT' : 'METRICS_PORT']: String(port),
    },
    port,
    logFile: join(folder, `${name}.log`),
  });
  return { process, role, url: hasApi ? `http://127.0.0.1:${port}` : null, network };
}

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

/** A port for a process that has to come back to the same one after a kill. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}
