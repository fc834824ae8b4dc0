/**
 * The queue of deliveries on Postgres. `delivery_queue` is the one home of a delivery that is not over; when it is over, its row moves to
 * `deliveries`, the log, which is written once. In the queue a delivery is
 *
 *   ready    may be claimed now
 *   leased   claimed by a worker until `leased_until`; after that it may be claimed again, and counts as ready
 *   waiting  until `due_at`, for its next attempt
 *   parked   until its webhook is enabled
 *
 * Each claim counts the attempt number up. The number and the lease are the proof of who holds a delivery: what a worker reports counts
 * only while the number is still the one that it claimed, and the lease was not settled, run out or not. What it gives back unsent gives its
 * number back, too.
 *
 * What becomes of a delivery in the queue, or in the log (over: succeeded, exhausted, cancelled, superseded).
 * "." leaves it as it is; test/deliveries/stateModel.ts carries this table out and compares.
 *
 *                                 ready        waiting      leased               parked            over
 *   publish, of the same key (1)  superseded   superseded   .                    superseded        .
 *   claim                         leased       .            .                    .                 .
 *   its time comes                .            ready        ready, if it ran out .                 .
 *   settle (2): 2xx                                         succeeded
 *     failed, and has retries left                          waiting
 *     failed for the last time                              exhausted
 *     410, which disables                                   parked
 *     unsent, webhook was disabled                          parked
 *     unsent, webhook or event gone                         cancelled
 *     released                                              ready
 *   follow, webhook disabled      parked       parked       .                    .                 .
 *   follow, webhook enabled       .            .            .                    ready, unless old .
 *   follow, webhook deleted       cancelled    cancelled    .                    cancelled         .
 *   expire                        .            .            .                    exhausted, if old .
 *   retry (3)                     ready        ready        .                    ready             ready
 *   recover (4)                   .            .            .                    .                 ready
 *   retention (5)                 no more      no more      .                    no more           no more
 *
 *   (1) unless somebody asked for it
 *   (2) by the one who holds it: also when the lease ran out and nobody else has claimed it. Once per attempt.
 *       If the webhook is not enabled by then, what is pending or parked will follow it.
 *   (3) unless its webhook is not enabled, or its event is no longer there
 *   (4) if its state is among those that are to be recovered, while its webhook is enabled; events that have no delivery get one
 *   (5) what is over when its day is past the retention; the others a day later, with their events
 */
import type { SqlRunner } from '../database/sqlRunner.js';
import { targetColumns, toTarget, type TargetRow, type WebhookTarget } from '../webhooks/webhookTarget.js';

/** Looks like a uuid and sorts before all of them. */
export const FIRST_LANE = '00000000-0000-0000-0000-000000000000';

/** A delivery that this worker may attempt now: the only one who may, until the lease runs out. */
export interface ClaimedDelivery {
  deliveryId: string;
  webhookId: string;
  attemptNumber: number;
  accountId: string;
  eventType: string;
  /** What receivers see as `webhook-id`; null if the event is no longer kept. */
  eventId: string | null;
  /** The notification as it is sent on every attempt, one copy for all deliveries of the event. */
  body: Buffer | null;
  /** The length of it, which is known before it is read. */
  bodyBytes: number;
  /** Whether somebody asked for this attempt. */
  manual: boolean;
  /** When the delivery was made, to tell how long it has been waiting: epoch milliseconds. */
  createdMillis: number;
  /** Null if the webhook was deleted meanwhile. */
  webhook: WebhookTarget | null;
}

interface ClaimOptions {
  /** How many deliveries at the most. */
  limit: number;
  /** How many bytes of notifications at the most, each delivery's counted; one delivery is claimed, however large it is. */
  maxBytes: number;
  /** How many per webhook at the most, where `freePerWebhook` does not say otherwise. */
  defaultFree: number;
  /** For webhooks at or near their bound: how many more may be claimed. */
  freePerWebhook: Readonly<Record<string, number>>;
  /** The walk over the webhooks goes on after this one. */
  afterWebhookId: string;
  leaseSeconds: number;
}

/**
 * Claims ready deliveries webhook by webhook, a few of each, and goes on at the next call where this one ended: a webhook with a
 * long backlog, or one at its bound, costs one look and holds up nobody. Within a webhook the oldest come first.
 * A row that another worker is claiming is passed over, so that claims never wait for each other.
 *
 * The notifications are read by a statement of their own, once per event: should that fail, the leases run out.
 * @returns them by webhook, the oldest first
 */
export async function claimDue(db: SqlRunner, options: ClaimOptions): Promise<ClaimedDelivery[]> {
  const { rows } = await db.query<ClaimRow>(CLAIM_DUE, [
    options.afterWebhookId,
    JSON.stringify(options.freePerWebhook),
    options.defaultFree,
    options.limit,
    options.leaseSeconds,
    options.maxBytes,
  ]);
  const events = await readEvents(db, rows);
  const webhooks = new Map(rows.filter(({ is_first }) => is_first).map((row) => [row.webhook_id, toTarget(row)]));
  return rows.map((row) => toClaimed(row, events.get(row.event_id), webhooks.get(row.webhook_id) ?? null));
}

