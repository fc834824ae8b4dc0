/** The delivery log as its owner sees it: every query takes the account. */
import { validate as isUuid } from 'uuid';
import type { SqlRunner } from '../database/sqlRunner.js';

export type DeliveryState = 'pending' | 'parked' | 'succeeded' | 'exhausted' | 'cancelled' | 'superseded';

export interface DeliveryRow {
  id: string;
  webhookId: string;
  /** What receivers see as `webhook-id`; null if the event was purged. */
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

const COLUMNS = `
  d.id, d.webhook_id AS "webhookId", coalesce(e.external_id, e.id::text) AS "eventId", d.event_type AS "eventType",
  d.dc_id AS "dcId", d.route_id AS "routeId", d.state, d.attempt_count AS "attemptCount", d.created_at AS "createdAt",
  d.next_attempt_at AS "nextAttemptAt", d.finished_at AS "finishedAt"`;

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

/** What has not reached its receiver: few of many, so that they have an index of their own. */
const UNDELIVERED_STATES: readonly DeliveryState[] = ['pending', 'parked', 'exhausted'];
const IS_UNDELIVERED = `state IN ('pending', 'parked', 'exhausted')`;

const listSql = (condition: string): string => `
  SELECT ${COLUMNS} FROM (
    SELECT * FROM deliveries
    WHERE account_id = $1::uuid AND webhook_id = $2::uuid AND id >= $3::uuid AND id < $4::uuid AND ${condition}
      AND ($6::text IS NULL OR state = $6::text::delivery_state)
      AND ($7::text IS NULL OR event_type = $7::text)
      AND ($8::text IS NULL OR dc_id = $8::text)
      AND ($9::text IS NULL OR route_id = $9::text)
    ORDER BY webhook_id DESC, id DESC LIMIT $5::int
  ) d
  LEFT JOIN events e ON e.id = d.event_id
  ORDER BY d.id DESC`;

const LIST = listSql('true');
/** Few of many, too. */
const LIST_OF_ROUTE = listSql('route_id = $9::text');
/** Asked for what failed, a webhook that never fails has nothing: the index tells so without a look at all its deliveries. */
const LIST_UNDELIVERED = listSql(IS_UNDELIVERED);

function listSqlFor({ routeId, state }: DeliveryFilter): string {
  if (routeId !== undefined) return LIST_OF_ROUTE;
  return state && UNDELIVERED_STATES.includes(state) ? LIST_UNDELIVERED : LIST;
}

/** What has not reached its receiver, across all webhooks of the account. */
export async function listUndelivered(db: SqlRunner, accountId: string, page: Page): Promise<DeliveryRow[]> {
  const { rows } = await db.query<DeliveryRow>(UNDELIVERED, [accountId, ...idRange(page), page.limit]);
  return rows;
}

const UNDELIVERED = `
  SELECT ${COLUMNS} FROM (
    SELECT * FROM deliveries
    WHERE account_id = $1::uuid AND ${IS_UNDELIVERED} AND id >= $2::uuid AND id < $3::uuid
    ORDER BY account_id DESC, id DESC LIMIT $4::int
  ) d
  LEFT JOIN events e ON e.id = d.event_id
  ORDER BY d.id DESC`;

export interface DeliveryDetails extends DeliveryRow {
  /** The notification as text; null if the event was purged. */
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

const FIND = `
  SELECT ${COLUMNS}, e.body, (
    SELECT coalesce(json_agg(json_build_object(
      'number', a.number, 'manual', a.manual, 'startedAt', a.started_at, 'durationMillis', a.duration_millis,
      'statusCode', a.status_code, 'errorKind', a.error_kind, 'errorMessage', a.error_message,
      'responseExcerpt', a.response_excerpt
    ) ORDER BY a.number), '[]')
    FROM attempts a WHERE a.delivery_id = d.id
  ) AS attempts
  FROM deliveries d LEFT JOIN events e ON e.id = d.event_id
  WHERE d.account_id = $1::uuid AND d.id = $2::uuid`;

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
