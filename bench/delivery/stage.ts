import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { createAccount } from '../../src/accounts/accounts.js';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { createWebhooksClient } from '@waypost/client';
import { openDatabase, type Database } from '../../src/database/client.js';
import { createSecretBox, parseSealingKeys, type SecretBox } from '../../src/signing/secretBox.js';
import { startBenchDatabase } from '../support/postgres.js';
import { startServerProcess, type ServerProcess } from '../support/serverProcess.js';

/** What arrived at the receiver since it was reset. */
export interface Receipts {
  count: number;
  /** Epoch milliseconds. */
  firstAt: number;
  lastAt: number;
  latencies: number[];
}

/** Everything that a scenario plays on: Postgres, the receiver, an account with ten webhooks of which three match. */
export interface Stage {
  database: Database;
  databaseUrl: string;
  /** With the keys of the service. */
  secretBox: SecretBox;
  receiver: ServerProcess;
  accountId: string;
  publisherKey: string;
  /** Registers a webhook of the account for a DC of its own, so that only the scenario's events match it. */
  registerWebhook(url: string, dcId: string): Promise<void>;
  startApi(): Promise<ServerProcess>;
  startWorker(): Promise<ServerProcess>;
  /** Both in one process, as `npm start` does. */
  startBoth(): Promise<ServerProcess>;
  reset(): Promise<void>;
  /** Waits until so many notifications have arrived. @throws Error if it takes longer than `seconds` */
  waitForReceipts(count: number, seconds: number): Promise<Receipts>;
  stop(): Promise<void>;
}

/** How many of an account's webhooks match each event. */
export const MATCHES = 3;

const POLL_MILLIS = 20;

/**
 * @param main the built service
 * @param profileFolder where each process of the service leaves its CPU profile when it stops; null for none
 */
export async function setStage(main: string, profileFolder: string | null = null): Promise<Stage> {
  const profileFlags = profileFolder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  const postgres = await startBenchDatabase();
  const database = openDatabase(postgres.url, { poolSize: 4, onError: () => undefined });
  const program = fileURLToPath(new URL('receiverProcess.ts', import.meta.url));
  const receiver = await startServerProcess({ args: ['--import', 'tsx', program], env: {} });
  const secretKeys = randomBytes(32).toString('base64');
  const env = {
    DATABASE_URL: postgres.url,
    SECRET_KEYS: secretKeys,
    WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8',
    RATE_LIMIT_PER_MINUTE: '0',
    RETENTION_DAYS: '3650', // old deliveries are dropped when a scenario says so
    PORT: '0',
  };
  const start = (roles: string[], further: Record<string, string> = {}) =>
    startServerProcess({ args: [...profileFlags, main, 'serve', ...roles], env: { ...env, ...further } });
  const startApi = () => start(['--api']);
  const account = await createAccount(database.prisma, 'bench', { webhookLimit: 1_000 });
  const owner = await createApiKey(database.prisma, { kind: 'account', accountId: account.id }, 'bench');
  const publisher = await createApiKey(database.prisma, { kind: 'publisher' }, 'bench');

  const api = await startApi();
  const webhooks = createWebhooksClient({ baseUrl: api.url, apiKey: owner.apiKey });
  const registerWebhook = async (url: string, dcId: string) => {
    const body = { webhook_url: url, events: ['ROUTE_CREATED' as const], dc_ids: [dcId] };
    const { error } = await webhooks.POST('/webhooks', { body });
    if (error) throw new Error(JSON.stringify(error));
  };
  for (let i = 0; i < 10; i += 1) await registerWebhook(`${receiver.url}/${i}`, i < MATCHES ? 'bench' : 'elsewhere');

  const receipts = async () => (await (await fetch(`${receiver.url}/report`)).json()) as Receipts;
  return {
    database,
    databaseUrl: postgres.url,
    secretBox: createSecretBox(parseSealingKeys(secretKeys)),
    receiver,
    accountId: account.id,
    publisherKey: publisher.apiKey,
    registerWebhook,
    startApi,
    // A worker says where its metrics are when it is ready.
    startWorker: () => start(['--worker'], { METRICS_PORT: '0' }),
    startBoth: () => start([]),
    reset: async () => {
      await fetch(`${receiver.url}/reset`, { method: 'POST' });
    },
    waitForReceipts: async (count, seconds) => {
      const deadline = performance.now() + seconds * 1_000;
      for (;;) {
        // Not all receipts each time: telling of them would slow the receiver down.
        const soFar = Number(await (await fetch(`${receiver.url}/count`)).text());
        if (soFar >= count) return receipts();
        if (performance.now() > deadline) throw new Error(`Only ${soFar} of ${count} arrived in ${seconds} s.`);
        await delay(POLL_MILLIS);
      }
    },
    stop: async () => {
      await api.stop();
      await receiver.stop();
      await database.close();
      await postgres.stop();
    },
  };
}
