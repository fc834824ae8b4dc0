import type { components } from '../../generated/platform.js';
import type { Database } from '../database/client.js';
import { readQueueLength } from '../deliveries/queueLength.js';
import { overviewMinutes } from '../deliveries/statistics/series.js';
import { statisticsSpan } from '../deliveries/statistics/span.js';
import { listTroubledWebhooks, verdictOn, type TroubledWebhook } from '../webhooks/standing.js';

type Schemas = components['schemas'];
type Overview = Schemas['OverviewResponse']['data'];

/** As the contract says. */
const TROUBLED_AT_MOST = 100;

/**
 * Tells how the service fares, as the contract has it: the queue, what went on, and the webhooks in trouble, across all accounts.
 * @param disableAfterSeconds how long a webhook may only fail before it is disabled
 * @throws ApiError 400 if the span is none that is kept by the minute, or too long
 */
export function overviewReader({ prisma, sql }: Pick<Database, 'prisma' | 'sql'>, disableAfterSeconds: number) {
  return async (query: { since?: string; until?: string }): Promise<Overview> => {
    const { since, until } = statisticsSpan(query, 'minute');
    const [{ oldestDueAt, ...queue }, minutes, troubled] = await Promise.all([
      readQueueLength(sql),
      overviewMinutes(sql, since, until),
      listTroubledWebhooks(prisma, TROUBLED_AT_MOST + 1),
    ]);
    return {
      queue: { ...queue, oldest_due_at: oldestDueAt?.toISOString() ?? null },
      since: since.toISOString(),
      until: until.toISOString(),
      minutes: minutes.map(({ start, ...counts }) => ({ start: start.toISOString(), ...counts })),
      troubled_webhooks: troubled.slice(0, TROUBLED_AT_MOST).map((webhook) => toTroubled(webhook, disableAfterSeconds)),
      has_more_troubled_webhooks: troubled.length > TROUBLED_AT_MOST,
    };
  };
}

function toTroubled(webhook: TroubledWebhook, disableAfterSeconds: number): Schemas['TroubledWebhook'] {
  const { status, disablesAt, disabledReason } = verdictOn(webhook, disableAfterSeconds);
  return {
    webhook_id: webhook.id,
    account: webhook.account,
    url: webhook.url,
    status,
    since: webhook.troubledSince.toISOString(),
    disables_at: disablesAt?.toISOString() ?? null,
    ...(disabledReason && { disabled_reason: disabledReason }),
  };
}
