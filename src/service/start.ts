import { randomUUID } from 'node:crypto';
import { Counter, Registry, collectDefaultMetrics } from 'prom-client';
import type { Config } from '../config.js';
import { openDatabase } from '../database/client.js';
import { registerConnectionMetrics } from '../database/metrics.js';
import { registerQueueMetrics } from '../deliveries/metrics.js';
import { createSender } from '../sending/send.js';
import { createNotifier } from '../database/channel.js';
import { serveMetrics } from '../http/metrics.js';
import type { Logger } from '../log.js';
import { createAddressPolicy, type AddressPolicy } from '../sending/targetAddress.js';
import { startApi } from './api.js';
import { startDelivery } from './worker.js';
import { openSecretBox } from './secretKeys.js';

/** What a process does: serve the API, deliver, or both. */
export type Role = 'api' | 'worker';

export interface Service {
  /** Where the API listens; null for a worker. */
  url: string | null;
  metricsUrl: string | null;
  /** Takes nothing new, finishes what is in flight, and lets go of the database. Safe to call twice. */
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
 * Builds what the roles need on a migrated database and starts it.
 * @throws Error if an address can't be listened on; nothing is left running then
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { config, log, databaseUrl, roles } = options;
  const addressPolicy = addressPolicyOf(config);
  const secretBox = await openSecretBox(config);
  const database = openDatabase(databaseUrl, {
    poolSize: config.databasePoolSize,
    onError: (err) => {
      log.warn({ err }, 'a database connection broke');
    },
  });
  const sender = createSender({
    policy: addressPolicy,
    userAgent: `Waypost/${options.version}`,
    timeoutMillis: config.delivery.timeoutSeconds * 1_000,
    proxyUrl: config.delivery.proxyUrl,
  });
  const origin = randomUUID();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
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

  /** In the order in which they are to be stopped, the last one first. */
  const stops: (() => Promise<unknown>)[] = [database.close, sender.close];
  async function stopAll(): Promise<void> {
    for (const stop of stops.splice(0).reverse()) await stop();
  }

  try {
    const shared = { ...options, database, secretBox, addressPolicy, sender };
    const delivery = roles.has('worker') ? startDelivery({ ...shared, registry, origin }) : null;
    if (delivery) stops.push(delivery.stop);

    const notify = createNotifier(database.sql, log, origin);
    const onQueued = () => {
      delivery?.wake();
      notify();
    };
    const onPublished = (count: { events: number; deliveries: number }) => {
      published.events.inc(count.events);
      published.deliveries.inc(count.deliveries);
      if (count.deliveries > 0) onQueued();
    };
    const api = roles.has('api') ? await startApi({ ...shared, onQueued, onPublished }) : null;
    if (api) stops.push(api.stop);

    const metricsUrl = await startMetrics(registry, config, log, stops);
    let stopping: Promise<void> | null = null;
    return { url: api?.url ?? null, metricsUrl, stop: () => (stopping ??= stopAll()) };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** With the bundled database loopback may be reached, so that everything can be tried out on one machine. */
function addressPolicyOf({ databaseUrl, delivery }: Config): AddressPolicy {
  const loopback = databaseUrl === null ? ['127.0.0.0/8', '::1/128'] : [];
  return createAddressPolicy({
    allowedCidrs: [...delivery.allowedCidrs, ...loopback],
    allowedPorts: delivery.allowedPorts,
  });
}

async function startMetrics(
  registry: Registry,
  { host, metricsPort }: Config,
  log: Logger,
  stops: (() => Promise<unknown>)[],
): Promise<string | null> {
  if (metricsPort === null) return null;
  const metrics = await serveMetrics(registry, { host, port: metricsPort, log });
  stops.push(metrics.stop);
  return metrics.url;
}
