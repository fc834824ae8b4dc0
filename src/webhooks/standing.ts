/** How webhooks stand: whether they are sent to, and how that goes, as the workers have noted it. */
import { validate as isUuid } from 'uuid';
import type { Db } from '../database/client.js';

export type WebhookStatus = 'healthy' | 'failing' | 'disabled';
export type DisabledReason = 'requested' | 'failing' | 'gone' | 'account_disabled';

export interface WebhookStanding {
  id: string;
  enabled: boolean;
  /** Whether its account is disabled. */
  suspended: boolean;
  /** Null if its last attempt succeeded. */
  failingSince: Date | null;
  /** When an attempt last failed, and how; null if the last one succeeded. */
  lastFailedAt: Date | null;
  lastStatusCode: number | null;
  lastErrorKind: string | null;
  lastErrorMessage: string | null;
  /** When Waypost disabled it, and why; null if it did not. */
  disabledAt: Date | null;
  disabledReason: string | null;
}

/** A webhook that fails or that Waypost has disabled, with whose it is. */
export interface TroubledWebhook extends WebhookStanding {
  url: string;
  account: { id: string; name: string };
  /** Since when it fails, or is disabled. */
  troubledSince: Date;
}

const COLUMNS = {
  id: true,
  enabled: true,
  suspended: true,
  failingSince: true,
  lastFailedAt: true,
  lastStatusCode: true,
  lastErrorKind: true,
  lastErrorMessage: true,
  disabledAt: true,
  disabledReason: true,
} as const;

/** How a webhook of the account stands; null if the account has none with this id. */
export async function findStanding(db: Db, accountId: string, id: string): Promise<WebhookStanding | null> {
  if (!isUuid(id)) return null;
  return db.webhook.findFirst({ where: { id, accountId }, select: COLUMNS });
}

/** How the account's webhooks stand, oldest first, those after the webhook `after`. */
export async function listStandings(
  db: Db,
  accountId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<WebhookStanding[]> {
  return db.webhook.findMany({
    where: { accountId, ...(after !== undefined && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: limit,
    select: COLUMNS,
  });
}

/** The webhooks in trouble of all accounts, those in trouble for longest first. */
export async function listTroubledWebhooks(db: Db, limit: number): Promise<TroubledWebhook[]> {
  const webhooks = await db.webhook.findMany({
    // Those of an account that is being deleted are nobody's any more.
    where: { troubledSince: { not: null }, account: { deletedAt: null } },
    orderBy: [{ troubledSince: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { ...COLUMNS, url: true, troubledSince: true, account: { select: { id: true, name: true } } },
  });
  return webhooks.flatMap(({ troubledSince, ...webhook }) => (troubledSince ? [{ ...webhook, troubledSince }] : []));
}

/** What a webhook's columns mean together. */
export interface Verdict {
  status: WebhookStatus;
  /** When it will be disabled unless an attempt succeeds before. Null unless it is failing. */
  disablesAt: Date | null;
  /** Null unless it is disabled. */
  disabledReason: DisabledReason | null;
}

/**
 * What is to be said of a webhook. One that is disabled twice, by itself and with its account, is so for its own reason: that remains when the
 * account is enabled again. Pure.
 * @param disableAfterSeconds how long a webhook may only fail before it is disabled
 */
export function verdictOn(webhook: WebhookStanding, disableAfterSeconds: number): Verdict {
  const { enabled, suspended, failingSince } = webhook;
  if (!enabled) return { status: 'disabled', disablesAt: null, disabledReason: reasonOf(webhook) };
  if (suspended) return { status: 'disabled', disablesAt: null, disabledReason: 'account_disabled' };
  if (!failingSince) return { status: 'healthy', disablesAt: null, disabledReason: null };
  const disablesAt = new Date(failingSince.getTime() + disableAfterSeconds * 1_000);
  return { status: 'failing', disablesAt, disabledReason: null };
}

function reasonOf({ disabledReason }: WebhookStanding): DisabledReason {
  return disabledReason === 'gone' || disabledReason === 'failing' ? disabledReason : 'requested';
}
