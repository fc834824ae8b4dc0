import type { Registry } from 'prom-client';
import { removeDeletedAccounts } from '../accounts/accountDeletion.js';
import { removeOldConsoleAccess } from '../accounts/consoleHousekeeping.js';
import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import { startHousekeeping } from '../deliveries/housekeeping.js';
import { deliveryJobs } from '../deliveries/jobs.js';
import { createDeliveryMetrics, createHousekeepingMetrics } from '../deliveries/metrics.js';
import { retrySpan } from '../deliveries/retrySchedule.js';
import type { SecretBox } from '../signing/secretBox.js';
import type { Sender } from '../sending/send.js';
import { createSigningKeys } from '../signing/signingKeys.js';
import { listenForWork } from '../database/channel.js';
import type { Lanes } from '../deliveries/lanes.js';
import { startWorker } from '../deliveries/worker.js';
import type { HandOver } from '../events/handOver.js';
import type { Logger } from '../log.js';
import { createOutboxMetrics } from '../sources/outboxMetrics.js';
import { startOutboxTaker } from '../sources/outboxTaker.js';

export interface Delivery {
  /** There are new deliveries. */
  wake(): void;
  /** For what is published in this process. */
  handOver: HandOver;
  /** Finishes the attempts in flight and writes their results. */
  stop(): Promise<void>;
}

export interface DeliveryOptions {
  config: Config;
  log: Logger;
  database: Database;
  databaseUrl: string;
  secretBox: SecretBox;
  sender: Sender;
  lanes: Lanes;
  registry: Registry;
  /** Names this process among those that notify each other of new deliveries. */
  origin: string;
  /** Called after events of the outbox and their deliveries were committed, to be counted. */
  onPublished: (published: { events: number; deliveries: number }) => void;
  /** Called when there are deliveries to be claimed. */
  onQueued: () => void;
}

/** Nobody waits for it. */
const ACCOUNTS_REST_MILLIS = 10_000;
const CONSOLE_ACCESS_REST_MILLIS = 60_000;

/**
 * Starts to deliver: a worker, its housekeeping, and an ear for what other processes publish. What applications publish through the outbox
 * is taken here, and not by the API: a worker listens anyway, and events that were taken are to be delivered next.
 */
export function startDelivery(options: DeliveryOptions): Delivery {
  const { config, log, database, databaseUrl, secretBox, sender, lanes, registry } = options;
  const { delivery } = config;
  const worker = startWorker({
    db: database.sql,
    log,
    sender,
    lanes,
    signingKeys: createSigningKeys(secretBox),
    metrics: createDeliveryMetrics(registry, () => worker.inFlight()),
    scheduleSeconds: delivery.retryScheduleSeconds,
    maxInFlight: delivery.workerConcurrency,
    timeoutMillis: delivery.timeoutSeconds * 1_000,
    disableAfterSeconds: delivery.disableAfterHours * 3_600,
  });
  const jobs = deliveryJobs(database, {
    retrySpanSeconds: retrySpan(delivery.retryScheduleSeconds),
    retentionDays: delivery.retentionDays,
    log,
    onReady: worker.wake,
  });
  jobs.push({
    name: 'remove_deleted_accounts',
    restMillis: ACCOUNTS_REST_MILLIS,
    run: (signal) => removeDeletedAccounts(database, { log, signal }),
  });
  jobs.push({
    name: 'remove_old_console_access',
    restMillis: CONSOLE_ACCESS_REST_MILLIS,
    run: () => removeOldConsoleAccess(database.sql),
  });
  const jobNames = jobs.map(({ name }) => name);
  const housekeeping = startHousekeeping(jobs, { log, metrics: createHousekeepingMetrics(registry, jobNames) });
  const taker = startOutboxTaker({
    transact: database.transact,
    log,
    metrics: createOutboxMetrics(registry, database.sql),
    onPublished: options.onPublished,
    onQueued: options.onQueued,
    maxEventBytes: config.maxEventBytes,
  });
  const ear = listenForWork(databaseUrl, log, {
    origin: options.origin,
    heard: { deliveries: worker.wake, outbox: taker.wake },
  });

  return {
    wake: worker.wake,
    handOver: { room: worker.room, take: worker.take },
    stop: async () => {
      // At once: the worker is to claim nothing more while the others come to their end.
      await Promise.all([worker.stop(), taker.stop(), ear.stop(), housekeeping.stop()]);
    },
  };
}
