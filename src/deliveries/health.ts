import type { components } from '../../generated/deliveries.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import { recentHours, type RecentHours } from './statistics/recentHours.js';
import { verdictOn, type WebhookStanding } from '../webhooks/standing.js';
import { countUndelivered, type UndeliveredCounts } from './undelivered.js';

type Schemas = components['schemas'];

/** How far the deliveries are counted that have not reached a receiver, as the contract says. */
export const COUNTED_IN_LIST = 100;
export const COUNTED_OF_ONE = 10_000;

interface Sources {
  sql: SqlRunner;
  disableAfterSeconds: number;
}

/**
 * The health of webhooks of the account, in their order, as the contract has it.
 * @param bound how far each of the numbers of what is undelivered is counted
 */
export async function listHealth(
  { sql, disableAfterSeconds }: Sources,
  accountId: string,
  webhooks: readonly WebhookStanding[],
  bound: number,
): Promise<Schemas['WebhookHealth'][]> {
  if (webhooks.length === 0) return [];
  const ids = webhooks.map(({ id }) => id);
  const [undelivered, recent] = await Promise.all([
    countUndelivered(sql, accountId, ids, bound),
    recentHours(sql, accountId, ids),
  ]);
  const hours = new Map(recent.map((ofWebhook) => [ofWebhook.webhookId, ofWebhook]));
  return webhooks.flatMap((webhook) => {
    const [counts, ofWebhook] = [undelivered.get(webhook.id), hours.get(webhook.id)];
    // One that was deleted since it was read has no numbers, and no place in the list.
    return counts && ofWebhook ? [toHealth(webhook, disableAfterSeconds, counts, ofWebhook)] : [];
  });
}

function toHealth(
  webhook: WebhookStanding,
  disableAfterSeconds: number,
  undelivered: UndeliveredCounts,
  { since, succeeded, failed, lastSucceededAt }: RecentHours,
): Schemas['WebhookHealth'] {
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
    last_succeeded_at: lastSucceededAt?.toISOString() ?? null,
    undelivered,
    recent_hours: { since: since.toISOString(), succeeded, failed },
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
