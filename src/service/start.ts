import { randomUUID } from 'node:crypto';
import { Counter, Registry, collectDefaultMetrics } from 'prom-client';
import type { Config } from '../config.js';
import { openDatabase, type Database } from '../database/client.js';
import { registerConnectionMetrics } from '../database/metrics.js';
import { createLanes } from '../deliveries/lanes.js';
import { registerQueueMetrics } from '../deliveries/metrics.js';
import type { HandOver } from '../events/handOver.js';
import { createSender } from '../sending/send.js';
import { createNotifier } from '../database/channel.js';
import { serveMetrics } from '../http/metrics.js';
import { inTime } from '../inTime.js';
import type { Logger } from '../log.js';
import { createAddressPolicy, type AddressPolicy } from '../sending/targetAddress.js';
import { startApi, type Api, type ApiOptions } from './api.js';
import { explainListenFailure } from './listenFailure.js';
import { openSecretBox } from './secretKeys.js';
import { stopParts } from './stopping.js';
import { startDelivery, type Delivery } from './worker.js';

type Metrics = Awaited<ReturnType<typeof serveMetrics>>;

/** How often the lag of the event loop is measured. */
const EVENT_LOOP_LOOK_MILLIS = 100;

/** What a process does: serve the API, deliver, or both. */
export type Role = 'api' | 'worker';

export interface Service {
  /** Where the API listens; null for a worker. */
  url: string | null;
  metricsUrl: string | null;
  /**
   * Takes nothing new, finishes what is in flight, and lets go of the database, whatever that does: within SHUTDOWN_DELAY_SECONDS and
   * SHUTDOWN_TIMEOUT_SECONDS, or the deadline of an attempt if that is longer, and a few seconds. Never rejects. Safe to call twice.
   */
  stop(): Promise<void>;
}

interface ServiceOptions {
  config: Config;
  log: Logger;
  databaseUrl: string;
  roles: ReadonlySet<Role>;
  version: string;
  /** "throw" makes a response that breaks its contract a 500, "log" sends it and logs an error. */
  onContractBreach: 'throw' | 'log';
}

