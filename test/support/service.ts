import { pino } from 'pino';
import { createAccount } from '../../src/accounts/accounts.js';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { createWebhooksClient, type WebhooksClient } from '../../src/client/index.js';
import { startService, type Service } from '../../src/commands/service.js';
import { loadConfig } from '../../src/config.js';
import { openDatabase, type Database } from '../../src/database/client.js';
import { createTestDatabase } from './database.js';

export interface TestAccount {
  id: string;
  apiKey: string;
  keyId: string;
  client: WebhooksClient;
}

export interface TestService extends Service {
  database: Database;
  databaseUrl: string;
  /** What the service logged, parsed. */
  logLines: Record<string, unknown>[];
  createAccount(name?: string): Promise<TestAccount>;
}

/**
 * The real service on a database of its own and a free port. A response that breaks the contract is a 500 here.
 * @param env settings that differ from the defaults, by the name of their variable
 */
export async function startTestService(env: Record<string, string> = {}): Promise<TestService> {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.url, { poolSize: 4, onError: () => undefined });
  const logLines: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'debug' },
    { write: (line: string) => logLines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const service = await startService({
    config: loadConfig({ PORT: '0', ...env }),
    log,
    databaseUrl: testDatabase.url,
    onContractBreach: 'throw',
  });
  return {
    url: service.url,
    database,
    databaseUrl: testDatabase.url,
    logLines,
    createAccount: async (name = 'test') => {
      const { id } = await createAccount(database.prisma, name);
      const key = await createApiKey(database.prisma, id, 'test');
      const client = createWebhooksClient({ baseUrl: service.url, apiKey: key.apiKey });
      return { id, apiKey: key.apiKey, keyId: key.id, client };
    },
    stop: async () => {
      await service.stop();
      await database.close();
      await testDatabase.drop();
    },
  };
}
