import type { Database } from '../database/client.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import type { Logger } from '../log.js';

/** Rows per statement, so that none keeps the disk busy while deliveries wait. */
const BATCH = 1_000;
/** Accounts that are looked at in one run; the others are looked at when these are gone. */
const ACCOUNTS = 100;
/** How long one run goes on, in milliseconds. */
const RUN_MILLIS = 1_000;
/** Longer than any statement takes that began before the account was deleted, and may still store something of it. */
const LATECOMERS_SECONDS = 60;

interface DeletionOptions {
  log: Logger;
  /** The service stops: what is begun is finished, and nothing more is begun. */
  signal: AbortSignal;
}

/**
 * Removes what the deleted accounts had, and at last the accounts themselves: webhooks (whose deliveries follow them out of the queue), the log,
 * what was counted, events, keys. A second's work at most; what a process that dies leaves behind is still there for the next. Any number of processes may
 * do so on one database.
 * @returns whether there is more that can be done at once
 */
export async function removeDeletedAccounts(
  { sql, patientSql: db }: Pick<Database, 'sql' | 'patientSql'>,
  { log, signal }: DeletionOptions,
): Promise<boolean> {
  const until = Date.now() + RUN_MILLIS;
  // Without patience: there is hardly ever any, and a stop is not to wait for a database that says nothing.
  const { rows } = await sql.query<{ id: string }>(DELETED, [ACCOUNTS]);
  for (const { id } of rows) {
    for (const step of STEPS) {
      let state: StepState;
      do {
        if (signal.aborted) return false;
        if (Date.now() > until) return true;
        state = await step(db, id);
      } while (state === 'more');
      if (state === 'later') break;
      if (step === removeAccount) log.info({ accountId: id }, 'a deleted account is gone, with all that it had');
    }
  }
  return rows.length === ACCOUNTS;
}

/** Whether a step has more to do, is done, or has to wait for others: deliveries that are under way, or another process. */
type StepState = 'more' | 'done' | 'later';
type Step = (db: SqlRunner, accountId: string) => Promise<StepState>;

const DELETED = 'SELECT id FROM accounts WHERE deleted_at IS NOT NULL ORDER BY deleted_at LIMIT $1';

/** One at a time: each may have tens of thousands of rows that say what it matches. */
const removeWebhooks: Step = async (db, accountId) => {
  const { rowCount } = await db.query(REMOVE_WEBHOOK, [accountId]);
  return rowCount ? 'more' : 'done';
};

const REMOVE_WEBHOOK = `
  DELETE FROM webhooks WHERE id = (
    SELECT id FROM webhooks WHERE account_id = $1::uuid ORDER BY account_id, id LIMIT 1 FOR UPDATE SKIP LOCKED
  )`;

/** The deliveries of a deleted webhook are cancelled by the worker; one that is being attempted, when the attempt is over. */
const waitForQueue: Step = async (db, accountId) => {
  const { rowCount } = await db.query(UNDER_WAY, [accountId, LATECOMERS_SECONDS]);
  return rowCount ? 'later' : 'done';
};

const UNDER_WAY = `
  SELECT FROM accounts a WHERE id = $1::uuid AND (
    a.deleted_at > now() - make_interval(secs => $2)
    OR EXISTS (SELECT FROM webhooks WHERE account_id = a.id)
    OR EXISTS (
      SELECT FROM former_webhooks f CROSS JOIN LATERAL (
        SELECT FROM delivery_queue q WHERE q.webhook_id = f.webhook_id LIMIT 1
      ) q WHERE f.account_id = a.id
    )
  )`;

const removeLog: Step = async (db, accountId) => {
  const { rowCount } = await db.query(REMOVE_LOG, [accountId, BATCH]);
  return rowCount ? 'more' : 'done';
};

/** A batch of what was counted of the webhook `former`, which nobody counts any more. */
const statisticsOf = (time: string): string => `
    SELECT s.* FROM former CROSS JOIN LATERAL (
      SELECT s.webhook_id, s.${time} FROM statistics_${time}s s WHERE s.webhook_id = former.webhook_id ORDER BY s.webhook_id, s.${time} LIMIT $2
    ) s`;

/** A batch of one webhook, which is forgotten when nothing is left of it. */
const REMOVE_LOG = `
  WITH former AS MATERIALIZED (
    SELECT account_id, webhook_id FROM former_webhooks WHERE account_id = $1::uuid ORDER BY account_id, webhook_id LIMIT 1
  ), batch AS MATERIALIZED (
    SELECT d.* FROM former CROSS JOIN LATERAL (
      SELECT d.webhook_id, d.id FROM deliveries d WHERE d.webhook_id = former.webhook_id ORDER BY d.webhook_id, d.id LIMIT $2
    ) d
  ), minutes AS MATERIALIZED (${statisticsOf('minute')}), hours AS MATERIALIZED (${statisticsOf('hour')}), removed AS (
    DELETE FROM deliveries d USING batch WHERE d.webhook_id = batch.webhook_id AND d.id = batch.id
  ), tried AS (
    DELETE FROM attempts a USING batch WHERE a.delivery_id = batch.id
  ), minutes_removed AS (
    DELETE FROM statistics_minutes s USING minutes WHERE s.webhook_id = minutes.webhook_id AND s.minute = minutes.minute
  ), hours_removed AS (
    DELETE FROM statistics_hours s USING hours WHERE s.webhook_id = hours.webhook_id AND s.hour = hours.hour
  ), forgotten AS (
    DELETE FROM former_webhooks f USING former
    WHERE f.account_id = former.account_id AND f.webhook_id = former.webhook_id AND NOT EXISTS (SELECT FROM batch)
      AND NOT EXISTS (SELECT FROM minutes) AND NOT EXISTS (SELECT FROM hours)
  )
  SELECT FROM former`;

/** Rows that an index finds by the account, a batch at a time. */
function removeBy(table: string, key: string): Step {
  const statement = `
  DELETE FROM ${table} WHERE (account_id, ${key}) IN (
    SELECT account_id, ${key} FROM ${table} WHERE account_id = $1::uuid ORDER BY account_id, ${key} LIMIT $2
  )`;
  return async (db, accountId) => {
    const { rowCount } = await db.query(statement, [accountId, BATCH]);
    return (rowCount ?? 0) < BATCH ? 'done' : 'more';
  };
}

const removeAccount: Step = async (db, accountId) => {
  await db.query('DELETE FROM accounts WHERE id = $1::uuid', [accountId]);
  return 'done';
};

const STEPS: readonly Step[] = [
  removeWebhooks,
  waitForQueue,
  removeLog,
  removeBy('event_keys', 'external_id'),
  removeBy('events', 'id'),
  removeBy('api_keys', 'id'),
  removeAccount,
];
