import pg from 'pg';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { openDatabase, type Database } from '../../src/database/client.js';

/** A webhook with its account's key. */
export interface LoggedWebhook {
  accountId: string;
  webhookId: string;
  apiKey: string;
}

/** Where to look in the log that `fillLog` made. */
export interface FilledLog {
  deliveries: number;
  /** How many full pages the lists of the two large webhooks have: a thousand of a million deliveries. */
  pages: number;
  /** Of ordinary accounts, which have about 850 deliveries each. */
  ordinary: LoggedWebhook[];
  /** The one webhook of an account with a tenth of all deliveries, nearly all of which have succeeded. */
  large: LoggedWebhook;
  /** The one webhook of an account with a twentieth of all deliveries: its receiver is down. */
  down: LoggedWebhook;
  /** How many that are. */
  ofDown: number;
}

const ACCOUNTS = 1_000;
const WEBHOOKS_PER_ACCOUNT = 10;
/** How many of an account's webhooks match an event. */
const MATCHES = 3;
/** How far the log goes back. */
export const DAYS = 30;
const ORDINARY_KEYS = 50;
/** Deliveries per page. */
export const LIMIT = 50;

/**
 * Makes 1,000 accounts with ten webhooks each, and a log of thirty days: in the order of time, as publishing fills it, so that what
 * belongs to one account lies scattered over each day. What of the last eight hours is not over is in the queue: a webhook of each ordinary
 * account is disabled since then.
 * @param deliveries how many, a tenth of them of one account
 */
export async function fillLog(databaseUrl: string, deliveries: number): Promise<FilledLog> {
  const client = new pg.Client({ connectionString: databaseUrl });
  const database = openDatabase(databaseUrl, { poolSize: 4, onError: () => undefined });
  await client.connect();
  try {
    for (const statement of PREPARE) await client.query(statement);
    const [largeEvents, downEvents] = [Math.round(deliveries / 10), Math.round(deliveries / 20)];
    const ordinaryEvents = Math.round((deliveries - largeEvents - downEvents) / MATCHES / (ACCOUNTS - 2));
    await client.query(EVENTS, [largeEvents, downEvents, ordinaryEvents]);
    for (const statement of [DELIVERIES, LOG, QUEUE, ATTEMPTS]) await client.query(statement);
    await client.query('VACUUM (ANALYZE)'); // as autovacuum would have long done
    const webhooks = await webhooksOf(client, database);
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM bench_deliveries');
    const pages = Math.min(1_000, Math.floor(downEvents / LIMIT));
    return { deliveries: rows[0]?.n ?? 0, pages, ofDown: downEvents, ...webhooks };
  } finally {
    await client.end();
    await database.close();
  }
}

async function webhooksOf(
  client: pg.Client,
  { prisma }: Database,
): Promise<Omit<FilledLog, 'deliveries' | 'pages' | 'ofDown'>> {
  const { rows } = await client.query<{ account_id: string; webhook_id: string; account_n: number }>(
    `SELECT account_id, webhook_id, account_n FROM bench_webhooks
     WHERE account_n <= $1 + 2 AND place = 0 ORDER BY account_n`,
    [ORDINARY_KEYS],
  );
  const webhooks = await Promise.all(
    rows.map(async ({ account_id: accountId, webhook_id: webhookId }) => {
      const { apiKey } = await createApiKey(prisma, { kind: 'account', accountId }, 'bench');
      return { accountId, webhookId, apiKey };
    }),
  );
  const [large, down, ...ordinary] = webhooks;
  if (!large || !down) throw new Error('The log was not filled.');
  return { large, down, ordinary };
}

const PREPARE = [
  `SET synchronous_commit = off`,
  `SELECT waypost_create_partitions(day::date)
     FROM generate_series((now() AT TIME ZONE 'UTC')::date - ${DAYS + 1}, (now() AT TIME ZONE 'UTC')::date, interval '1 day') day`,
  `CREATE FUNCTION pg_temp.uuid_at(moment timestamptz) RETURNS uuid LANGUAGE sql VOLATILE AS $$
     SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '7'
       || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
   $$`,
  `CREATE TEMP TABLE bench_accounts AS
     SELECT n AS account_n, pg_temp.uuid_at(now() - interval '40 days') AS account_id FROM generate_series(1, ${ACCOUNTS}) n`,
  `INSERT INTO accounts (id, name) SELECT account_id, 'bench ' || account_n FROM bench_accounts`,
  `CREATE TEMP TABLE bench_webhooks AS
     SELECT account_n, account_id, place, pg_temp.uuid_at(now() - interval '40 days') AS webhook_id
     FROM bench_accounts, generate_series(0, ${WEBHOOKS_PER_ACCOUNT - 1}) place`,
  `ANALYZE bench_webhooks`,
  `INSERT INTO webhooks (id, account_id, url, events, dc_ids, enabled, sealed_secret, created_at)
     SELECT webhook_id, account_id, 'https://example.com/webhook',
       ARRAY['ROUTE_CREATED', 'ROUTE_STARTED', 'ROUTE_ETAS_CHANGED', 'WAYPOINT_STATUS_CHANGED'], ARRAY['1', '2', '3'],
       place < ${WEBHOOKS_PER_ACCOUNT - 1}, '', now() - interval '40 days'
     FROM bench_webhooks`,
];

