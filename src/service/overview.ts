import type { components } from '../../generated/platform.js';
import type { Database } from '../database/client.js';
import { readQueueLength } from '../deliveries/queueLength.js';
import { overviewMinutes } from '../deliveries/statistics/overviewMinutes.js';
import { invalidRequest } from '../errors.js';
import { listTroubledWebhooks, verdictOn, type TroubledWebhook } from '../webhooks/standing.js';

type Schemas = components['schemas'];
type Overview = Schemas['OverviewResponse']['data'];

/** As the contract says. */
const TROUBLED_AT_MOST = 100;
const MINUTES_AT_MOST = 1_500;
const MINUTE_MILLIS = 60_000;
const DAY_MILLIS = 86_400_000;

/**
 * Tells how the service fares, as the contract has it: the queue, what went on, and the webhooks in trouble, across all accounts.
 * @param disableAfterSeconds how long a webhook may only fail before it is disabled
 * @throws ApiError 400 if the span is empty, or too long
 */
export function overviewReader({ prisma, sql }: Pick<Database, 'prisma' | 'sql'>, disableAfterSeconds: number) {
  return async (asked: { since?: Date; until?: Date }): Promise<Overview> => {
    const { since, until } = minutesOf(asked);
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

/** The span of whole minutes that holds the one that was asked for. */
function minutesOf({
  until = new Date(),
  since = new Date(until.getTime() - DAY_MILLIS),
}: {
  since?: Date;
  until?: Date;
}) {
  if (until <= since) throw invalidRequest([{ path: '/query/until', message: 'must be later than since' }]);
  if (until.getTime() - since.getTime() > MINUTES_AT_MOST * MINUTE_MILLIS) {
    throw invalidRequest([
      { path: '/query/since', message: `must be at most ${MINUTES_AT_MOST} minutes before until` },
    ]);
  }
  return {
    since: new Date(Math.floor(since.getTime() / MINUTE_MILLIS) * MINUTE_MILLIS),
    until: new Date(Math.ceil(until.getTime() / MINUTE_MILLIS) * MINUTE_MILLIS),
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
