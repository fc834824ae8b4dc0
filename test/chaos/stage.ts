/** Sets the stage of a chaos run: database, accounts, the service's processes, receivers, and webhooks that lead to them. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAccount } from '../../src/accounts/accounts.js';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { createWebhooksClient } from '../../src/client/index.js';
import { openDatabase, type Database } from '../../src/database/client.js';
import { createSecretBox, parseSealingKeys } from '../../src/signing/secretBox.js';
import { startPostgres, type Postgres } from './postgres.js';
import { createProcess, startJanitor, type Janitor, type UnexpectedEnd, type Victim } from './processes.js';
import type { Random } from './random.js';
import { ATTEMPT_SECONDS, BEHAVIOURS, type Behaviour } from './receivers.js';
import { ACCOUNTS, SUBSCRIPTIONS, type AccountName, type RegisteredWebhook } from './subscriptions.js';

export interface Stage {
  /** Holds the logs (`*.log`), the receivers' records (`*.jsonl`) and the database. */
  folder: string;
  postgres: Postgres;
  /** Everything that may be killed, by kind. */
  victims: { api: Victim[]; worker: Victim[]; receiver: Victim[] };
  apiUrls: string[];
  publisherKey: string;
  accountIds: string[];
  webhooks: RegisteredWebhook[];
  recordFiles: string[];
  /** Processes that ended without being killed, so far. */
  unexpectedEnds: UnexpectedEnd[];
  /** From now on every receiver answers 200 at once. */
  healReceivers(): Promise<void>;
  /** Nothing is left running; the folder is removed unless `keepFolder` was called before. */
  close(): Promise<void>;
  keepFolder(): void;
}

/** Delays are short and many, so that no delivery is ever given up. */
const RETRY_SCHEDULE = [...Array<number>(5).fill(1), ...Array<number>(500).fill(2)].join(',');

const API_PROCESSES = 2;
const WORKER_PROCESSES = 2;

/** Compiles the product unless that was done, as `npm start` does. @throws Error if it does not compile */
export async function build(): Promise<void> {
  const script = fileURLToPath(new URL('../../scripts/build.js', import.meta.url));
  const compiler = spawn(process.execPath, [script], { stdio: 'inherit' });
  await once(compiler, 'exit');
  if (compiler.exitCode !== 0) throw new Error('The build failed.');
}

/** Starts everything. @throws Error when something does not start; nothing is left running then */
export async function setStage(random: Random): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'waypost-chaos-'));
  const janitor = startJanitor(folder);
  try {
    return await furnish(folder, janitor, random);
  } catch (error) {
    await janitor.cleanUp();
    throw error;
  }
}

async function furnish(folder: string, janitor: Janitor, random: Random): Promise<Stage> {
  const postgres = await startPostgres(folder);
  const unexpectedEnds: UnexpectedEnd[] = [];
  const common = { janitor, onUnexpectedEnd: (end: UnexpectedEnd) => void unexpectedEnds.push(end) };
  const secretKeys = randomBytes(32).toString('base64');
  const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

  async function service(name: string, role: '--api' | '--worker', portSetting: string) {
    const port = await freePort();
    const env = { ...serviceSettings(postgres.url, secretKeys), [portSetting]: String(port) };
    const process = createProcess({
      ...common,
      name,
      args: ['--no-warnings', main, 'serve', role],
      env,
      port,
      logFile: join(folder, `${name}.log`),
    });
    return { process, url: `http://127.0.0.1:${port}` };
  }

  const healed = join(folder, 'healed');
  async function receiver(behaviour: Behaviour) {
    const port = await freePort();
    const script = fileURLToPath(new URL('receiverProcess.ts', import.meta.url));
    const records = join(folder, `${behaviour}.jsonl`);
    const seed = String(random.integer(0, 2 ** 31));
    await writeFile(records, '');
    const process = createProcess({
      ...common,
      name: `${behaviour} receiver`,
      args: ['--import', 'tsx', script, behaviour, String(port), records, healed, seed],
      env: {},
      port,
      logFile: join(folder, `${behaviour}.log`),
    });
    return { process, behaviour, url: `http://127.0.0.1:${port}`, records };
  }

  const apis = await times(API_PROCESSES, (n) => service(`api-${n}`, '--api', 'PORT'));
  const workers = await times(WORKER_PROCESSES, (n) => service(`worker-${n}`, '--worker', 'METRICS_PORT'));
  const receivers = await Promise.all(BEHAVIOURS.map(receiver));
  await Promise.all([...apis, ...workers, ...receivers].map(({ process }) => process.start()));

  const database = openDatabase(postgres.url, { poolSize: 2, onError: () => undefined });
  try {
    const { accounts, publisherKey } = await createAccounts(database);
    const [api] = apis;
    const webhooks = api ? await registerWebhooks(api.url, accounts, receivers) : [];
    await readSecrets(database, webhooks, secretKeys);
    return {
      folder,
      postgres,
      victims: {
        api: apis.map(({ process }) => process),
        worker: workers.map(({ process }) => process),
        receiver: receivers.map(({ process }) => process),
      },
      apiUrls: apis.map(({ url }) => url),
      publisherKey,
      accountIds: accounts.map(({ id }) => id),
      webhooks,
      recordFiles: receivers.map(({ records }) => records),
      unexpectedEnds,
      healReceivers: () => writeFile(healed, ''),
      keepFolder: janitor.keepFolder,
      close: janitor.cleanUp,
    };
  } finally {
    await database.close();
  }
}

