import type { Registry } from 'prom-client';
import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import { startHousekeeping } from '../deliveries/housekeeping.js';
import { deliveryJobs } from '../deliveries/jobs.js';
import { createDeliveryMetrics, createHousekeepingMetrics } from '../deliveries/metrics.js';
import { retrySpan } from '../deliveries/retrySchedule.js';
import type { SecretBox } from '../signing/secretBox.js';
import type { Sender } from '../sending/send.js';
import { createSigningKeys } from '../signing/signingKeys.js';
import { listenForDeliveries } from '../database/channel.js';
import type { Lanes } from '../deliveries/lanes.js';
import { startWorker } from '../deliveries/worker.js';
import type { Logger } from '../log.js';

export interface Delivery {
  /** There are new deliveries. */
  wake(): void;
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
}

/** Starts to deliver: a worker, its housekeeping, and an ear for what other processes publish. */
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
  const jobs = deliveryJobs(database.sql, {
    retrySpanSeconds: retrySpan(delivery.retryScheduleSeconds),
    retentionDays: delivery.retentionDays,
    onReady: worker.wake,
  });
  const jobNames = jobs.map(({ name }) => name);
  const housekeeping = startHousekeeping(jobs, { log, metrics: createHousekeepingMetrics(registry, jobNames) });
  const ear = listenForDeliveries(databaseUrl, log, { origin: options.origin, onWake: worker.wake });

  return {
    wake: worker.wake,
    stop: async () => {
      // At once: the worker is to claim nothing more while the others come to their end.
      await Promise.all([worker.stop(), ear.stop(), housekeeping.stop()]);
    },
  };
}
