/** The operations of the tag Health: how webhooks fare, and what was sent over time. */
import type { components } from '../../generated/deliveries.js';
import { pageOf, success } from '../contract/answers.js';
import type { Db } from '../database/client.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import { webhookNotFound } from '../errors.js';
import { findStanding, listStandings } from '../webhooks/standing.js';
import { findWebhook } from '../webhooks/store.js';
import { COUNTED_IN_LIST, COUNTED_OF_ONE, listHealth } from './health.js';
import type { DeliveryOperations } from './operations.js';
import { filledIn } from './parameters.js';
import { webhookSeries, type Counts } from './statistics/series.js';
import { statisticsSpan } from './statistics/span.js';

type HealthOperations = Pick<DeliveryOperations, 'getWebhookHealth' | 'listWebhookHealth' | 'getWebhookStatistics'>;

interface Dependencies {
  /** For webhooks. */
  db: Db;
  /** For what is counted. */
  sql: SqlRunner;
  /** How long a webhook may only fail before it is disabled. */
  disableAfterSeconds: number;
}

export function createHealthOperations({ db, sql, disableAfterSeconds }: Dependencies): HealthOperations {
  const sources = { sql, disableAfterSeconds };
  return {
    listWebhookHealth: async ({ account, query }) => {
      const limit = filledIn(query.limit);
      const standings = await listStandings(db, account.id, { after: query.cursor, limit: limit + 1 });
      const { page, next_cursor } = pageOf(standings, limit);
      return success({ webhooks: await listHealth(sources, account.id, page, COUNTED_IN_LIST), next_cursor });
    },

    getWebhookHealth: async ({ account, params }) => {
      const standing = await findStanding(db, account.id, params.id);
      const [health] = standing ? await listHealth(sources, account.id, [standing], COUNTED_OF_ONE) : [];
      if (!health) throw webhookNotFound();
      return success({ health });
    },

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
