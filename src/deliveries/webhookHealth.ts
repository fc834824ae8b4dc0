import type { SqlRunner } from '../database/sqlRunner.js';
import type { Logger } from '../log.js';
import type { AttemptResult } from '../sending/attempt.js';
import type { ClaimedDelivery } from './claim.js';
import type { Settlement } from './settle.js';

/** Keeps track of which webhooks only fail, and disables those that do so for too long or that say they are gone. */
export interface WebhookHealth {
  /** A receiver said that it is gone for good. Resolves when its webhook is disabled, or that failed; it never rejects. */
  disableGone(webhookId: string, attempt: AttemptResult): Promise<void>;
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

/** How often it is written how a webhook fails. */
const FAILURE_SECONDS = 10;

/**
 * A webhook is failing since its first failed attempt after the last success. What the claim read of the webhook tells whether there is
 * anything to change, so that a healthy webhook costs no query.
 */
export function createWebhookHealth(db: SqlRunner, { log, disableAfterSeconds }: HealthOptions): WebhookHealth {
  let recovered = new Set<string>();
  /** Each with its latest failure. */
  let failed = new Map<string, AttemptResult>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const changes = { recovered: [...recovered], failed };
    recovered = new Set();
    failed = new Map();
    writing = writing
      .then(() => write(changes))
      .catch((err: unknown) => {
        log.warn({ err }, 'the health of webhooks could not be written'); // the next attempts tell the same again
      });
    return writing;
  }

  async function write(changes: { recovered: string[]; failed: Map<string, AttemptResult> }): Promise<void> {
    if (changes.recovered.length > 0) await db.query(RECOVERED, [changes.recovered]);
    if (changes.failed.size === 0) return;
    await db.query(FAILING, [...failureColumns(changes.failed), FAILURE_SECONDS]);
    await disable(DISABLE_FAILING, [[...changes.failed.keys()], disableAfterSeconds]);
  }

  async function disable(statement: string, values: unknown[]): Promise<void> {
    const { rows } = await db.query<DisabledRow>(statement, values);
    for (const row of rows) log.warn({ webhookId: row.id, reason: row.disabled_reason }, 'webhook disabled');
  }

  return {
    disableGone: async (webhookId, attempt) => {
      await disable(DISABLE_GONE, failureColumns(new Map([[webhookId, attempt]]))).catch((err: unknown) => {
        log.warn({ err, webhookId }, 'a webhook that is gone could not be disabled'); // the next attempt tells the same again
      });
    },
    record: ({ webhookId, webhook }, { state, attempt }) => {
      if (state === 'succeeded') {
        if (!webhook?.failingSince && !failed.has(webhookId)) return;
        failed.delete(webhookId);
        recovered.add(webhookId);
      } else if (attempt) {
        failed.set(webhookId, attempt);
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

/** In the order of `FAILURE`, and of ids: two processes that write of the same webhooks lock them in the same order. */
function failureColumns(failed: ReadonlyMap<string, AttemptResult>): unknown[] {
  const failures = [...failed].sort(([a], [b]) => (a < b ? -1 : 1));
  const column = <T>(pick: (attempt: AttemptResult) => T): T[] => failures.map(([, attempt]) => pick(attempt));
  return [
    failures.map(([webhookId]) => webhookId),
    column(({ startedAt, durationMillis }) => startedAt.getTime() + durationMillis),
    column(({ statusCode }) => statusCode),
    column(({ errorKind }) => errorKind),
    column(({ errorMessage }) => errorMessage),
  ];
}

const FAILURE = `unnest($1::uuid[], $2::float8[], $3::int[], $4::text[], $5::text[])
    AS failure (webhook_id, at_millis, status_code, error_kind, error_message)`;

const SET_FAILURE = `failing_since = coalesce(failing_since, now()), last_failed_at = to_timestamp(at_millis / 1000),
    last_status_code = status_code, last_error_kind = error_kind, last_error_message = error_message`;

const RECOVERED = `
  UPDATE webhooks SET failing_since = NULL,
    last_failed_at = NULL, last_status_code = NULL, last_error_kind = NULL, last_error_message = NULL
  WHERE id = ANY ($1::uuid[]) AND failing_since IS NOT NULL`;

const FAILING = `
  UPDATE webhooks SET ${SET_FAILURE} FROM ${FAILURE}
  WHERE id = webhook_id AND (
    failing_since IS NULL OR last_failed_at IS NULL OR last_failed_at < to_timestamp(at_millis / 1000) - make_interval(secs => $6)
  )`;

/** The database notes the change, so that the webhook's deliveries are parked (see webhookChanges.ts). */
const DISABLE_GONE = `
  UPDATE webhooks SET enabled = false, disabled_at = now(), disabled_reason = 'gone', ${SET_FAILURE} FROM ${FAILURE}
  WHERE id = webhook_id AND enabled
  RETURNING id, disabled_reason`;

const DISABLE_FAILING = `
  UPDATE webhooks SET enabled = false, disabled_at = now(), disabled_reason = 'failing'
  WHERE id = ANY ($1::uuid[]) AND enabled AND failing_since < now() - make_interval(secs => $2)
    -- A worker that died may have left a success unnoted.
    AND NOT EXISTS (
      SELECT FROM deliveries d
      WHERE d.webhook_id = webhooks.id AND d.id > waypost_uuidv7_floor(failing_since - interval '2 days')
        AND d.state = 'succeeded' AND d.finished_at > failing_since
    )
  RETURNING id, disabled_reason`;
