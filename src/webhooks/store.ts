import { validate as isUuid } from 'uuid';
import type { Db } from '../database/client.js';

/** A webhook as it is stored; the event types were checked against the contract on their way in. */
export interface WebhookRow {
  id: string;
  url: string;
  enabled: boolean;
  dcIds: string[];
  events: string[];
}

/** The account's webhooks, oldest first: UUIDv7 ids sort by the time they were made. */
export async function listWebhooks(db: Db, accountId: string): Promise<WebhookRow[]> {
  return db.$queryRaw<WebhookRow[]>`
    SELECT id, url, enabled, dc_ids AS "dcIds", events FROM webhooks WHERE account_id = ${accountId}::uuid ORDER BY id`;
}

/** A webhook of the account; null if the account has none with this id. */
export async function findWebhook(db: Db, accountId: string, id: string): Promise<WebhookRow | null> {
  if (!isUuid(id)) return null;
  const [found] = await db.$queryRaw<WebhookRow[]>`
    SELECT id, url, enabled, dc_ids AS "dcIds", events FROM webhooks
    WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid`;
  return found ?? null;
}

/**
 * Adds a webhook, or returns null when the account has `maxWebhooks` of them. The account's row is counted up in the
 * same statement, so that its lock makes concurrent creates take turns and the cap holds exactly.
 */
export async function insertWebhook(
  db: Db,
  accountId: string,
  webhook: Pick<WebhookRow, 'id' | 'url' | 'events' | 'dcIds'> & { sealedSecret: Uint8Array },
  maxWebhooks: number,
): Promise<WebhookRow | null> {
  const [inserted] = await db.$queryRaw<WebhookRow[]>`
    WITH place AS (
      UPDATE accounts SET webhook_count = webhook_count + 1
      WHERE id = ${accountId}::uuid AND webhook_count < ${maxWebhooks}
      RETURNING id
    )
    INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret)
    SELECT ${webhook.id}::uuid, place.id, ${webhook.url}, ${webhook.events}::text[], ${webhook.dcIds}::text[],
      ${webhook.sealedSecret}
    FROM place
    RETURNING id, url, enabled, dc_ids AS "dcIds", events`;
  return inserted ?? null;
}

/**
 * Enables or disables a webhook of the account; null if the account has none with this id. Enabling forgets why Waypost had
 * disabled it. A change is noted in `webhook_changes` by the same statement, for its deliveries to follow.
 */
export async function setWebhookEnabled(
  db: Db,
  accountId: string,
  id: string,
  enabled: boolean,
): Promise<WebhookRow | null> {
  if (!isUuid(id)) return null;
  const [updated] = await db.$queryRaw<WebhookRow[]>`
    WITH before AS (
      SELECT id, enabled FROM webhooks WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid FOR UPDATE
    ), noted AS (
      INSERT INTO webhook_changes (webhook_id) SELECT id FROM before WHERE enabled <> ${enabled}
    )
    UPDATE webhooks SET
      enabled = ${enabled},
      failing_since = CASE WHEN before.enabled THEN failing_since END,
      disabled_reason = NULL,
      disabled_at = NULL
    FROM before WHERE webhooks.id = before.id
    RETURNING webhooks.id, url, webhooks.enabled, dc_ids AS "dcIds", events`;
  return updated ?? null;
}

/**
 * Removes a webhook of the account; false if the account has none with this id. Its deliveries follow, as with any change.
 */
export async function deleteWebhook(db: Db, accountId: string, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const count = await db.$executeRaw`
    WITH deleted AS (
      DELETE FROM webhooks WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid RETURNING id, account_id
    ), noted AS (
      INSERT INTO webhook_changes (webhook_id) SELECT id FROM deleted
    )
    UPDATE accounts SET webhook_count = webhook_count - 1 FROM deleted WHERE accounts.id = deleted.account_id`;
  return count > 0;
}
