/** Deliveries as their owner sees them, whether they are in the queue or in the log, and one of them with all that is known of it. */
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

/** What is listed of the log, of a row of `deliveries` d. */
export const LOGGED = `
      d.id, d.account_id, d.webhook_id, d.event_id, d.event_type, d.dc_id, d.route_id, d.state, d.attempt_count, d.created_at,
      NULL::timestamptz AS next_attempt_at, d.finished_at`;

/** The same of the queue, of a row of `delivery_queue` q. An attempt that is being made is not counted yet. */
export const QUEUED = `
      q.delivery_id AS id, q.account_id, q.webhook_id, q.event_id, q.event_type, q.dc_id, q.route_id,
      CASE WHEN q.parked THEN 'parked' ELSE 'pending' END::delivery_state AS state,
      CASE WHEN q.leased_until IS NULL THEN q.attempt_number ELSE q.attempt_number - 1 END AS attempt_count, q.created_at,
      CASE WHEN q.parked THEN NULL WHEN q.ready THEN least(q.due_at, now()) ELSE q.due_at END AS next_attempt_at,
      NULL::timestamptz AS finished_at`;

export const COLUMNS = `
  d.id, d.webhook_id AS "webhookId", coalesce(e.external_id, e.id::text) AS "eventId", d.event_type AS "eventType",
  d.dc_id AS "dcId", d.route_id AS "routeId", d.state, d.attempt_count AS "attemptCount", d.created_at AS "createdAt",
  d.next_attempt_at AS "nextAttemptAt", d.finished_at AS "finishedAt"`;

export interface DeliveryDetails extends DeliveryRow {
  /** Where it is sent; null if its webhook was deleted. */
  url: string | null;
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
  SELECT ${COLUMNS}, (SELECT url FROM webhooks WHERE id = d.webhook_id) AS url, e.body, (
    SELECT coalesce(json_agg(${ATTEMPT} ORDER BY a.number), '[]') FROM (
      SELECT number, manual, started_at, duration_millis, status_code, error_kind, error_message, response_excerpt
      FROM attempts WHERE delivery_id = $2::uuid
      UNION ALL
      SELECT d.attempt_count, d.manual, d.started_at, d.duration_millis, d.status_code, d.error_kind, d.error_message, d.response_excerpt
      WHERE d.started_at IS NOT NULL
    ) a
  ) AS attempts
  FROM found d ${eventOf('d')}`;

/** The smallest UUIDv7 of a moment (RFC 9562, section 5.7): ids below it are older. */
export function idFloor(moment: Date): string {
  const millis = Math.min(Math.max(moment.getTime(), 0), 2 ** 48 - 1);
  const hex = millis.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** The moment of a UUIDv7, in milliseconds since the epoch. */
export function momentOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
