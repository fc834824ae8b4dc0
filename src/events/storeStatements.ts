/** The statement that stores events with their deliveries, in its four shapes: what an event does not ask for costs nothing. */
import { isActive, targetColumns } from '../webhooks/webhookTarget.js';

/** Of deliveries with the same key that one request makes for a webhook, only the last is not outdated when it is made. */
const OUTDATED = `coalesce_key IS NOT NULL AND row_number() OVER (PARTITION BY webhook_id, coalesce_key ORDER BY n DESC) > 1`;

/** What the log and the queue say of a delivery alike. */
const SHARED = 'account_id, webhook_id, event_id, event_type, dc_id, route_id';

const SUPERSEDE = `superseded AS (
    DELETE FROM delivery_queue WHERE ctid = ANY (ARRAY (
      SELECT older.place FROM delivery CROSS JOIN LATERAL (
        SELECT q.ctid AS place FROM delivery_queue q
        WHERE q.webhook_id = delivery.webhook_id AND q.coalesce_key = delivery.coalesce_key
          AND (q.leased_until IS NULL OR q.leased_until <= now()) AND NOT q.manual
        FOR UPDATE SKIP LOCKED -- what is being claimed right now is being sent
      ) older
      WHERE delivery.coalesce_key IS NOT NULL AND NOT delivery.outdated
    ))
    RETURNING *
  ), superseded_log AS (
    -- With its number, so that none is given again should somebody ask for it. Not as of the transaction's beginning: what takes the outbox
    -- may have begun before this one was published.
    INSERT INTO deliveries (id, ${SHARED}, created_at, finished_at, state, attempt_count)
    SELECT delivery_id, ${SHARED}, created_at, clock_timestamp(), 'superseded', attempt_number FROM superseded
  ), outdated_log AS (
    INSERT INTO deliveries (id, ${SHARED}, created_at, state, attempt_count)
    SELECT delivery_id, ${SHARED}, now(), 'superseded', 0 FROM delivery WHERE outdated
  ), `;

const NTH = 'row_number() OVER (PARTITION BY webhook_id ORDER BY n) AS nth';

/** As many of each webhook, and altogether, as the worker has room for: the oldest of them. */
const IS_HANDED = `(
      nth <= coalesce(($9::jsonb ->> webhook_id::text)::int, $10::int)
      AND row_number() OVER (ORDER BY n) <= $11::int AND sum(body_bytes) OVER (ORDER BY n ROWS UNBOUNDED PRECEDING) <= $12::bigint
    )`;

/** What is said of a webhook stands in the first of its rows, and is null in the others. */
const HANDED_ROWS = `
  UNION ALL
  SELECT placed.n, true, NULL, NULL, placed.delivery_id, placed.webhook_id, ${targetColumns('w')}
  FROM placed LEFT JOIN LATERAL (SELECT * FROM webhooks WHERE placed.nth = 1 AND id = placed.webhook_id LIMIT 1) w ON true
  WHERE placed.handed`;

const NO_DELIVERY = `NULL::uuid AS delivery_id, NULL::uuid AS webhook_id, NULL::text AS url, NULL::boolean AS enabled,
    NULL::bytea AS sealed_secret, NULL::timestamptz AS failing_since, NULL::bytea AS previous_sealed_secret`;

function storeSql({ coalescing, handing }: { coalescing: boolean; handing: boolean }): string {
  return `
  WITH input AS MATERIALIZED (
    SELECT waypost_uuidv7() AS id, octet_length(body) AS body_bytes, input.* FROM unnest(
      $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::text[], $8::text[]
    ) WITH ORDINALITY AS input (
      account_id, external_id, event_type, dc_id, route_id, occurred_millis, body, coalesce_key, n
    )
  ), stranger AS MATERIALIZED (
    SELECT n FROM input LEFT JOIN LATERAL (SELECT id FROM accounts WHERE id = input.account_id AND deleted_at IS NULL LIMIT 1) a ON true WHERE a.id IS NULL
  ), keyed AS (
    INSERT INTO event_keys (account_id, external_id, event_id)
    SELECT account_id, external_id, id FROM input
    WHERE external_id IS NOT NULL AND NOT EXISTS (SELECT FROM stranger)
    ORDER BY account_id, external_id, n -- so that two publishers with the same ids take their locks in the same order
    ON CONFLICT DO NOTHING
    RETURNING event_id
  ), fresh AS MATERIALIZED (
    SELECT input.*, ARRAY (
      SELECT m.webhook_id FROM webhook_matches m
      CROSS JOIN LATERAL (SELECT FROM webhooks w WHERE id = m.webhook_id AND ${isActive('w')} LIMIT 1) active
      WHERE m.account_id = input.account_id AND m.event_type = input.event_type AND m.dc_id = input.dc_id
    ) AS webhook_ids
    FROM input
    WHERE NOT EXISTS (SELECT FROM stranger) AND (external_id IS NULL OR id IN (SELECT event_id FROM keyed))
  ), stored AS (
    INSERT INTO events (id, account_id, external_id, event_type, dc_id, route_id, occurred_at, body, delivery_count)
    SELECT id, account_id, external_id, event_type, dc_id, route_id, to_timestamp(occurred_millis / 1000), body,
      cardinality(webhook_ids)
    FROM fresh
  ), counted AS (
    INSERT INTO statistics_deltas (events) SELECT count(*) FROM fresh HAVING count(*) > 0
  ), delivery AS MATERIALIZED (
    SELECT *, ${coalescing ? OUTDATED : 'false'} AS outdated FROM (
      SELECT waypost_uuidv7() AS delivery_id, webhook_id, n, id AS event_id, account_id, event_type, dc_id, route_id, body_bytes, coalesce_key
      FROM fresh CROSS JOIN unnest(webhook_ids) AS webhook_id
    ) made
  ), ${coalescing ? SUPERSEDE : ''}placed AS MATERIALIZED (
    ${handing ? `SELECT *, ${IS_HANDED} AS handed FROM (SELECT *, ${NTH} FROM delivery WHERE NOT outdated) d` : 'SELECT * FROM delivery WHERE NOT outdated'}
  ), queued AS (
    INSERT INTO delivery_queue (delivery_id, ${SHARED}, body_bytes, coalesce_key${handing ? ', leased_until, attempt_number' : ''})
    SELECT delivery_id, ${SHARED}, body_bytes, coalesce_key${
      handing
        ? `, CASE WHEN handed THEN now() + make_interval(secs => $13) END, CASE WHEN handed THEN 1 ELSE 0 END`
        : ''
    }
    FROM placed
  )
  SELECT n, NOT EXISTS (SELECT FROM stranger WHERE stranger.n = input.n) AS known, NULL::uuid AS id, NULL::int AS deliveries, ${NO_DELIVERY}
  FROM input WHERE n NOT IN (SELECT n FROM fresh)
  UNION ALL
  SELECT n, true, id, cardinality(webhook_ids), ${NO_DELIVERY} FROM fresh${handing ? HANDED_ROWS : ''}`;
}

export const STORE = storeSql({ coalescing: false, handing: false });
export const STORE_COALESCING = storeSql({ coalescing: true, handing: false });
export const STORE_HANDING = storeSql({ coalescing: false, handing: true });
export const STORE_COALESCING_HANDING = storeSql({ coalescing: true, handing: true });
