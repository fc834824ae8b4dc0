/**
 * Deliveries as their owner sees them, those in the queue and those in the log as one list: every query takes the account, and reads both in
 * one statement, so that one that is just moving is in the list once.
 */
import { validate as isUuid } from 'uuid';
import type { SqlRunner } from '../database/sqlRunner.js';
import { eventOf, WEBHOOKS_OF_ACCOUNT } from './transitions.js';

export type DeliveryState = 'pending' | 'parked' | 'succeeded' | 'exhausted' | 'cancelled' | 'superseded';

export interface DeliveryRow {
  id: string;
  webhookId: string;
  /** What receivers see as `webhook-id`; null if the event is no longer kept. */
  eventId: string | null;
  eventType: string;
  dcId: string;
  routeId: string;
  state: DeliveryState;
  attemptCount: number;
  createdAt: Date;
  nextAttemptAt: Date | null;
  finishedAt: Date | null;
}

/** A page of the log: deliveries below `cursor`, the newest first. */
interface Page {
  since?: Date | undefined;
  until?: Date | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface DeliveryFilter extends Page {
  state?: DeliveryState | undefined;
  eventType?: string | undefined;
  dcId?: string | undefined;
  routeId?: string | undefined;
}

/** What is listed of the log, of a row of `deliveries` d. */
const LOGGED = `
      d.id, d.account_id, d.webhook_id, d.event_id, d.event_type, d.dc_id, d.route_id, d.state, d.attempt_count, d.created_at,
      NULL::timestamptz AS next_attempt_at, d.finished_at`;

/** The same of the queue, of a row of `delivery_queue` q. An attempt that is being made is not counted yet. */
const QUEUED = `
      q.delivery_id AS id, q.account_id, q.webhook_id, q.event_id, q.event_type, q.dc_id, q.route_id,
      CASE WHEN q.parked THEN 'parked' ELSE 'pending' END::delivery_state AS state,
      CASE WHEN q.leased_until IS NULL THEN q.attempt_number ELSE q.attempt_number - 1 END AS attempt_count, q.created_at,
      CASE WHEN q.parked THEN NULL WHEN q.ready THEN least(q.due_at, now()) ELSE q.due_at END AS next_attempt_at,
      NULL::timestamptz AS finished_at`;

const COLUMNS = `
  d.id, d.webhook_id AS "webhookId", coalesce(e.external_id, e.id::text) AS "eventId", d.event_type AS "eventType",
  d.dc_id AS "dcId", d.route_id AS "routeId", d.state, d.attempt_count AS "attemptCount", d.created_at AS "createdAt",
  d.next_attempt_at AS "nextAttemptAt", d.finished_at AS "finishedAt"`;

/** Deliveries of account $1, by a subquery, with the ids of their events. */
const withEvents = (deliveries: string): string => `
  SELECT ${COLUMNS} FROM (${deliveries}) d
  ${eventOf('d')}
  WHERE d.account_id = $1::uuid
  ORDER BY d.id DESC`;

/**
 * The deliveries of a webhook of the account. Ids are UUIDv7, so that their order is that of time, a page ends at an id, and what
 * arrives meanwhile is above all pages.
 */
export async function listDeliveries(
  db: SqlRunner,
  accountId: string,
  webhookId: string,
  filter: DeliveryFilter,
): Promise<DeliveryRow[]> {
  const { rows } = await db.query<DeliveryRow>(listSqlFor(filter), [
    accountId,
    webhookId,
    ...idRange(filter),
    filter.limit,
    filter.state ?? null,
    filter.eventType ?? null,
    filter.dcId ?? null,
    filter.routeId ?? null,
  ]);
  return rows;
}

/** Each half ends with a page: the two together hold the page that is asked for. */
const halfOf = (table: string, alias: string, columns: string, id: string, condition: string): string => `
    (
      SELECT ${columns} FROM ${table} ${alias}
      WHERE ${alias}.webhook_id = $2::uuid AND ${alias}.${id} >= $3::uuid AND ${alias}.${id} < $4::uuid AND ${condition}
        AND ($7::text IS NULL OR ${alias}.event_type = $7::text)
        AND ($8::text IS NULL OR ${alias}.dc_id = $8::text)
        AND ($9::text IS NULL OR ${alias}.route_id = $9::text)
      ORDER BY ${alias}.webhook_id DESC, ${alias}.${id} DESC LIMIT $5::int
    )`;

/** The conditions on the log and on the queue; every statement takes the same parameters. */
const listSql = (logged: string, queued: string): string =>
  withEvents(`${halfOf('deliveries', 'd', LOGGED, 'id', logged)} UNION ALL${halfOf('delivery_queue', 'q', QUEUED, 'delivery_id', queued)}
    ORDER BY id DESC LIMIT $5::int`);

/** Where a state is of the other half, that is known before any row is read. */
const WAITING = `('pending', 'parked')`;
const IS_STATE = `($6::text IS NULL OR $6::text NOT IN ${WAITING}) AND ($6::text IS NULL OR d.state = $6::text::delivery_state)`;
const IS_WAITING = `($6::text IS NULL OR $6::text IN ${WAITING}) AND ($6::text IS NULL OR q.parked = ($6::text = 'parked'))`;

const LIST = listSql(IS_STATE, IS_WAITING);
/** What happened to a route is asked most, and has an index. */
const LIST_OF_ROUTE = listSql(`d.route_id = $9::text AND ${IS_STATE}`, IS_WAITING);
/** Few of many, with an index, too: a webhook that never failed for good has none. */
const LIST_EXHAUSTED = listSql(`d.state = 'exhausted' AND ${IS_STATE}`, 'false');
/** A webhook that is enabled has none, and a long queue perhaps. */
const LIST_PARKED = listSql('false', `q.parked AND ${IS_WAITING}`);

function listSqlFor({ routeId, state }: DeliveryFilter): string {
  if (state === 'parked') return LIST_PARKED;
  if (routeId !== undefined) return LIST_OF_ROUTE;
  return state === 'exhausted' ? LIST_EXHAUSTED : LIST;
}

/** What has not reached its receiver, across all webhooks of the account. */
export async function listUndelivered(db: SqlRunner, accountId: string, page: Page): Promise<DeliveryRow[]> {
  const { rows } = await db.query<DeliveryRow>(UNDELIVERED, [accountId, ...idRange(page), page.limit]);
  return rows;
}

const UNDELIVERED = withEvents(`
    (
      SELECT ${LOGGED} FROM deliveries d
      WHERE d.account_id = $1::uuid AND d.state = 'exhausted' AND d.id >= $2::uuid AND d.id < $3::uuid
      ORDER BY d.account_id DESC, d.id DESC LIMIT $4::int
    ) UNION ALL (
      SELECT q.* FROM ${WEBHOOKS_OF_ACCOUNT} w CROSS JOIN LATERAL (
        SELECT ${QUEUED} FROM delivery_queue q
        WHERE q.webhook_id = w.id AND q.delivery_id >= $2::uuid AND q.delivery_id < $3::uuid
        ORDER BY q.webhook_id DESC, q.delivery_id DESC LIMIT $4::int
      ) q
      WHERE q.account_id = $1::uuid
      ORDER BY q.id DESC LIMIT $4::int
    )
    ORDER BY id DESC LIMIT $4::int`);

export interface DeliveryDetails extends DeliveryRow {
  /** The notification as text; null if the event is no longer kept. */
  body: string | null;
  attempts: AttemptRow[];
}

export interface AttemptRow {
  number: number;
  manual: boolean;
  startedAt: Date;
  durationMillis: number;
  statusCode: number | null;
  errorKind: string | null;
  errorMessage: string | null;
  responseExcerpt: string;
}

/**
 * A delivery of the account with its payload and attempts; null if the account has none with this id. It is read by one statement, so
 * that its state and its attempts belong together while it is being delivered.
 */
export async function findDelivery(db: SqlRunner, accountId: string, id: string): Promise<DeliveryDetails | null> {
  if (!isUuid(id)) return null;
  const [found] = (await db.query<FoundRow>(FIND, [accountId, id])).rows;
  if (!found) return null;
  const attempts = found.attempts.map((attempt) => ({ ...attempt, startedAt: new Date(attempt.startedAt) }));
  return { ...found, attempts };
}

/** JSON knows no dates. */
interface FoundRow extends Omit<DeliveryDetails, 'attempts'> {
  attempts: (Omit<AttemptRow, 'startedAt'> & { startedAt: string })[];
}

const ATTEMPT = `json_build_object(
      'number', a.number, 'manual', a.manual, 'startedAt', a.started_at, 'durationMillis', a.duration_millis,
      'statusCode', a.status_code, 'errorKind', a.error_kind, 'errorMessage', a.error_message,
      'responseExcerpt', a.response_excerpt
    )`;

/** The attempt that ended it is in the log with it, all others by themselves. */
const FIND = `
  WITH found AS MATERIALIZED (
    SELECT ${LOGGED}, d.manual, d.started_at, d.duration_millis, d.status_code, d.error_kind, d.error_message, d.response_excerpt
    FROM deliveries d WHERE d.account_id = $1::uuid AND d.id = $2::uuid
    UNION ALL
    SELECT q.*, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM ${WEBHOOKS_OF_ACCOUNT} w CROSS JOIN LATERAL (
      SELECT ${QUEUED} FROM delivery_queue q
      WHERE q.webhook_id = w.id AND q.delivery_id = $2::uuid AND q.account_id = $1::uuid LIMIT 1
    ) q
    LIMIT 1
  )
  SELECT ${COLUMNS}, e.body, (
    SELECT coalesce(json_agg(${ATTEMPT} ORDER BY a.number), '[]') FROM (
      SELECT number, manual, started_at, duration_millis, status_code, error_kind, error_message, response_excerpt
      FROM attempts WHERE delivery_id = $2::uuid
      UNION ALL
      SELECT d.attempt_count, d.manual, d.started_at, d.duration_millis, d.status_code, d.error_kind, d.error_message, d.response_excerpt
      WHERE d.started_at IS NOT NULL
    ) a
  ) AS attempts
  FROM found d ${eventOf('d')}`;

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The ids of a span of time and, if there is a cursor, below it: from the first one on, and below the second. */
function idRange({ since, until, cursor }: Page): [string, string] {
  const above = idFloor(since ?? new Date(0));
  const below = until ? idFloor(until) : LAST_ID;
  return [above, cursor && cursor.toLowerCase() < below ? cursor : below];
}

/** The smallest UUIDv7 of a moment (RFC 9562, section 5.7): ids below it are older. */
export function idFloor(moment: Date): string {
  const millis = Math.min(Math.max(moment.getTime(), 0), 2 ** 48 - 1);
  const hex = millis.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