/**
 * Builds what the roles need on a migrated database and starts it. It delivers only when it listens: a process that can't do the one
 * does not begin with the other.
 * @throws ConfigError if SECRET_KEYS does not open what is stored
 * @throws Error if an address can't be listened on; nothing is left running then
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { config, log, databaseUrl, roles } = options;
  const addressPolicy = addressPolicyOf(config);
  let onSilent = (): void => undefined;
  const database = openDatabase(databaseUrl, {
    poolSize: config.databasePoolSize,
    onError: (err) => {
      log.warn({ err }, 'a database connection broke');
    },
    onAway: (err) => {
      log.error({ err }, 'the database is not available');
    },
    onBack: (awayMillis) => {
      log.info({ awayMillis: Math.round(awayMillis) }, 'the database is available again');
    },
    onSilent: () => {
      onSilent();
    },
  });
  const sender = createSender({
    policy: addressPolicy,
    userAgent: `Waypost/${options.version}`,
    timeoutMillis: config.delivery.timeoutSeconds * 1_000,
    proxyUrl: config.delivery.proxyUrl,
    onRefused: (target) => {
      log.info(target, 'a name leads to where webhooks may not');
    },
  });
  const origin = randomUUID();
  const registry = new Registry();
  // Looking at the event loop a hundred times a second, as is the default, is most of what an idle process would do.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: EVENT_LOOP_LOOK_MILLIS });
  registerQueueMetrics(registry, database.sql);
  registerConnectionMetrics(registry, database);
  const published = {
    events: new Counter({ name: 'waypost_events_published_total', help: 'Events accepted.', registers: [registry] }),
    deliveries: new Counter({
      name: 'waypost_deliveries_created_total',
      help: 'Deliveries made of them.',
      registers: [registry],
    }),
  };

  let api: Api | null = null;
  let metrics: Metrics | null = null;
  let delivery: Delivery | null = null;
  /** From the outside in: first nothing new comes, then what is in flight ends, and the database goes last. */
  async function stopAll(): Promise<void> {
    const work = stopParts({ api: api?.stop, delivery: delivery?.stop }, longestWorkMillis(config), log);
    const silence = new Promise<void>((resolve) => (onSilent = resolve));
    await Promise.race([work, silence.then(() => leaveSilent(database, work))]);
    await stopParts({ sender: sender.close, metrics: metrics?.stop }, LAST_MILLIS, log);
    await stopParts({ database: database.close }, LAST_MILLIS, log);
  }

  try {
    const secretBox = await openSecretBox(config, database.patientSql);
    const lanes = createLanes({
      maxInFlight: config.delivery.workerConcurrency,
      maxPerWebhook: config.delivery.webhookConcurrency,
    });
    /** Tests have places in the lanes of the worker, where this process has one. */
    const attemptPlaces = {
      take: lanes.enter,
      giveBack: (webhookId: string) => {
        lanes.finished({ webhookId, bodyBytes: 0 }, null);
        delivery?.wake();
      },
    };
    const shared = { ...options, database, secretBox, addressPolicy, sender };
    const notify = createNotifier(database.sql, log, origin);
    const onQueued = () => {
      delivery?.wake();
      notify();
    };
    const onPublished = (count: { events: number; deliveries: number }) => {
      published.events.inc(count.events);
      published.deliveries.inc(count.deliveries);
    };
    // The worker starts when everything listens; until then there is no room.
    const handOver: HandOver | null = roles.has('worker')
      ? { room: () => delivery?.handOver.room() ?? null, take: (...taken) => delivery?.handOver.take(...taken) }
      : null;
    if (roles.has('api')) api = await listenForCalls({ ...shared, attemptPlaces, onQueued, onPublished, handOver });
    metrics = await listenForMetrics(registry, config, log);
    if (roles.has('worker')) delivery = startDelivery({ ...shared, lanes, registry, origin, onPublished, onQueued });

    let stopping: Promise<void> | null = null;
    return { url: api?.url ?? null, metricsUrl: metrics?.url ?? null, stop: () => (stopping ??= stopAll()) };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** Nothing ends well any more that needs the database: requests hear so now, and nothing else is waited for. */
async function leaveSilent(database: Database, work: Promise<void>): Promise<void> {
  database.cut();
  await inTime(work, FAREWELL_MILLIS);
}

/** For answers that are on their way. */
const FAREWELL_MILLIS = 500;

/** For what comes after requests and attempts: results and last-used times are written, and connections closed. */
const LAST_MILLIS = 3_000;

function longestWorkMillis({ shutdownDelaySeconds, shutdownTimeoutSeconds, delivery }: Config): number {
  return Math.max(shutdownDelaySeconds + shutdownTimeoutSeconds, delivery.timeoutSeconds) * 1_000 + LAST_MILLIS;
}

/** With the bundled database loopback may be reached, so that everything can be tried out on one machine. */
function addressPolicyOf({ databaseUrl, delivery }: Config): AddressPolicy {
  const loopback = databaseUrl === null ? ['127.0.0.0/8', '::1/128'] : [];
  return createAddressPolicy({
    allowedCidrs: [...delivery.allowedCidrs, ...loopback],
    allowedPorts: delivery.allowedPorts,
  });
}

async function listenForCalls(options: ApiOptions): Promise<Api> {
  const { host, port } = options.config;
  return startApi(options).catch((error: unknown) => {
    throw explainListenFailure(error, host, port, 'PORT');
  });
}

/** Null unless METRICS_PORT is set. */
async function listenForMetrics(
  registry: Registry,
  { host, metricsPort: port }: Config,
  log: Logger,
): Promise<Metrics | null> {
  if (port === null) return null;
  return serveMetrics(registry, { host, port, log }).catch((error: unknown) => {
    throw explainListenFailure(error, host, port, 'METRICS_PORT');
  });
}
