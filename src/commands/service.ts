import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createKeyring } from '../accounts/keyring.js';
import type { Config } from '../config.js';
import { openDatabase } from '../database/client.js';
import { createApp } from '../http/app.js';
import { loadContract } from '../http/contract.js';
import { contractRouter } from '../http/contractRouter.js';
import { limitPerKey } from '../http/rateLimit.js';
import type { Logger } from '../log.js';
import { createWebhookOperations, type AccountContext } from '../webhooks/operations.js';
import { createAddressPolicy } from '../webhooks/targetAddress.js';

export interface Service {
  /** Where the API listens. */
  url: string;
  /** Takes no new requests, finishes those in flight, and lets go of the database. Safe to call twice. */
  stop(): Promise<void>;
}

interface ServiceOptions {
  config: Config;
  log: Logger;
  databaseUrl: string;
  /** What to do with a response that breaks the contract: "throw" makes it a 500, "log" sends it and logs an error. */
  onContractBreach: 'throw' | 'log';
}

/**
 * Builds the service on a migrated database and starts to listen.
 * @throws Error if a contract is not valid or the address can't be listened on.
 */
export async function startService({ config, log, databaseUrl, onContractBreach }: ServiceOptions): Promise<Service> {
  const contract = await loadContract('webhooks');
  const database = openDatabase(databaseUrl, {
    poolSize: config.databasePoolSize,
    onError: (err) => {
      log.warn({ err }, 'a database connection broke');
    },
  });
  const keyring = createKeyring(database.prisma, {
    onError: (err) => {
      log.warn({ err }, 'last-used times of API keys could not be written; they are tried again');
    },
  });
  let stopping: Promise<void> | null = null;

  const webhooks = contractRouter({
    contract,
    handlers: createWebhookOperations({
      db: database.prisma,
      addressPolicy: createAddressPolicy({ allowedCidrs: [], allowedPorts: [] }),
      maxWebhooksPerAccount: config.maxWebhooksPerAccount,
    }),
    authenticate: keyring.authenticate,
    contextOf: ({ accountId }): AccountContext => ({ account: { id: accountId } }),
    rateLimit: limitPerKey(config.rateLimitPerMinute),
    onContractBreach: (error, request) => {
      if (onContractBreach === 'throw') throw error;
      log.error(
        { requestId: request.id, operationId: request.operationId, err: error },
        'a response breaks the contract',
      );
    },
  });
  const app = createApp({
    log,
    contracts: [webhooks],
    checkReady: async () => {
      if (stopping) throw new Error('The service is stopping.');
      await database.prisma.$queryRaw`SELECT 1`;
    },
  });

  const server = createServer(app);
  server.listen(config.port, config.host);
  await once(server, 'listening').catch(async (error: unknown) => {
    await keyring.close();
    await database.close();
    throw error;
  });

  async function stop(): Promise<void> {
    await closeServer(server, config.shutdownTimeoutSeconds * 1_000);
    await keyring.close().catch((err: unknown) => {
      log.warn({ err }, 'last-used times of API keys are lost');
    });
    await database.close();
  }

  return { url: urlOf(server), stop: () => (stopping ??= stop()) };
}

/** Waits for requests in flight, but not longer than `timeoutMillis`. */
async function closeServer(server: Server, timeoutMillis: number): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, timeoutMillis);
  await closed;
  clearTimeout(timer);
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
