/** What can be seen of a webhook's deliveries, in the database and in the model of test/deliveries/stateModel.ts. */
import type { DeliveryState } from '../../src/deliveries/log.js';
import type { Model } from './stateModel.js';
import { isOver } from './stateModel.js';
import type { Real } from './stateSteps.js';

interface VisibleDelivery {
  event: string;
  state: DeliveryState;
  place: string | null;
  number: number;
  isManual: boolean;
  attempts: number[];
  hasNextAttempt: boolean;
  isFinished: boolean;
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
        isManual: delivery.isManual,
        attempts: delivery.attempts.toSorted((a, b) => a - b),
        hasNextAttempt: delivery.state === 'pending',
        isFinished: isOver(delivery),
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

/** A row that the queue and the log tell different things of is in no place that a model knows. */
export async function readRows({ service: { pool }, target, eventOf }: Real): Promise<VisibleRows> {
  const [deliveries, webhooks] = await Promise.all([
    pool.query<{ id: string; row: VisibleDelivery }>(DELIVERIES, [target.webhook.id]),
    pool.query<{ row: object }>(WEBHOOK, [target.webhook.id]),
  ]);
  for (const { id, row } of deliveries.rows) eventOf.set(id, row.event);
  return { deliveries: deliveries.rows.map(({ row }) => row), webhook: webhooks.rows[0]?.row ?? {} };
}

const DELIVERIES = `
  SELECT d.id, json_build_object(
    'event', coalesce(d.event_id, q.event_id),
    'state', d.state,
    'place', CASE
      WHEN q.ready AND q.leased THEN 'ready and leased'
      WHEN q.ready THEN 'ready'
      WHEN q.leased THEN 'leased'
      WHEN NOT q.ready THEN 'waiting'
    END,
    'number', coalesce(q.attempt_number, d.attempt_count),
    'isManual', coalesce(q.manual, false),
    'attempts', ARRAY (SELECT number FROM attempts WHERE delivery_id = d.id ORDER BY number),
    'hasNextAttempt', d.next_attempt_at IS NOT NULL,
    'isFinished', d.finished_at IS NOT NULL
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
