import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { createAccount } from '../../src/accounts/accounts.js';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { createWebhooksClient, type WebhooksClient } from '@waypost/client';
import { startService, type Role, type Service } from '../../src/service/start.js';
import { loadConfig } from '../../src/config.js';
import { openDatabase, type Database } from '../../src/database/client.js';
import { PLANNER_SETTINGS } from '../../src/database/pool.js';
import { withSettings } from '../../src/database/schema.js';
import { createCaller, type Answer, type CallInput, type CallOperation, type Webhook } from './call.js';
import { contractCheck, type ContractCheck } from './contract.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { seedRequest } from './seed.js';

export interface TestAccount {
  id: string;
  apiKey: string;
  keyId: string;
  client: WebhooksClient;
  /** Calls an operation with this account's key; the answer is checked against the contract. */
  call: CallOperation;
  /** Registers a webhook, the seed's unless told otherwise, and returns it. @throws if the service refuses. */
  createWebhook(changes?: object): Promise<Webhook>;
  /** The account's webhooks as the service lists them. */
  listWebhooks(): Promise<Webhook[]>;
}

export type { Webhook };

export interface TestService extends Service {
  /** Empty for a service without an API. */
  url: string;
  database: Database;
  /** The test's own connections to the database. */
  pool: pg.Pool;
  databaseUrl: string;
  contract: ContractCheck;
  /** What the service logged, parsed. */
  logLines: Record<string, unknown>[];
  createAccount(name?: string): Promise<TestAccount>;
  /** Calls an operation without an API key. */
  call: CallOperation;
}

export interface TestServiceOptions {
  /** Migrated; dropped when the service is stopped. One of its own unless told otherwise. */
  testDatabase?: TestDatabase;
  /** The API alone unless told otherwise. */
  roles?: ReadonlySet<Role>;
  /** What a response that breaks the contract leads to: a 500 unless told otherwise. */
  onContractBreach?: 'throw' | 'log';
  /** Another way for the service, and not for the test, to reach the database. */
  connectThrough?: (databaseUrl: string) => Promise<string>;
}

/**
 * The real service on a database of its own and a free port.
 * @param env settings that differ from the defaults, by the name of their variable
 */
export async function startTestService(
  env: Record<string, string> = {},
  {
    testDatabase: given,
    roles = new Set(['api']),
    onContractBreach = 'throw',
    connectThrough = (url) => Promise.resolve(url),
  }: TestServiceOptions = {},
): Promise<TestService> {
  const testDatabase = given ?? (await createTestDatabase());
  const database = openDatabase(testDatabase.url, { poolSize: 4, onError: () => undefined });
  // The planner of the test's own statements is that of the service's.
  const pool = new pg.Pool({ connectionString: withSettings(testDatabase.url, PLANNER_SETTINGS), max: 4 });
  pool.on('error', () => undefined);
  const contract = await contractCheck('webhooks');
  const logLines: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'debug' },
    { write: (line: string) => logLines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const config = loadConfig({
    PORT: '0',
    SHUTDOWN_DELAY_SECONDS: '0',
    SECRET_KEYS: randomBytes(32).toString('base64'),
    ...env,
  });
  const service = await startService({
    config,
    log,
    roles,
    version: 'test',
    databaseUrl: await connectThrough(testDatabase.url),
    onContractBreach,
  });
  const url = service.url ?? '';
  return {
    url,
    metricsUrl: service.metricsUrl,
    database,
    pool,
    databaseUrl: testDatabase.url,
    contract,
    logLines,
    createAccount: async (name = 'test') => {
      const { id } = await createAccount(database.prisma, name, { webhookLimit: config.maxWebhooksPerAccount });
      const { apiKey, id: keyId } = await createApiKey(database.prisma, { kind: 'account', accountId: id }, 'test');
      const client = createWebhooksClient({ baseUrl: url, apiKey });
      return { id, apiKey, keyId, client, ...shortcuts(createCaller(url, contract, apiKey)) };
    },
    call: createCaller(url, contract),
    stop: async () => {
      await service.stop();
      await database.close();
      await pool.end();
      await testDatabase.drop();
    },
  };
}

function shortcuts(call: CallOperation): Pick<TestAccount, 'call' | 'createWebhook' | 'listWebhooks'> {
  async function succeed(operationId: string, input: CallInput): Promise<Answer['body']['data']> {
    const { status, text, body } = await call(operationId, input);
    if (status !== 200) throw new Error(`${operationId} was answered with ${status}: ${text}`);
    return body.data;
  }
  return {
    call,
    createWebhook: async (changes = {}) => {
      const { webhook } = await succeed('createWebhook', { body: { ...seedRequest, ...changes } });
      if (!webhook) throw new Error('The answer has no webhook.');
      return webhook;
    },
    listWebhooks: async () => (await succeed('listWebhooks', {})).webhooks ?? [],
  };
}