const CLAIM_DUE = `
  WITH RECURSIVE lane AS (
    (SELECT webhook_id FROM delivery_queue WHERE ready AND webhook_id > $1::uuid ORDER BY webhook_id LIMIT 1)
    UNION ALL
    SELECT (
      SELECT q.webhook_id FROM delivery_queue q
      WHERE q.ready AND q.webhook_id > lane.webhook_id ORDER BY q.webhook_id LIMIT 1
    )
    FROM lane WHERE lane.webhook_id IS NOT NULL
  ), due AS (
    SELECT pick.place, pick.body_bytes
    FROM lane CROSS JOIN LATERAL (
      SELECT q.ctid AS place, q.body_bytes FROM delivery_queue q
      WHERE q.ready AND q.webhook_id = lane.webhook_id AND (q.leased_until IS NULL OR q.leased_until <= now())
      ORDER BY q.due_at
      LIMIT coalesce(($2::jsonb ->> lane.webhook_id::text)::int, $3::int)
      FOR UPDATE SKIP LOCKED
    ) pick
    WHERE lane.webhook_id IS NOT NULL
    LIMIT (SELECT $4::int) -- a number that the planner does not know, so that it plans once and not for each claim
  ), fitting AS (
    SELECT place FROM (
      SELECT place, coalesce(sum(body_bytes) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS bytes_before FROM due
    ) d WHERE bytes_before < $6::bigint
  ), claimed AS (
    -- By their places, which are locked: no index is asked again, and none is written, since no index holds what changes.
    UPDATE delivery_queue SET leased_until = now() + make_interval(secs => $5), attempt_number = attempt_number + 1
    WHERE ctid = ANY (ARRAY (SELECT place FROM fitting))
    RETURNING *
  )
  SELECT c.delivery_id, c.webhook_id, c.account_id, c.event_id, c.event_type, c.attempt_number, c.manual, c.body_bytes,
    extract(epoch FROM c.created_at)::float8 * 1000 AS created_millis, c.is_first, ${targetColumns('w')}
  FROM (
    SELECT *, lag(webhook_id) OVER in_order IS DISTINCT FROM webhook_id AS is_first FROM claimed
    WINDOW in_order AS (ORDER BY webhook_id, due_at)
  ) c
  LEFT JOIN LATERAL (SELECT * FROM webhooks WHERE c.is_first AND id = c.webhook_id LIMIT 1) w ON true
  ORDER BY c.webhook_id, c.due_at`;

/** What is said of a webhook stands in the first of its rows, and is null in the others. */
interface ClaimRow extends TargetRow {
  is_first: boolean;
  delivery_id: string;
  webhook_id: string;
  account_id: string;
  event_id: string;
  event_type: string;
  attempt_number: number;
  manual: boolean;
  body_bytes: number;
  created_millis: number;
}

interface EventRow {
  id: string;
  public_id: string;
  body: string;
}

type ClaimedEvent = Pick<ClaimedDelivery, 'eventId' | 'body'>;

/** The events of what was claimed, by their ids; one that is no longer kept is missing. */
async function readEvents(db: SqlRunner, claimed: ClaimRow[]): Promise<Map<string, ClaimedEvent>> {
  const accounts = new Map(claimed.map((row) => [row.event_id, row.account_id]));
  if (accounts.size === 0) return new Map();
  const ids = [...accounts.keys()].sort();
  const { rows } = await db.query<EventRow>(READ_EVENTS, [
    ids.map((id) => accounts.get(id)),
    ids,
    ids.at(0),
    ids.at(-1),
  ]);
  return new Map(rows.map(({ id, public_id, body }) => [id, { eventId: public_id, body: Buffer.from(body) }]));
}

/** The span of ids is there for Postgres, which opens no other partitions then. */
const READ_EVENTS = `
  SELECT e.id, coalesce(e.external_id, e.id::text) AS public_id, e.body
  FROM unnest($1::uuid[], $2::uuid[]) AS wanted (account_id, id)
  CROSS JOIN LATERAL (
    SELECT * FROM events e WHERE e.account_id = wanted.account_id AND e.id = wanted.id AND e.id >= $3::uuid AND e.id <= $4::uuid LIMIT 1
  ) e`;

function toClaimed(row: ClaimRow, event: ClaimedEvent | undefined, webhook: WebhookTarget | null): ClaimedDelivery {
  return {
    deliveryId: row.delivery_id,
    webhookId: row.webhook_id,
    attemptNumber: row.attempt_number,
    accountId: row.account_id,
    eventType: row.event_type,
    eventId: event?.eventId ?? null,
    body: event?.body ?? null,
    bodyBytes: row.body_bytes,
    createdMillis: row.created_millis,
    manual: row.manual,
    webhook,
  };
}
