/** The operations of the tag Health: how webhooks fare, and what was sent over time. */
import type { components } from '../../generated/deliveries.js';
import { success } from '../contract/answers.js';
import type { Db } from '../database/client.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import { webhookNotFound } from '../errors.js';
import { findWebhook } from '../webhooks/store.js';
import type { DeliveryOperations } from './operations.js';
import { filledIn } from './parameters.js';
import { webhookSeries, type Counts } from './statistics/series.js';
import { statisticsSpan } from './statistics/span.js';

type HealthOperations = Pick<DeliveryOperations, 'getWebhookStatistics'>;

interface Dependencies {
  /** For webhooks. */
  db: Db;
  /** For what was counted. */
  sql: SqlRunner;
}

export function createHealthOperations({ db, sql }: Dependencies): HealthOperations {
  return {
    getWebhookStatistics: async ({ account, params, query }) => {
      const size = filledIn(query.bucket);
      const span = statisticsSpan(query, size);
      if (!(await findWebhook(db, account.id, params.id))) throw webhookNotFound();
      const { total, buckets } = await webhookSeries(sql, account.id, params.id, span);
      return success({
        bucket: size,
        since: span.since.toISOString(),
        until: span.until.toISOString(),
        total: toCounts(total),
        buckets: buckets.map(({ start, ...counts }) => ({ start: start.toISOString(), ...toCounts(counts) })),
      });
    },
  };
}

function toCounts({ succeeded, failed, exhausted, latency }: Counts): components['schemas']['StatisticsTotal'] {
  return { succeeded, failed, exhausted, ...(latency && { latency_millis: latency }) };
}
