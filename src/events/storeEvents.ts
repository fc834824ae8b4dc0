import { v7 as uuidv7 } from 'uuid';
import type { components } from '../../generated/events.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import { matches } from '../webhooks/matching.js';
import type { AcceptableEvent } from './acceptEvents.js';

export type AcceptedEvent = components['schemas']['AcceptedEvent'];

/** Accounts that do not exist, by the position of the event that names them. Nothing was stored. */
export class UnknownAccounts extends Error {
  constructor(readonly positions: number[]) {
    super('An event names an account that does not exist.');
    this.name = 'UnknownAccounts';
  }
}

/**
 * Stores events and, in the same statement, one delivery for each webhook that matches: of the event's account, enabled, registered for
 * the event type and for the DC. Matching is frozen here. Events that match nothing are stored, too.
 *
 * Where the contract says that only the latest counts (`x-coalesce-by`), a delivery of the same webhook and key that still waits to be
 * sent is superseded.
 *
 * An event whose id the account has already is left alone and answered as it was the first time.
 * @returns the events in their order, with the number of deliveries of each
 * @throws UnknownAccounts, having stored nothing
 */
export async function storeEvents(db: SqlRunner, events: readonly AcceptableEvent[]): Promise<AcceptedEvent[]> {
  const ids = events.map(() => uuidv7());
  const coalesceKeys = events.map((event) => event.coalesceKey);
  const { rows } = await db.query<StoredRow>(coalesceKeys.some((key) => key !== null) ? STORE_COALESCING : STORE, [
    ids,
    events.map((event) => event.accountId),
    events.map((event) => event.externalId),
    events.map((event) => event.eventType),
    events.map((event) => event.dcId),
    events.map((event) => event.routeId),
    events.map((event) => event.occurredMillis),
    events.map((event) => event.body),
    coalesceKeys,
  ]);
  const strangers = rows.filter(({ known }) => !known).map(({ n }) => Number(n) - 1);
  if (strangers.length > 0) throw new UnknownAccounts(strangers);

  const counts = new Map(rows.map(({ n, deliveries }) => [Number(n) - 1, deliveries]));
  const repeated = events.filter((_event, i) => counts.get(i) === null);
  const firstCounts = repeated.length > 0 ? await findFirstCounts(db, repeated) : new Map<string, number>();
  return events.map((event, i) => ({
    id: event.externalId ?? ids[i] ?? '',
    deliveries: counts.get(i) ?? firstCounts.get(repeatKey(event.accountId, event.externalId)) ?? 0,
  }));
}

interface StoredRow {
  n: bigint | number;
  known: boolean;
  /** Null if the account has an event with this id already. */
  deliveries: number | null;
}

/** Of deliveries with the same key that one request makes for a webhook, only the last is not outdated when it is made. */
const OUTDATED = `match.coalesce_key IS NOT NULL AND row_number() OVER (
  PARTITION BY match.webhook_id, match.coalesce_key ORDER BY match.n DESC
) > 1`;

const SUPERSEDE = `superseded AS (
    DELETE FROM delivery_queue WHERE delivery_id IN (
      SELECT older.delivery_id FROM fresh CROSS JOIN LATERAL (
        SELECT q.delivery_id FROM delivery_queue q
        WHERE q.webhook_id = fresh.webhook_id AND q.coalesce_key = fresh.coalesce_key AND NOT q.leased AND NOT q.manual
        FOR UPDATE SKIP LOCKED -- what is being claimed right now is being sent
      ) older
      WHERE fresh.coalesce_key IS NOT NULL AND NOT fresh.outdated
    )
    RETURNING delivery_id, attempt_number
  ), superseded_log AS (
    UPDATE deliveries SET
      state = 'superseded',
      attempt_count = superseded.attempt_number, -- so that no number is claimed again
      finished_at = now(),
      next_attempt_at = NULL
    FROM superseded WHERE deliveries.id = superseded.delivery_id
  ),`;

function storeSql(coalescing: boolean): string {
  return `
  WITH input AS (
    SELECT * FROM unnest(
      $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::text[], $9::text[]
    ) WITH ORDINALITY AS input (
      id, account_id, external_id, event_type, dc_id, route_id, occurred_millis, body, coalesce_key, n
    )
  ), stranger AS (
    SELECT input.n FROM input LEFT JOIN accounts ON accounts.id = input.account_id WHERE accounts.id IS NULL
  ), match AS MATERIALIZED (
    SELECT input.id AS event_id, input.n, input.coalesce_key, webhooks.id AS webhook_id
    FROM input JOIN webhooks ON webhooks.enabled AND ${matches({ webhook: 'webhooks', event: 'input' })}
    WHERE NOT EXISTS (SELECT FROM stranger)
  ), stored AS (
    INSERT INTO events (id, account_id, external_id, event_type, dc_id, route_id, occurred_at, body, delivery_count)
    SELECT input.id, account_id, external_id, event_type, dc_id, route_id, to_timestamp(occurred_millis / 1000), body,
      coalesce(matches.n, 0)
    FROM input LEFT JOIN (SELECT event_id, count(*) AS n FROM match GROUP BY event_id) matches ON matches.event_id = input.id
    WHERE NOT EXISTS (SELECT FROM stranger)
    ORDER BY account_id, external_id, input.n -- so that two publishers with the same ids take their locks in the same order
    ON CONFLICT (account_id, external_id) WHERE external_id IS NOT NULL DO NOTHING
    RETURNING id, account_id, event_type, dc_id, route_id, delivery_count
  ), fresh AS MATERIALIZED (
    SELECT waypost_uuidv7() AS delivery_id, match.webhook_id, match.coalesce_key, stored.*,
      ${coalescing ? OUTDATED : 'false'} AS outdated
    FROM match JOIN stored ON stored.id = match.event_id
  ), ${coalescing ? SUPERSEDE : ''} logged AS (
    INSERT INTO deliveries (id, account_id, webhook_id, event_id, event_type, dc_id, route_id, state, next_attempt_at, finished_at)
    SELECT delivery_id, account_id, webhook_id, id, event_type, dc_id, route_id,
      (CASE WHEN outdated THEN 'superseded' ELSE 'pending' END)::delivery_state,
      CASE WHEN NOT outdated THEN now() END, CASE WHEN outdated THEN now() END
    FROM fresh
  ), queued AS (
    INSERT INTO delivery_queue (delivery_id, webhook_id, event_id, coalesce_key)
    SELECT delivery_id, webhook_id, id, coalesce_key FROM fresh WHERE NOT outdated
  )
  SELECT input.n, stranger.n IS NULL AS known, stored.delivery_count AS deliveries
  FROM input LEFT JOIN stranger ON stranger.n = input.n LEFT JOIN stored ON stored.id = input.id`;
}

const STORE = storeSql(false);
const STORE_COALESCING = storeSql(true);

async function findFirstCounts(db: SqlRunner, repeated: readonly AcceptableEvent[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ account_id: string; external_id: string; delivery_count: number }>(FIRST_COUNTS, [
    repeated.map((event) => event.accountId),
    repeated.map((event) => event.externalId),
  ]);
  return new Map(rows.map((row) => [repeatKey(row.account_id, row.external_id), row.delivery_count]));
}

const FIRST_COUNTS = `
  SELECT events.account_id, events.external_id, events.delivery_count
  FROM events JOIN unnest($1::uuid[], $2::text[]) AS repeated (account_id, external_id)
    ON repeated.account_id = events.account_id AND repeated.external_id = events.external_id`;

function repeatKey(accountId: string, externalId: string | null): string {
  return `${accountId.toLowerCase()} ${externalId ?? ''}`;
}
