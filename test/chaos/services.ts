/** The processes of the service in a chaos run: the API and workers apart, and both in one, each with a way to the database of its own. */
import { randomInt } from 'node:crypto';
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

/**
 * A port for a process that has to come back to the same one after a kill: below those that the system gives to outgoing connections, one
 * of which could take it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('listening', () => {
        resolve(true);
      });
      server.once('error', () => {
        resolve(false);
      });
      server.listen(port, '127.0.0.1');
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error('There is no free port.');
}
