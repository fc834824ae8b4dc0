import type { components } from '../../generated/deliveries.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import { verdictOn, type WebhookStanding } from '../webhooks/standing.js';
import { countUndelivered, type UndeliveredCounts } from './undelivered.js';

type Schemas = components['schemas'];

/** How far the deliveries are counted that have not reached a receiver, as the contract says. */
export const COUNTED_IN_LIST = 100;
export const COUNTED_OF_ONE = 10_000;

/** What attempts at a webhook came to in the last 24 hours, hour by hour. */
export interface HoursOfWebhook {
  /** One number an hour, oldest first. */
  succeeded: number[];
  failed: number[];
  /** When an attempt last succeeded; null if none did for as long as deliveries are kept. */
  lastSucceededAt: Date | null;
}

/** Tells what was sent to webhooks of the account in the last hours, the one of `now` included. Every webhook is in the answer. */
export type RecentHours = (
  db: SqlRunner,
  accountId: string,
  webhookIds: readonly string[],
  now: Date,
) => Promise<{ since: Date; webhooks: ReadonlyMap<string, HoursOfWebhook> }>;

interface Sources {
  sql: SqlRunner;
  recentHours: RecentHours;
  disableAfterSeconds: number;
}

/**
 * The health of webhooks of the account, in their order, as the contract has it.
 * @param bound how far each of the numbers of what is undelivered is counted
 */
export async function listHealth(
  { sql, recentHours, disableAfterSeconds }: Sources,
  accountId: string,
  webhooks: readonly WebhookStanding[],
  bound: number,
): Promise<Schemas['WebhookHealth'][]> {
  if (webhooks.length === 0) return [];
  const ids = webhooks.map(({ id }) => id);
  const [undelivered, hours] = await Promise.all([
    countUndelivered(sql, accountId, ids, bound),
    recentHours(sql, accountId, ids, new Date()),
  ]);
  return webhooks.flatMap((webhook) => {
    const [counts, ofWebhook] = [undelivered.get(webhook.id), hours.webhooks.get(webhook.id)];
    // One that was deleted since it was read has no counts, and no place in the list.
    return counts && ofWebhook ? [toHealth(webhook, { disableAfterSeconds, counts, since: hours.since, ofWebhook })] : [];
  });
}

interface Numbers {
  disableAfterSeconds: number;
  counts: UndeliveredCounts;
  since: Date;
  ofWebhook: HoursOfWebhook;
}

function toHealth(webhook: WebhookStanding, numbers: Numbers): Schemas['WebhookHealth'] {
  const { counts, since, ofWebhook, disableAfterSeconds } = numbers;
  const { status, disablesAt, disabledReason } = verdictOn(webhook, disableAfterSeconds);
  const lastFailure = lastFailureOf(webhook);
  return {
    webhook_id: webhook.id,
    status,
    failing_since: webhook.failingSince?.toISOString() ?? null,
    ...(lastFailure && { last_failure: lastFailure }),
    disables_at: disablesAt?.toISOString() ?? null,
    disabled_at: webhook.disabledAt?.toISOString() ?? null,
    ...(disabledReason && { disabled_reason: disabledReason }),
    last_succeeded_at: ofWebhook.lastSucceededAt?.toISOString() ?? null,
    undelivered: counts,
    recent_hours: { since: since.toISOString(), succeeded: ofWebhook.succeeded, failed: ofWebhook.failed },
  };
}

function lastFailureOf(webhook: WebhookStanding): Schemas['AttemptFailure'] | null {
  if (!webhook.lastFailedAt) return null;
  return {
    at: webhook.lastFailedAt.toISOString(),
    status_code: webhook.lastStatusCode,
    error_kind: webhook.lastErrorKind,
    error_message: webhook.lastErrorMessage,
  };
}
