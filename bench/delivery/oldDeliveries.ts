import { availableParallelism } from 'node:os';
import pg from 'pg';
import { formatCount } from '../support/table.js';
import { benchEvent } from './publish.js';
import { MATCHES, type Stage } from './stage.js';

/** The oldest day has a tenth of all, the others share the rest; none has the day before it, so that it can be dropped alone. */
export const OLDEST_DAYS_AGO = 30;
const OTHER_DAYS = Array.from({ length: OLDEST_DAYS_AGO - 2 }, (_, i) => i + 1);
const OLDEST_SHARE = 0.1;
/** Events per statement. */
const PART = 50_000;
/** One in so many deliveries failed once before it succeeded. */
const FAILED_ONE_OF = 50;

/** Makes a log of deliveries that are over, with their events and attempts, of the last thirty days. Says how far it is. */
export async function addOldDeliveries(stage: Stage, count: number): Promise<void> {
  const start = performance.now();
  let made = 0;
  const report = (deliveries: number) => {
    const before = Math.round((made / count) * 10);
    made += deliveries;
    if (Math.round((made / count) * 10) === before) return;
    const perSecond = made / ((performance.now() - start) / 1_000);
    console.log(`  ${formatCount(made)} of ${formatCount(count)} old deliveries, ${formatCount(perSecond)}/s`);
  };
  const days = [OLDEST_DAYS_AGO, ...OTHER_DAYS.toReversed()];
  const fill = async (client: pg.Client) => {
    for (let daysAgo = days.shift(); daysAgo !== undefined; daysAgo = days.shift()) {
      const share = daysAgo === OLDEST_DAYS_AGO ? OLDEST_SHARE : (1 - OLDEST_SHARE) / OTHER_DAYS.length;
      await fillDay(client, stage, { daysAgo, deliveries: count * share, named: false, report });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, () => withClient(stage, fill)));
  await withClient(stage, async (client) => {
    await client.query('VACUUM (ANALYZE)');
    await client.query('CHECKPOINT');
  });
}

/**
 * Makes the oldest day again, after it was dropped.
 * @param named whether its publishers gave their events ids, which are to be forgotten with them
 * @returns how many deliveries it has
 */
export async function addOldestDay(stage: Stage, count: number, named: boolean): Promise<number> {
  const deliveries = count * OLDEST_SHARE;
  await withClient(stage, async (client) => {
    await fillDay(client, stage, { daysAgo: OLDEST_DAYS_AGO, deliveries, named, report: () => undefined });
    await client.query('VACUUM (ANALYZE) event_keys');
    await client.query('CHECKPOINT'); // so that what this has written is not in the way of what comes next
  });
  return deliveries;
}

/** A connection that has no deadline, and waits for the disk neither to commit nor to hold what a statement makes. */
async function withClient(stage: Stage, run: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: stage.databaseUrl });
  await client.connect();
  try {
    await client.query('SET synchronous_commit = off');
    await client.query(`SET work_mem = '256MB'`);
    await run(client);
  } finally {
    await client.end();
  }
}

interface Day {
  daysAgo: number;
  deliveries: number;
  named: boolean;
  /** Hears how many were made more. */
  report: (deliveries: number) => void;
}

async function fillDay(client: pg.Client, stage: Stage, { daysAgo, deliveries, named, report }: Day): Promise<void> {
  const body = JSON.stringify({ ...benchEvent(stage), account_id: undefined });
  await client.query(`SELECT waypost_create_partitions((now() AT TIME ZONE 'UTC')::date - $1::int)`, [daysAgo]);
  const events = Math.round(deliveries / MATCHES);
  for (let from = 0; from < events; from += PART) {
    const part = Math.min(PART, events - from);
    await client.query(FILL, [stage.accountId, daysAgo, body, events, from, part, named]);
    report(part * MATCHES);
  }
}

/** In the order of time. The last hour of the day is left empty: a statement takes its time, and ids are made by the clock. */
const FILL = `
  WITH made AS MATERIALIZED (
    SELECT uuidv7(at - now()) AS id, at, n FROM (
      SELECT n, ((now() AT TIME ZONE 'UTC')::date - $2::int)::timestamp AT TIME ZONE 'UTC' + n * interval '23 hours' / $4::int AS at
      FROM generate_series($5::int, $5::int + $6::int - 1) n
    ) times
  ), stored AS (
    INSERT INTO events (id, account_id, external_id, event_type, dc_id, route_id, occurred_at, body, delivery_count)
    SELECT id, $1::uuid, CASE WHEN $7::boolean THEN 'old ' || id END, 'ROUTE_CREATED', 'bench', 'R-' || n / 20, at, $3::text, ${MATCHES} FROM made
  ), keyed AS (
    INSERT INTO event_keys (account_id, external_id, event_id) SELECT $1::uuid, 'old ' || id, id FROM made WHERE $7::boolean
  ), delivered AS MATERIALIZED (
    SELECT uuidv7(at - now()) AS id, ids[1 + (n + match) % cardinality(ids)] AS webhook_id, made.id AS event_id, at, n,
      CASE WHEN (n * ${MATCHES} + match) % ${FAILED_ONE_OF} = 0 THEN 2 ELSE 1 END AS attempts
    FROM made CROSS JOIN generate_series(0, ${MATCHES} - 1) match
    CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM webhooks WHERE account_id = $1::uuid) webhooks
  ), tried AS (
    INSERT INTO attempts (delivery_id, number, started_at, duration_millis, status_code, response_excerpt)
    SELECT id, 1, at, 5, 503, '' FROM delivered WHERE attempts > 1
  )
  INSERT INTO deliveries (
    id, account_id, webhook_id, event_id, event_type, dc_id, route_id, state, attempt_count, created_at, finished_at,
    started_at, duration_millis, status_code, response_excerpt, manual
  )
  SELECT id, $1::uuid, webhook_id, event_id, 'ROUTE_CREATED', 'bench', 'R-' || n / 20, 'succeeded', attempts, at, at, at, 5, 200, '', false
  FROM delivered`;
