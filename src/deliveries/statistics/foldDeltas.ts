import { createPartitions, isPartitionMissing } from '../../database/partitions.js';
import type { SqlRunner } from '../../database/sqlRunner.js';

/** Statements that were noted, counted in one: of some hundreds of attempts each. */
const BATCH = 200;
/** How long one run goes on, in milliseconds. */
const RUN_MILLIS = 1_000;

/** Whether there is anything to be counted: mostly not in an idle service, and it is asked every few seconds. */
export async function hasDeltas(db: SqlRunner): Promise<boolean> {
  return (await db.query(ANY_AT_ALL, [])).rowCount !== 0;
}

const ANY_AT_ALL = 'SELECT FROM statistics_deltas LIMIT 1';

/**
 * Counts what was noted into the minutes, the hours and the totals, for a second at most; a piece of it is taken and counted in one statement. While one process
 * does so, others leave it to that one. What was sent to webhooks that are gone counts in the totals only.
 * @param signal says that the service stops: no further piece is begun
 * @returns whether there is more
 */
export async function foldDeltas(db: SqlRunner, signal: AbortSignal, batch = BATCH): Promise<boolean> {
  const until = Date.now() + RUN_MILLIS;
  while (!signal.aborted) {
    if ((await foldSome(db, batch)) < batch) return false;
    if (Date.now() > until) return true;
  }
  return false;
}

async function foldSome(db: SqlRunner, batch: number): Promise<number> {
  const fold = async (): Promise<number> => (await db.query(FOLD, [batch])).rowCount ?? 0;
  return fold().catch(async (error: unknown) => {
    if (!isPartitionMissing(error)) throw error;
    await createPartitions(db); // which workers do in advance; there was none for days
    await db.query(CREATE_PARTITIONS_NOTED, [batch]);
    return fold();
  });
}

/** Those of days that were over before anybody counted them. */
const CREATE_PARTITIONS_NOTED = `
  SELECT waypost_create_partitions(day)::text FROM (
    SELECT DISTINCT (minute AT TIME ZONE 'UTC')::date AS day
    FROM (SELECT minutes FROM statistics_deltas ORDER BY id LIMIT $1) d CROSS JOIN LATERAL unnest(d.minutes) minute
  ) days`;

/** Adds up the latencies of a row that is there and of one that is added to it. */
const addLatencies = (table: string): string => `(latency_steps, latency_counts) = (
      SELECT array_agg(step ORDER BY step), array_agg(n ORDER BY step) FROM (
        SELECT step, sum(n) AS n FROM (
          SELECT * FROM unnest(${table}.latency_steps, ${table}.latency_counts)
          UNION ALL SELECT * FROM unnest(excluded.latency_steps, excluded.latency_counts)
        ) both_rows (step, n) GROUP BY step
      ) steps
    )`;

const addCounts = (table: string): string =>
  ['succeeded', 'failed', 'exhausted'].map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', ');

/** What was taken, by webhook and `time`, of those webhooks that are still there. */
const byWebhook = (time: string): string => `
    SELECT sums.* FROM (
      SELECT webhook_id, time, sum(succeeded) AS succeeded, sum(failed) AS failed, sum(exhausted) AS exhausted,
        array_agg(latency ORDER BY latency) AS latency_steps, array_agg(succeeded + failed ORDER BY latency) AS latency_counts,
        max(succeeded_at) AS succeeded_at
      FROM (
        SELECT webhook_id, ${time} AS time, latency, sum(succeeded) AS succeeded, sum(failed) AS failed, sum(exhausted) AS exhausted,
          max(succeeded_at) AS succeeded_at
        FROM attempts GROUP BY 1, 2, 3
      ) steps
      GROUP BY webhook_id, time
    ) sums
    CROSS JOIN LATERAL (SELECT FROM webhooks WHERE id = sums.webhook_id LIMIT 1) webhook`;

/** One process at a time, so that none waits for another's rows, and two never for each other's. */
const FOLD = `
  WITH turn AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock(7792005, hashtext(current_schema())) AS is_ours
  ), taken AS (
    DELETE FROM statistics_deltas WHERE id = ANY (ARRAY (
      SELECT id FROM statistics_deltas WHERE (SELECT is_ours FROM turn) ORDER BY id LIMIT (SELECT $1::int)
    ))
    RETURNING *
  ), attempts AS MATERIALIZED (
    SELECT a.webhook_id, a.minute, a.latency, sum(a.succeeded) AS succeeded, sum(a.failed) AS failed, sum(a.exhausted) AS exhausted,
      max(a.succeeded_at) AS succeeded_at
    FROM taken
    CROSS JOIN LATERAL unnest(webhook_ids, minutes, latencies, taken.succeeded, taken.failed, taken.exhausted, taken.succeeded_at)
      AS a (webhook_id, minute, latency, succeeded, failed, exhausted, succeeded_at)
    GROUP BY 1, 2, 3
  ), minutes AS (
    INSERT INTO statistics_minutes AS m (webhook_id, minute, succeeded, failed, exhausted, latency_steps, latency_counts)
    SELECT webhook_id, time, succeeded, failed, exhausted, latency_steps, latency_counts FROM (${byWebhook('minute')}) counted
    ON CONFLICT (webhook_id, minute) DO UPDATE SET ${addCounts('m')}, ${addLatencies('m')}
  ), hours AS (
    INSERT INTO statistics_hours AS h (webhook_id, hour, succeeded, failed, exhausted, latency_steps, latency_counts, last_succeeded_at)
    SELECT * FROM (${byWebhook("date_trunc('hour', minute, 'UTC')")}) counted
    ON CONFLICT (webhook_id, hour) DO UPDATE SET ${addCounts('h')}, ${addLatencies('h')},
      last_succeeded_at = greatest(h.last_succeeded_at, excluded.last_succeeded_at)
  ), totals AS (
    INSERT INTO statistics_totals AS t (minute, events, succeeded, failed, exhausted)
    SELECT minute, sum(events), sum(succeeded), sum(failed), sum(exhausted) FROM (
      SELECT date_trunc('minute', recorded_at) AS minute, events, 0 AS succeeded, 0 AS failed, 0 AS exhausted FROM taken WHERE events > 0
      UNION ALL
      SELECT minute, 0, succeeded, failed, exhausted FROM attempts
    ) both_kinds
    GROUP BY minute
    ON CONFLICT (minute) DO UPDATE SET events = t.events + excluded.events, ${addCounts('t')}
  )
  SELECT FROM taken`;
