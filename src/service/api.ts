import type { Caller } from '../contract/caller.js';
import { createKeyring } from '../accounts/keyring.js';
import type { Config } from '../config.js';
import { readContract } from '../contract/document.js';
import type { Database } from '../database/client.js';
import { createDeliveryOperations } from '../deliveries/operations.js';
import type { SecretBox } from '../signing/secretBox.js';
import type { Sender } from '../sending/send.js';
import { generateSecret } from '../signing/sign.js';
import { createTestSender } from '../deliveries/testEvent.js';
import { invalidApiKey, wrongKindOfApiKey } from '../errors.js';
import { eventFaults } from '../events/acceptEvents.js';
import { compileNotificationRules } from '../contract/notifications.js';
import { createGroupCommit } from '../events/groupCommit.js';
import { createEventOperations } from '../events/operations.js';
import { createApp } from '../http/app.js';
import { loadContract } from '../contract/contract.js';
import { contractRouter, type Binding } from '../http/contractRouter.js';
import { listen } from '../http/listen.js';
import { limitPerKey } from '../http/rateLimit.js';
import type { Logger } from '../log.js';
import { createWebhookOperations, type AccountContext } from '../webhooks/operations.js';
import type { AddressPolicy } from '../sending/targetAddress.js';
import { webhookFaults } from '../webhooks/webhookFaults.js';

export interface Api {
  /** Where it listens. */
  url: string;
  /** Takes no new requests and finishes those in flight. */
  stop(): Promise<void>;
}

export interface ApiOptions {
  config: Config;
  log: Logger;
  database: Database;
  secretBox: SecretBox;
  addressPolicy: AddressPolicy;
  /** For test events. */
  sender: Sender;
  /** Called when deliveries were queued otherwise than by publishing. */
  onQueued: () => void;
  /** Called after events and their deliveries were committed. */
  onPublished: (published: { events: number; deliveries: number }) => void;
  /** "throw" makes a response that breaks its contract a 500, "log" sends it and logs an error. */
  onContractBreach: 'throw' | 'log';
}

/**
 * Binds every contract to its handlers and listens.
 * @throws Error if a contract is not valid, does not fit its handlers, or the address can't be listened on
 */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { config, log, database, secretBox } = options;
  const keyring = createKeyring(database.prisma, {
    onError: (err) => {
      log.warn({ err }, 'last-used times of API keys could not be written; they are tried again');
    },
  });
  let stopping: Promise<void> | null = null;

  const common: Pick<Binding, 'authenticate' | 'rateLimit' | 'onContractBreach'> = {
    authenticate: keyring.authenticate,
    rateLimit: limitPerKey(config.rateLimitPerMinute),
    onContractBreach: (error, request) => {
      if (options.onContractBreach === 'throw') throw error;
      const { id: requestId, operationId } = request;
      log.error({ requestId, operationId, err: error }, 'a response breaks the contract');
    },
  };
  const webhooksDocument = await readContract('webhooks');
  const notificationRules = compileNotificationRules(webhooksDocument);

  const webhooks = contractRouter({
    ...common,
    contract: await loadContract('webhooks'),
    handlers: createWebhookOperations({
      db: database.prisma,
      sealNewSecret: (webhookId) => secretBox.seal(generateSecret(), webhookId),
    }),
    contextOf: accountContextOf,
    furtherFaults: (body) => webhookFaults(body, options.addressPolicy),
  });
  const events = contractRouter({
    ...common,
    contract: await loadContract('events'),
    handlers: createEventOperations({
      store: createGroupCommit(database.sql, notificationRules.coalesceKeyOf),
      onPublished: options.onPublished,
    }),
    contextOf: ({ kind }) => {
      if (kind !== 'publisher') throw wrongKindOfApiKey();
      return {};
    },
    furtherFaults: (body) => eventFaults(body, notificationRules),
  });

  const deliveries = contractRouter({
    ...common,
    contract: await loadContract('deliveries'),
    handlers: createDeliveryOperations({
      db: database.prisma,
      sql: database.sql,
      secretBox,
      sendTest: createTestSender(webhooksDocument, secretBox, options.sender),
      onQueued: options.onQueued,
    }),
    contextOf: accountContextOf,
  });

  const app = createApp({
    log,
    contracts: [webhooks, events, deliveries],
    checkReady: async () => {
      if (stopping) throw new Error('The service is stopping.');
      await database.sql.query('SELECT 1');
    },
  });
  const server = await listen(app, config).catch(async (error: unknown) => {
    await keyring.close();
    throw error;
  });

  async function stop(): Promise<void> {
    await server.stop(config.shutdownTimeoutSeconds * 1_000);
    await keyring.close().catch((err: unknown) => {
      log.warn({ err }, 'last-used times of API keys are lost');
    });
  }
  return { url: server.url, stop: () => (stopping ??= stop()) };
}

function accountContextOf(caller: Caller): AccountContext {
  if (caller.kind !== 'account') throw invalidApiKey(); // a publisher key has no webhooks
  return { account: { id: caller.accountId } };
}
