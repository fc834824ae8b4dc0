import type { SqlRunner } from '../database/sqlRunner.js';
import type { Logger } from '../log.js';
import type { ClaimedDelivery } from './claim.js';
import type { Settlement } from './settle.js';

/** Keeps track of which webhooks only fail, and disables those that do so for too long or that say they are gone. */
export interface WebhookHealth {
  /** A receiver said that it is gone for good. Resolves when its webhook is disabled, or that failed; it never rejects. */
  disableGone(webhookId: string): Promise<void>;
  record(delivery: ClaimedDelivery, settlement: Settlement): void;
  /** Resolves when everything recorded so far is written. */
  flush(): Promise<void>;
}

interface HealthOptions {
  log: Logger;
  disableAfterSeconds: number;
}

/** Changes are rare, and none of them is urgent. */
const FLUSH_MILLIS = 100;

/**
 * A webhook is failing since its first failed attempt after the last success. What the claim read of the webhook tells whether there is
 * anything to change, so that a healthy webhook costs no query.
 */
export function createWebhookHealth(db: SqlRunner, { log, disableAfterSeconds }: HealthOptions): WebhookHealth {
  let recovered = new Set<string>();
  let failed = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const changes = { recovered: [...recovered], failed: [...failed] };
    recovered = new Set();
    failed = new Set();
    writing = writing
      .then(() => write(changes))
      .catch((err: unknown) => {
        log.warn({ err }, 'the health of webhooks could not be written'); // the next attempts tell the same again
      });
    return writing;
  }

  async function write(changes: { recovered: string[]; failed: string[] }): Promise<void> {
    if (changes.recovered.length > 0) await db.query(RECOVERED, [changes.recovered]);
    if (changes.failed.length === 0) return;
    await db.query(FAILING, [changes.failed]);
    await disable(changes.failed, []);
  }

  async function disable(failing: string[], gone: string[]): Promise<void> {
    const { rows } = await db.query<DisabledRow>(DISABLE, [failing, disableAfterSeconds, gone]);
    for (const row of rows) log.warn({ webhookId: row.id, reason: row.disabled_reason }, 'webhook disabled');
  }

  return {
    disableGone: async (webhookId) => {
      await disable([], [webhookId]).catch((err: unknown) => {
        log.warn({ err, webhookId }, 'a webhook that is gone could not be disabled'); // the next attempt tells the same again
      });
    },
    record: ({ webhookId, webhook }, { state, attempt }) => {
      if (state === 'succeeded') {
        if (!webhook?.failingSince && !failed.has(webhookId)) return;
        failed.delete(webhookId);
        recovered.add(webhookId);
      } else if (attempt) {
        failed.add(webhookId);
      }
      timer ??= setTimeout(() => void flush(), FLUSH_MILLIS);
    },
    flush,
  };
}

interface DisabledRow {
  id: string;
  disabled_reason: string;
}

const RECOVERED = `UPDATE webhooks SET failing_since = NULL WHERE id = ANY ($1::uuid[]) AND failing_since IS NOT NULL`;

const FAILING = `UPDATE webhooks SET failing_since = now() WHERE id = ANY ($1::uuid[]) AND failing_since IS NULL`;

/** The database notes the change, so that the webhook's deliveries are parked (see webhookChanges.ts). */
const DISABLE = `
  UPDATE webhooks SET enabled = false, disabled_at = now(),
    disabled_reason = CASE WHEN id = ANY ($3::uuid[]) THEN 'gone' ELSE 'failing' END
  WHERE enabled AND (
    id = ANY ($3::uuid[])
    OR (
      id = ANY ($1::uuid[]) AND failing_since < now() - make_interval(secs => $2)
      -- A worker that died may have left a success unnoted.
      AND NOT EXISTS (
        SELECT FROM deliveries d
        WHERE d.webhook_id = webhooks.id AND d.id > waypost_uuidv7_floor(failing_since - interval '2 days')
          AND d.state = 'succeeded' AND d.finished_at > failing_since
      )
    )
  )
  RETURNING id, disabled_reason`;