/** $1 events of the first account, $2 of the second, $3 of each other. */
const EVENTS = `
  INSERT INTO events (id, account_id, event_type, dc_id, route_id, occurred_at, body, delivery_count)
  SELECT pg_temp.uuid_at(at), account_id, event_type, dc_id, route_id, at,
    json_build_object('event', event_type, 'hook_timestamp_millis', (extract(epoch FROM at) * 1000)::bigint, 'dc_id', dc_id,
      'route_id', route_id, 'waypoint_id', 'W-' || n % 20, 'note', repeat('x', 100))::text,
    ${MATCHES}
  FROM (
    SELECT account_id, n, now() - random() * interval '${DAYS} days' AS at,
      (ARRAY['ROUTE_CREATED', 'ROUTE_STARTED', 'ROUTE_ETAS_CHANGED', 'WAYPOINT_STATUS_CHANGED'])[1 + n % 4] AS event_type,
      (1 + n % 3)::text AS dc_id, 'R-' || n / 20 AS route_id
    FROM bench_accounts, LATERAL generate_series(1, CASE account_n WHEN 1 THEN $1::int WHEN 2 THEN $2::int ELSE $3::int END) n
  ) happened
  ORDER BY at`;

/**
 * All deliveries, before they are spread over queue and log. The events of the first two accounts match one webhook, those of others three
 * of ten. A receiver that is down costs each delivery two attempts.
 */
const DELIVERIES = `
  CREATE TEMP TABLE bench_deliveries AS
  SELECT pg_temp.uuid_at(at) AS id, account_id, webhook_id, event_id, event_type, dc_id, route_id, body_bytes, at, state,
    CASE WHEN state IN ('superseded', 'cancelled', 'parked') THEN 0 WHEN state = 'exhausted' THEN 2 ELSE 1 END AS attempts
  FROM (
    SELECT matched.*, CASE
        WHEN is_down THEN CASE WHEN is_recent THEN 'pending' ELSE 'exhausted' END
        WHEN is_disabled AND is_recent THEN 'parked'
        WHEN luck < 0.97 THEN 'succeeded'
        WHEN luck < 0.985 THEN 'superseded'
        WHEN luck < 0.995 THEN 'exhausted'
        WHEN is_recent THEN 'pending'
        ELSE 'cancelled'
      END AS state
    FROM (
      SELECT e.id AS event_id, e.account_id, w.webhook_id, e.event_type, e.dc_id, e.route_id, octet_length(e.body) AS body_bytes,
        e.occurred_at + interval '2 ms' AS at, random() AS luck, w.account_n = 2 AS is_down,
        w.place = ${WEBHOOKS_PER_ACCOUNT - 1} AS is_disabled, e.occurred_at > now() - interval '8 hours' AS is_recent
      FROM (SELECT *, abs(hashtext(id::text)) AS h FROM events) e
      JOIN bench_webhooks w ON w.account_id = e.account_id
        AND CASE WHEN w.account_n <= 2 THEN w.place = 0
          ELSE (w.place + e.h) % ${WEBHOOKS_PER_ACCOUNT} < ${MATCHES} END
    ) matched
  ) judged
  ORDER BY at`;

/** What is over, with the attempt that ended it. */
const LOG = `
  INSERT INTO deliveries (
    id, account_id, webhook_id, event_id, event_type, dc_id, route_id, state, attempt_count, created_at, finished_at,
    started_at, duration_millis, status_code, response_excerpt, manual
  )
  SELECT id, account_id, webhook_id, event_id, event_type, dc_id, route_id, state::delivery_state, attempts, at, at + interval '1 second',
    CASE WHEN attempts > 0 THEN at END, CASE WHEN attempts > 0 THEN 25 END,
    CASE WHEN attempts > 0 THEN CASE state WHEN 'succeeded' THEN 200 ELSE 503 END END, CASE WHEN attempts > 0 THEN 'answer' END,
    CASE WHEN attempts > 0 THEN false END
  FROM bench_deliveries WHERE state NOT IN ('pending', 'parked') ORDER BY id`;

/** What is not: it failed once and waits for its next attempt, or is parked. */
const QUEUE = `
  INSERT INTO delivery_queue (
    delivery_id, account_id, webhook_id, event_id, event_type, dc_id, route_id, created_at, due_at, attempt_number, body_bytes, ready, parked
  )
  SELECT id, account_id, webhook_id, event_id, event_type, dc_id, route_id, at, now() + interval '1 hour', attempts, body_bytes,
    false, state = 'parked'
  FROM bench_deliveries WHERE state IN ('pending', 'parked') ORDER BY id`;

/** Those that failed, but for the last ones of what is over. */
const ATTEMPTS = `
  INSERT INTO attempts (delivery_id, number, started_at, duration_millis, status_code, response_excerpt)
  SELECT id, 1, at, 25, 503, 'answer' FROM bench_deliveries WHERE state IN ('exhausted', 'pending') ORDER BY id`;
