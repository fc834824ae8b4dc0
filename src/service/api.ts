import { bindConsole } from '../accounts/consoleOperations.js';
import { createKeyring } from '../accounts/keyring.js';
import { bindPlatform } from '../accounts/operations.js';
import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import { bindDeliveries } from '../deliveries/operations.js';
import type { SecretBox } from '../signing/secretBox.js';
import type { Sender } from '../sending/send.js';
import { generateSecret, idHeader } from '../signing/sign.js';
import { createTestSender, type AttemptPlaces } from '../deliveries/testEvent.js';
import { createGroupCommit } from '../events/groupCommit.js';
import type { HandOver } from '../events/handOver.js';
import { bindEvents } from '../events/operations.js';
import { createApp } from '../http/app.js';
import { contractRouter, type Serving } from '../http/contractRouter.js';
import { listen } from '../http/listen.js';
import { limitRequests } from '../http/rateLimit.js';
import type { Logger } from '../log.js';
import { bindWebhooks } from '../webhooks/operations.js';
import { overviewReader } from './overview.js';
import type { AddressPolicy } from '../sending/targetAddress.js';

export interface Api {
  /** Where it listens. */
  url: string;
  /** Says at once on /readyz that it is about to stop, answers for a while more (see listen.ts), and finishes the requests in flight. */
  stop(): Promise<void>;
}

export interface ApiOptions {
  config: Config;
  log: Logger;
  database: Database;
  secretBox: SecretBox;
  addressPolicy: AddressPolicy;
  /** For test events, with the places that they take. */
  sender: Sender;
  attemptPlaces: AttemptPlaces;
  /** Called when there are deliveries to be claimed. */
  onQueued: () => void;
  /** Takes what is published to the worker of this process; null if it has none. */
  handOver: HandOver | null;
  /** Called after events and their deliveries were committed, to be counted. */
  onPublished: (published: { events: number; deliveries: number }) => void;
  /** "throw" makes a response that breaks its contract a 500, "log" sends it and logs an error. */
  onContractBreach: 'throw' | 'log';
}

/**
 * Binds every contract to its handlers and listens.
 * @throws Error if the address can't be listened on
 */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { config, log, database, secretBox } = options;
  const keyring = createKeyring(database.prisma, {
    onError: (err) => {
      log.warn({ err }, 'last-used times of API keys could not be written; they are tried again');
    },
  });
  let stopping: Promise<void> | null = null;

  const serving: Serving = {
    authenticate: keyring.authenticate,
    authenticateCookie: keyring.authenticateCookie,
    rateLimit: limitRequests(config.rateLimitPerMinute),
    onContractBreach: (error, { id: requestId, operation }) => {
      if (options.onContractBreach === 'throw') throw error;
      log.error({ requestId, operationId: operation?.operationId, err: error }, 'a response breaks the contract');
    },
  };
  const webhooks = bindWebhooks({
    db: database.prisma,
    sealNewSecret: (webhookId) => secretBox.seal(generateSecret(), webhookId),
    addressPolicy: options.addressPolicy,
  });
  const events = bindEvents({
    store: createGroupCommit(database.sql, { handOver: options.handOver, onQueued: options.onQueued }),
    maxEventBytes: config.maxEventBytes,
    onPublished: options.onPublished,
  });
  const disableAfterSeconds = config.delivery.disableAfterHours * 3_600;
  const deliveries = bindDeliveries({
    db: database.prisma,
    sql: database.sql,
    secretBox,
    sendTest: createTestSender(secretBox, options.sender, options.attemptPlaces),
    headersOf: (eventId) => ({ ...options.sender.fixedHeaders, ...(eventId !== null && idHeader(eventId)) }),
    disableAfterSeconds,
    onQueued: options.onQueued,
  });

  const platform = bindPlatform({
    db: database.prisma,
    webhookLimit: config.maxWebhooksPerAccount,
    readOverview: overviewReader(database, disableAfterSeconds),
  });

  const app = createApp({
    log,
    contracts: [
      contractRouter(webhooks, serving),
      contractRouter(events, serving),
      contractRouter(deliveries, serving),
      contractRouter(platform, serving),
      contractRouter(bindConsole(database.prisma), serving),
    ],
    trustedProxies: config.trustedProxies,
    consoleFrameAncestors: config.consoleFrameAncestors,
    checkReady: async () => {
      if (stopping) throw new Error('The service is stopping.');
      await database.sql.query('SELECT 1');
    },
  });
  const server = await listen(app, { host: config.host, port: config.port, log }).catch(async (error: unknown) => {
    await keyring.close();
    throw error;
  });

  async function stop(): Promise<void> {
    await server.stop({
      delayMillis: config.shutdownDelaySeconds * 1_000,
      timeoutMillis: config.shutdownTimeoutSeconds * 1_000,
    });
    await keyring.close().catch((err: unknown) => {
      log.warn({ err }, 'last-used times of API keys are lost');
    });
  }
  return { url: server.url, stop: () => (stopping ??= stop()) };
}
