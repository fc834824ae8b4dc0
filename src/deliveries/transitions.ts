/** Moves between the queue and the log that several statements share, as SQL. */

/** What the queue and the log both say of a delivery, under the queue's names. */
const SHARED = 'webhook_id, account_id, event_id, event_type, dc_id, route_id, created_at';

/** Nobody works on a row of the queue: it is not claimed, or the lease ran out. */
export const isFree = (alias: string): string => `(${alias}.leased_until IS NULL OR ${alias}.leased_until <= now())`;

/**
 * A CTE that writes rows which were taken out of the queue into the log, as ended by something else than an attempt. The number is kept,
 * so that none is given again should somebody ask for the delivery.
 * @param from a CTE of whole rows of the queue
 */
export const logWithoutAttempt = (from: string, state: 'exhausted' | 'cancelled'): string => `
  INSERT INTO deliveries (id, ${SHARED}, state, attempt_count)
  SELECT delivery_id, ${SHARED}, '${state}', attempt_number FROM ${from}`;

/**
 * CTEs that take deliveries out of the log and put them into the queue, as asked for by somebody; their last attempts join the others.
 * `queued` has a row for each.
 * @param from a CTE with `webhook_id`, `id` and `body_bytes`
 * @param dueAt when they are due: within a webhook, claims go by it
 */
export const backToQueue = (from: string, dueAt: string): string => `returned AS (
    DELETE FROM deliveries d USING ${from} f WHERE d.webhook_id = f.webhook_id AND d.id = f.id
    RETURNING d.*, f.body_bytes
  ), remembered AS (
    INSERT INTO attempts (
      delivery_id, number, manual, started_at, duration_millis, status_code, error_kind, error_message, response_excerpt
    )
    SELECT id, attempt_count, manual, started_at, duration_millis, status_code, error_kind, error_message, response_excerpt
    FROM returned WHERE started_at IS NOT NULL
    ON CONFLICT DO NOTHING
  ), queued AS (
    INSERT INTO delivery_queue (delivery_id, ${SHARED}, due_at, attempt_number, body_bytes, manual)
    SELECT id, ${SHARED}, ${dueAt}, attempt_count, body_bytes, true FROM returned
    RETURNING 1
  )`;

/**
 * The event of a delivery d, as an outer join e: looked up by its id, whatever the planner thinks of how many there are. The limit keeps it from
 * reading all events of the account to have them at hand.
 */
export const eventOf = (delivery: string): string => `LEFT JOIN LATERAL (
    SELECT id, external_id, body FROM events WHERE account_id = ${delivery}.account_id AND id = ${delivery}.event_id LIMIT 1
  ) e ON true`;

/**
 * The webhooks that a queued delivery of account $1 may belong to, as a subquery with `id`: the account's own, and those that were deleted
 * a moment ago. The queue has no index by account, which every delivery would have to pay for.
 */
export const WEBHOOKS_OF_ACCOUNT = `(
    SELECT id FROM webhooks WHERE account_id = $1::uuid UNION SELECT webhook_id FROM webhook_changes
  )`;

/** The webhooks that a delivery of account $1 in the queue or the log may belong to, as a subquery with `id`: those that it has, and those that it had. */
export const EVER_OF_ACCOUNT = `(
    SELECT id FROM webhooks WHERE account_id = $1::uuid UNION SELECT webhook_id FROM former_webhooks WHERE account_id = $1::uuid
  )`;
