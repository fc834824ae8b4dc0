import { validate as isUuid } from 'uuid';
import type { Db } from '../database/client.js';
import { violatedConstraint } from '../database/constraints.js';
import { invalidApiKey, tooManyWebhooks } from '../errors.js';

/** A webhook as it is stored; the event types were checked against the contract on their way in. */
export interface WebhookRow {
  id: string;
  url: string;
  enabled: boolean;
  dcIds: string[];
  events: string[];
}

interface NewWebhook {
  id: string;
  url: string;
  events: string[];
  dcIds: string[];
  sealedSecret: Uint8Array<ArrayBuffer>;
}

/*
 * Each function below sends one statement. What else has to happen with it, the count of an account's webhooks, its limit, the note for
 * the deliveries, is done by triggers, whoever writes (see the migration registry_invariants).
 */

const COLUMNS = { id: true, url: true, enabled: true, dcIds: true, events: true };

/** The account's webhooks, oldest first: UUIDv7 ids sort by the time they were made. */
export async function listWebhooks(db: Db, accountId: string): Promise<WebhookRow[]> {
  return db.webhook.findMany({ where: { accountId }, orderBy: { id: 'asc' }, select: COLUMNS });
}

/** A webhook of the account; null if the account has none with this id. */
export async function findWebhook(db: Db, accountId: string, id: string): Promise<WebhookRow | null> {
  if (!isUuid(id)) return null;
  return db.webhook.findFirst({ where: { id, accountId }, select: COLUMNS });
}

/**
 * Adds a webhook. The account's limit holds exactly, also when many are created at once.
 * @throws ApiError 400 if the account has as many webhooks as it may have, 401 if it was deleted, and its keys with it
 */
export async function insertWebhook(db: Db, accountId: string, webhook: NewWebhook): Promise<WebhookRow> {
  try {
    return await db.webhook.create({ data: { ...webhook, accountId }, select: COLUMNS });
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'accounts_webhook_limit') throw tooManyWebhooks();
    if (constraint === 'webhooks_account_id_fkey') throw invalidApiKey();
    throw error;
  }
}

/**
 * Enables or disables a webhook of the account; null if the account has none with this id. Its deliveries follow. One that is enabled
 * starts anew: why Waypost had disabled it is forgotten.
 */
export async function setWebhookEnabled(
  db: Db,
  accountId: string,
  id: string,
  enabled: boolean,
): Promise<WebhookRow | null> {
  if (!isUuid(id)) return null;
  // `update` would send the same statement, but throw where there is no such webhook.
  const [updated] = await db.webhook.updateManyAndReturn({
    where: { id, accountId },
    data: { enabled },
    select: COLUMNS,
  });
  return updated ?? null;
}

/** Removes a webhook of the account; false if the account has none with this id. Its deliveries follow. */
export async function deleteWebhook(db: Db, accountId: string, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const { count } = await db.webhook.deleteMany({ where: { id, accountId } });
  return count > 0;
}
