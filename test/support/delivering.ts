/** What tests of publishing and delivering share: the real service, a publisher, and a receiver behind a webhook. */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { startService, type Role, type Service } from '../../src/service/start.js';
import { loadConfig } from '../../src/config.js';
import { createSecretBox, parseSealingKeys } from '../../src/signing/secretBox.js';
import { createCaller, type CallOperation } from './call.js';
import { contractCheck, type ContractCheck } from './contract.js';
import { startReceiver, type Receiver } from './receiver.js';
import {
  startTestService,
  type TestAccount,
  type TestService,
  type TestServiceOptions,
  type Webhook,
} from './service.js';

/** What a 202 says of an event. */
export interface Accepted {
  id: string;
  deliveries: number;
}

/** A webhook that leads to a receiver of its own, in an account of its own. */
export interface Target {
  account: TestAccount;
  webhook: Webhook;
  receiver: Receiver;
  /** Publishes an event that this webhook asked for. */
  publish(further?: object): Promise<Accepted>;
  /** Publishes many of them in one request. */
  publishMany(count: number): Promise<Accepted[]>;
}

/** Another service on the same database, as another process would be. */
export interface OtherService extends Service {
  logLines: Record<string, unknown>[];
}

export interface DeliveryService extends TestService {
  publisherKey: string;
  events: ContractCheck;
  /** Calls an operation of openapi/events.yaml with a publisher key; the answer is checked against that contract. */
  callEvents: CallOperation;
  /** @throws Error if the service refuses */
  publish(events: object[]): Promise<Accepted[]>;
  /** Registers a webhook for everything of DC 1; `path` follows the receiver's address. */
  createTarget(changes?: object, path?: string): Promise<Target>;
  /** The secret that the webhook's notifications are signed with. */
  secretOf(webhookId: string): Promise<string>;
  startAnother(roles: Role[], env?: Record<string, string>): Promise<OtherService>;
}

export const allEventTypes = ['ROUTE_CREATED', 'ROUTE_STARTED', 'ROUTE_ETAS_CHANGED', 'WAYPOINT_STATUS_CHANGED'];

/**
 * The real service on a database of its own, delivering unless told otherwise. Stopping it stops its receivers and all other
 * services on its database, too.
 * @param env settings that differ from the defaults, by the name of their variable
 */
export async function startDeliveryService(
  env: Record<string, string> = {},
  roles: Role[] = ['api', 'worker'],
  options: Omit<TestServiceOptions, 'roles'> = {},
): Promise<DeliveryService> {
  const settings = { SECRET_KEYS: randomBytes(32).toString('base64'), RATE_LIMIT_PER_MINUTE: '0', ...env };
  const service = await startTestService(settings, { ...options, roles: new Set(roles) });
  const { database, pool, url } = service;
  const { apiKey: publisherKey } = await createApiKey(database.prisma, { kind: 'publisher' }, 'publisher');
  const events = await contractCheck('events');
  const callEvents = createCaller(url, events, publisherKey);
  const box = createSecretBox(parseSealingKeys(settings.SECRET_KEYS));
  const receivers: Receiver[] = [];
  const others: OtherService[] = [];

  async function publish(published: object[]): Promise<Accepted[]> {
    const { status, text } = await callEvents('publishEvents', { body: { events: published } });
    if (status !== 202) throw new Error(`publishEvents was answered with ${status}: ${text}`);
    return (JSON.parse(text) as { data: { events: Accepted[] } }).data.events;
  }

  return {
    ...service,
    publisherKey,
    events,
    callEvents,
    publish,

    createTarget: async (changes = {}, path = '/hook') => {
      const receiver = await startReceiver();
      receivers.push(receiver);
      const account = await service.createAccount();
      const webhook = await account.createWebhook({
        webhook_url: receiver.url + path,
        events: allEventTypes,
        dc_ids: ['1'],
        ...changes,
      });
      const event = (further: object = {}) => ({ ...routeCreated(account.id), ...further });
      return {
        account,
        webhook,
        receiver,
        publish: async (further) => first(await publish([event(further)])),
        publishMany: (count) => publish(Array.from({ length: count }, () => event())),
      };
    },

    secretOf: async (webhookId) => {
      const { rows } = await pool.query<{ sealed_secret: Buffer }>('SELECT sealed_secret FROM webhooks WHERE id = $1', [
        webhookId,
      ]);
      return box.open(first(rows).sealed_secret, webhookId);
    },

    startAnother: async (otherRoles, otherEnv = {}) => {
      const logLines: Record<string, unknown>[] = [];
      const other = await startService({
        config: loadConfig({ PORT: '0', SHUTDOWN_DELAY_SECONDS: '0', ...settings, ...otherEnv }),
        log: pino(
          { level: 'debug' },
          { write: (line: string) => logLines.push(JSON.parse(line) as (typeof logLines)[0]) },
        ),
        roles: new Set(otherRoles),
        version: 'test',
        databaseUrl: service.databaseUrl,
        onContractBreach: 'throw',
      });
      const withLog = { ...other, logLines };
      others.push(withLog);
      return withLog;
    },

    stop: async () => {
      // Receivers first: an attempt that is held open ends then, and no service waits for its deadline.
      for (const receiver of receivers) await receiver.close();
      for (const other of others) await other.stop();
      await service.stop();
    },
  };
}

/** An event that is complete and asks for nothing special. */
export function routeCreated(accountId: string): {
  account_id: string;
  event: string;
  dc_id: string;
  route_id: string;
} {
  return { account_id: accountId, event: 'ROUTE_CREATED', dc_id: '1', route_id: 'R-1001' };
}

/** @throws Error if there is none */
export function first<T>(values: readonly T[]): T {
  const [value] = values;
  if (value === undefined) throw new Error('There is none.');
  return value;
}
