/** Sets the stage of a chaos run: database, accounts, the service's processes, receivers, and webhooks that lead to them. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAccount } from '../../src/accounts/accounts.js';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { openDatabase } from '../../src/database/client.js';
import type { Fates, Interruption } from './interruptions.js';
import { createOldDays, type OldDays } from './oldDays.js';
import { startPostgres, type Postgres } from './postgres.js';
import { createProcess, startJanitor, type Janitor, type UnexpectedEnd, type Victim } from './processes.js';
import type { Random } from './random.js';
import { BEHAVIOURS, type Behaviour } from './receivers.js';
import { createRegistrar, type Account, type Registrar } from './registrar.js';
import { createService, freePort, type ServiceProcess } from './services.js';
import { ACCOUNTS, type RegisteredWebhook } from './subscriptions.js';
import { createTroubles } from './troubles.js';

export interface Stage extends Fates {
  /** Holds the logs (`*.log`), the receivers' records (`*.jsonl`) and the database. */
  folder: string;
  databaseUrl: string;
  oldDays: OldDays;
  apiUrls: string[];
  publisherKey: string;
  accountIds: string[];
  registrar: Registrar;
  recordFiles: string[];
  /** Processes that ended without being killed, so far. */
  unexpectedEnds: UnexpectedEnd[];
  /** From now on every receiver answers 200 at once. */
  healReceivers(): Promise<void>;
  /** Nothing is left running; the folder is removed unless `keepFolder` was called before. */
  close(): Promise<void>;
  keepFolder(): void;
}

interface StageOptions {
  random: Random;
  /** How long Postgres stays away at the most, in milliseconds. */
  maxDownMillis: number;
}

const SERVICES = [
  ['api', 'api'],
  ['worker', 'worker'],
  ['both-1', 'api and worker'],
  ['both-2', 'api and worker'],
] as const;

/** A process is away for so long before it is started again. */
const DEATH_MILLIS = { min: 0, max: 1_500 };

/** Compiles the product unless that was done, as `npm start` does. @throws Error if it does not compile */
export async function build(): Promise<void> {
  const script = fileURLToPath(new URL('../../scripts/build.js', import.meta.url));
  const compiler = spawn(process.execPath, [script], { stdio: 'inherit' });
  await once(compiler, 'exit');
  if (compiler.exitCode !== 0) throw new Error('The build failed.');
}

/** Starts everything. @throws Error when something does not start; nothing is left running then */
export async function setStage(options: StageOptions): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'waypost-chaos-'));
  const janitor = startJanitor(folder);
  const networks: ServiceProcess['network'][] = [];
  const close = async () => {
    await janitor.cleanUp();
    await Promise.all(networks.map((network) => network.down()));
  };
  try {
    return await furnish(folder, janitor, networks, close, options);
  } catch (error) {
    await close();
    throw error;
  }
}

async function furnish(
  folder: string,
  janitor: Janitor,
  networks: ServiceProcess['network'][],
  close: () => Promise<void>,
  { random, maxDownMillis }: StageOptions,
): Promise<Stage> {
  const postgres = await startPostgres(folder);
  const unexpectedEnds: UnexpectedEnd[] = [];
  const commons = { janitor, onUnexpectedEnd: (end: UnexpectedEnd) => void unexpectedEnds.push(end) };
  const secretKeys = randomBytes(32).toString('base64');

  async function service(name: string, role: ServiceProcess['role']): Promise<ServiceProcess> {
    const made = await createService(name, role, { folder, databaseUrl: postgres.url, secretKeys, commons });
    networks.push(made.network);
    return made;
  }

  const healed = join(folder, 'healed');
  async function receiver(behaviour: Behaviour) {
    const port = await freePort();
    const script = fileURLToPath(new URL('receiverProcess.ts', import.meta.url));
    const records = join(folder, `${behaviour}.jsonl`);
    const seed = String(random.integer(0, 2 ** 31));
    await writeFile(records, '');
    const process = createProcess({
      ...commons,
      name: `${behaviour} receiver`,
      args: ['--import', 'tsx', script, behaviour, String(port), records, healed, seed],
      env: {},
      port,
      logFile: join(folder, `${behaviour}.log`),
    });
    return { process, behaviour, url: `http://127.0.0.1:${port}`, records };
  }

  const services = await Promise.all(SERVICES.map(([name, role]) => service(name, role)));
  const spare = await service('spare worker', 'worker');
  const receivers = await Promise.all(BEHAVIOURS.map(receiver));
  await Promise.all([...services, ...receivers].map(({ process }) => process.start()));

  const { accounts, publisherKey } = await createAccounts(postgres);
  const apiUrls = services.flatMap(({ url }) => url ?? []);
  const registrar = await createRegistrar({ apiUrls, accounts, receivers, random: random.fork('registrar') });
  const oldDays = await createOldDays(postgres.url, ownerOf(registrar.webhooks));
  return {
    folder,
    databaseUrl: postgres.url,
    kills: [
      ...services.map(({ process, role }) => death(process, `${role} killed`, () => role !== 'api')),
      ...receivers.map(({ process, behaviour }) => death(process, 'receiver killed', (w) => w.receiver === behaviour)),
    ],
    troubles: createTroubles({
      postgres,
      services,
      spareWorker: spare.process,
      oldDays,
      random: random.fork('troubles'),
      maxDownMillis,
    }),
    oldDays,
    apiUrls,
    publisherKey,
    accountIds: accounts.map(({ id }) => id),
    registrar,
    recordFiles: receivers.map(({ records }) => records),
    unexpectedEnds,
    healReceivers: () => writeFile(healed, ''),
    keepFolder: janitor.keepFolder,
    close,
  };
}

function death(process: Victim, kind: string, mayRepeat: (webhook: RegisteredWebhook) => boolean): Interruption {
  const { name, kill: begin, start: end } = process;
  return { kind, name, loses: 'at its beginning', millis: DEATH_MILLIS, begin, end, mayRepeat };
}

async function createAccounts({ url }: Postgres): Promise<{ accounts: Account[]; publisherKey: string }> {
  const database = openDatabase(url, { poolSize: 2, onError: () => undefined });
  try {
    const accounts: Account[] = [];
    for (const name of ACCOUNTS) {
      const { id } = await createAccount(database.prisma, name, { webhookLimit: 1_000 });
      const { apiKey } = await createApiKey(database.prisma, { kind: 'account', accountId: id }, 'chaos');
      accounts.push({ id, name, apiKey });
    }
    const { apiKey: publisherKey } = await createApiKey(database.prisma, { kind: 'publisher' }, 'chaos');
    return { accounts, publisherKey };
  } finally {
    await database.close();
  }
}

function ownerOf([webhook]: readonly RegisteredWebhook[]): { accountId: string; webhookId: string } {
  if (!webhook) throw new Error('There is no webhook.');
  return { accountId: webhook.accountId, webhookId: webhook.id };
}