function serviceSettings(databaseUrl: string, secretKeys: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    SECRET_KEYS: secretKeys,
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '0',
    RETRY_SCHEDULE_SECONDS: RETRY_SCHEDULE,
    WEBHOOK_TIMEOUT_SECONDS: String(ATTEMPT_SECONDS),
    WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8',
  };
}

interface Account {
  id: string;
  name: AccountName;
  apiKey: string;
}

async function createAccounts({ prisma }: Database): Promise<{ accounts: Account[]; publisherKey: string }> {
  const accounts: Account[] = [];
  for (const name of ACCOUNTS) {
    const { id } = await createAccount(prisma, name, { webhookLimit: 1_000 });
    const { apiKey } = await createApiKey(prisma, id, 'chaos');
    accounts.push({ id, name, apiKey });
  }
  const { apiKey: publisherKey } = await createApiKey(prisma, null, 'chaos');
  return { accounts, publisherKey };
}

/** Each account's subscriptions at each receiver, through the API. */
async function registerWebhooks(
  apiUrl: string,
  accounts: readonly Account[],
  receivers: readonly { behaviour: Behaviour; url: string }[],
): Promise<RegisteredWebhook[]> {
  const registered: RegisteredWebhook[] = [];
  for (const { id: accountId, name, apiKey } of accounts) {
    const client = createWebhooksClient({ baseUrl: apiUrl, apiKey });
    for (const { behaviour, url } of receivers) {
      for (const subscription of SUBSCRIPTIONS.filter(({ account }) => account === name)) {
        const { events, dcIds, enabled } = subscription;
        const path = `/webhook-${registered.length + 1}`;
        const { data } = await client.POST('/webhooks', {
          body: { webhook_url: url + path, events, dc_ids: dcIds },
        });
        if (!data) throw new Error(`The API did not register ${url}${path}.`);
        const { id } = data.data.webhook;
        if (!enabled) await client.PATCH('/webhooks/{id}', { params: { path: { id } }, body: { enabled } });
        registered.push({ ...subscription, id, accountId, path, receiver: behaviour, secret: '' });
      }
    }
  }
  return registered;
}

/** What an account would be shown: the secrets that its notifications are signed with. */
async function readSecrets({ prisma }: Database, webhooks: RegisteredWebhook[], secretKeys: string): Promise<void> {
  const box = createSecretBox(parseSealingKeys(secretKeys));
  const rows = await prisma.webhook.findMany({ select: { id: true, sealedSecret: true } });
  const secrets = new Map(rows.map(({ id, sealedSecret }) => [id, box.open(sealedSecret, id)]));
  for (const webhook of webhooks) webhook.secret = secrets.get(webhook.id) ?? '';
}

async function times<T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => make(i + 1)));
}

/** A port for a process that has to come back to the same one after a kill. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}
