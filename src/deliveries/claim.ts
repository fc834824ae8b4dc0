/**
 * The queue of deliveries on Postgres. `deliveries` is the log, one row per event and webhook with its state for good;
 * `delivery_queue` holds a narrow row for each delivery that is not over yet:
 *
 *   ready    may be claimed now
 *   waiting  until `due_at`, for its next attempt
 *   leased   claimed by a worker until `due_at`; after that it becomes ready again
 *
 * Each claim counts the attempt number up. It is the proof of a lease: what a worker reports counts only while the
 * number is still the one that it claimed, and what it gives back unsent gives its number back, too.
 *
 * What becomes of a delivery, in the queue (`pending`), parked, or over (succeeded, exhausted, cancelled, superseded).
 * "." leaves it as it is; test/deliveries/stateModel.ts carries this table out and compares.
 *
 *                                 ready        waiting      leased               parked            over
 *   publish, of the same key (1)  superseded   superseded   .                    .                 .
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
 *   purge                         .            .            .                    .                 no more, if old
 *
 *   (1) unless somebody asked for it
 *   (2) by the one whose number it is: also when the lease ran out and nobody else has claimed it. Once per attempt.
 *       If the webhook is not enabled by then, what is pending or parked will follow it.
 *   (3) unless its webhook is not enabled, or its event is no longer there
 *   (4) if its state is among those that are to be recovered, while its webhook is enabled; events that have no delivery get one
 */
import type { SqlRunner } from '../database/sqlRunner.js';

/** Looks like a uuid and sorts before all of them. */
export const FIRST_LANE = '00000000-0000-0000-0000-000000000000';

/** A delivery that this worker may attempt now: the only one who may, until the lease runs out. */
export interface ClaimedDelivery {
  deliveryId: string;
  webhookId: string;
  attemptNumber: number;
  accountId: string;
  eventType: string;
  /** What receivers see as `webhook-id`; null if the event was purged meanwhile. */
  eventId: string | null;
  /** The notification as it is sent on every attempt. */
  body: string | null;
  /** Whether somebody asked for this attempt. */
  manual: boolean;
  /** When the delivery was made, to tell how long it has been waiting: epoch milliseconds. */
  createdMillis: number;
  /** Null if the webhook was deleted meanwhile. */
  webhook: ClaimedWebhook | null;
}

export interface ClaimedWebhook {
  url: string;
  enabled: boolean;
  /** The signing secret, encrypted, and with it the one before while that still signs. */
  sealedSecrets: Buffer[];
  failingSince: Date | null;
}

interface ClaimOptions {
  /** How many deliveries at the most. */
  limit: number;
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
 */
export async function claimDue(db: SqlRunner, options: ClaimOptions): Promise<ClaimedDelivery[]> {
  const { rows } = await db.query<ClaimRow>(CLAIM_DUE, [
    options.afterWebhookId,
    JSON.stringify(options.freePerWebhook),
    options.defaultFree,
    options.limit,
    options.leaseSeconds,
  ]);
  return rows.map(toClaimed);
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
    SELECT pick.delivery_id
    FROM lane CROSS JOIN LATERAL (
      SELECT q.delivery_id FROM delivery_queue q
      WHERE q.ready AND q.webhook_id = lane.webhook_id
      ORDER BY q.due_at
      LIMIT coalesce(($2::jsonb ->> lane.webhook_id::text)::int, $3::int)
      FOR UPDATE SKIP LOCKED
    ) pick
    WHERE lane.webhook_id IS NOT NULL
    LIMIT (SELECT $4::int) -- a number that the planner does not know, so that it plans once and not for each claim
  ), claimed AS (
    UPDATE delivery_queue
    SET ready = false, leased = true, due_at = now() + make_interval(secs => $5), attempt_number = attempt_number + 1
    WHERE delivery_id = ANY (ARRAY (SELECT delivery_id FROM due))
    RETURNING delivery_id, webhook_id, event_id, attempt_number, manual, created_at
  )
  SELECT claimed.delivery_id, claimed.webhook_id, claimed.attempt_number, claimed.manual,
    extract(epoch FROM claimed.created_at)::float8 * 1000 AS created_millis,
    events.account_id, events.event_type, coalesce(events.external_id, events.id::text) AS event_id, events.body,
    webhooks.url, webhooks.enabled, webhooks.sealed_secret, webhooks.failing_since,
    CASE WHEN webhooks.previous_secret_until > now() THEN webhooks.previous_sealed_secret END AS previous_sealed_secret
  FROM claimed
  LEFT JOIN events ON events.id = claimed.event_id
  LEFT JOIN webhooks ON webhooks.id = claimed.webhook_id
  ORDER BY claimed.webhook_id, claimed.created_at`;

interface ClaimRow {
  delivery_id: string;
  webhook_id: string;
  attempt_number: number;
  manual: boolean;
  created_millis: number;
  account_id: string;
  event_type: string;
  event_id: string | null;
  body: string | null;
  url: string | null;
  enabled: boolean;
  sealed_secret: Buffer;
  previous_sealed_secret: Buffer | null;
  failing_since: Date | null;
}

function toClaimed(row: ClaimRow): ClaimedDelivery {
  return {
    deliveryId: row.delivery_id,
    webhookId: row.webhook_id,
    attemptNumber: row.attempt_number,
    accountId: row.account_id,
    eventType: row.event_type,
    eventId: row.event_id,
    body: row.body,
    createdMillis: row.created_millis,
    manual: row.manual,
    webhook: row.url === null ? null : toClaimedWebhook(row.url, row),
  };
}

function toClaimedWebhook(url: string, row: ClaimRow): ClaimedWebhook {
  const { enabled, sealed_secret, previous_sealed_secret, failing_since } = row;
  const sealedSecrets = previous_sealed_secret ? [sealed_secret, previous_sealed_secret] : [sealed_secret];
  return { url, enabled, sealedSecrets, failingSince: failing_since };
}
