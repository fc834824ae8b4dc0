/** What can be seen of a webhook's deliveries, in the database and in the model of test/deliveries/stateModel.ts. */
import type { DeliveryState } from '../../src/deliveries/log.js';
import type { Model } from './stateModel.js';
import type { Real } from './stateSteps.js';
import { PLACE } from '../support/deliveryRows.js';

interface VisibleDelivery {
  event: string;
  state: DeliveryState;
  place: string | null;
  number: number;
  isHeld: boolean;
  isManual: boolean;
  attempts: number[];
}

export interface VisibleRows {
  deliveries: VisibleDelivery[];
  webhook: object;
}

/** In the order of the events' ids. */
export function rowsOf({ deliveries, webhook, disabledReason, failing, isNoted, recoveries }: Model): VisibleRows {
  const isThere = webhook !== 'deleted';
  return {
    deliveries: [...deliveries]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([event, delivery]) => ({
        event,
        state: delivery.state,
        place: delivery.place,
        number: delivery.number,
        isHeld: delivery.isHeld,
        isManual: delivery.isManual,
        attempts: delivery.attempts.toSorted((a, b) => a - b),
      })),
    webhook: {
      webhook,
      disabledReason: isThere ? disabledReason : null,
      isFailing: isThere && failing !== null,
      isNoted,
      recoveries: recoveries.length,
    },
  };
}

/** One that is in the queue and in the log is in none of the model's places. */
export async function readRows({ service: { pool }, target, eventOf }: Real): Promise<VisibleRows> {
  const [deliveries, webhooks] = await Promise.all([
    pool.query<{ id: string; row: VisibleDelivery }>(DELIVERIES, [target.webhook.id]),
    pool.query<{ row: object }>(WEBHOOK, [target.webhook.id]),
  ]);
  for (const { id, row } of deliveries.rows) eventOf.set(id, row.event);
  return { deliveries: deliveries.rows.map(({ row }) => row), webhook: webhooks.rows[0]?.row ?? {} };
}

const DELIVERIES = `
  SELECT coalesce(d.id, q.delivery_id) AS id, json_build_object(
    'event', coalesce(d.event_id, q.event_id),
    'state', CASE WHEN q.parked THEN 'parked' WHEN q.delivery_id IS NOT NULL THEN 'pending' ELSE d.state::text END,
    'place', CASE WHEN d.id IS NOT NULL AND q.delivery_id IS NOT NULL THEN 'in both' WHEN d.id IS NULL THEN ${PLACE} END,
    'number', coalesce(q.attempt_number, d.attempt_count),
    'isHeld', q.leased_until IS NOT NULL,
    'isManual', coalesce(q.manual, false),
    'attempts', ARRAY (
      SELECT number FROM attempts WHERE delivery_id = coalesce(d.id, q.delivery_id)
      UNION ALL SELECT d.attempt_count WHERE d.started_at IS NOT NULL
      ORDER BY number
    )
  ) AS row
  FROM (SELECT * FROM deliveries WHERE webhook_id = $1) d
  FULL JOIN (SELECT * FROM delivery_queue WHERE webhook_id = $1) q ON q.delivery_id = d.id
  ORDER BY coalesce(d.event_id, q.event_id)`;

const WEBHOOK = `
  SELECT json_build_object(
    'webhook', CASE WHEN w.id IS NULL THEN 'deleted' WHEN w.enabled THEN 'enabled' ELSE 'disabled' END,
    'disabledReason', w.disabled_reason,
    'isFailing', w.failing_since IS NOT NULL,
    'isNoted', EXISTS (SELECT FROM webhook_changes c WHERE c.webhook_id = asked.id),
    'recoveries', (SELECT count(*) FROM recoveries r WHERE r.webhook_id = asked.id)
  ) AS row
  FROM (SELECT $1::uuid AS id) asked LEFT JOIN webhooks w ON w.id = asked.id`;
