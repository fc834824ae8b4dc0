/** Deliveries for people. */
import type { Attempt, Delivery, DeliveryDetails, DeliveryState } from '@waypost/client';
import { labelled, prettyJson, table, type Cell, type Paint, type Style } from '../../terminal.js';

const stateStyles: Record<DeliveryState, Style> = {
  pending: 'yellow',
  parked: 'yellow',
  succeeded: 'green',
  exhausted: 'red',
  cancelled: 'gray',
  superseded: 'gray',
};

/** Enough of an answer to recognise it by. */
const EXCERPT_LENGTH = 60;

/** One line for each delivery; `withWebhook` tells whose it is where the list is of several webhooks. */
export function deliveryTable(deliveries: readonly Delivery[], withWebhook: boolean, paint: Paint): string {
  if (deliveries.length === 0) return 'there are no such deliveries';
  const head = ['DELIVERY', 'EVENT', 'DC', 'ROUTE', 'STATE', 'ATTEMPTS', 'PUBLISHED', 'NEXT ATTEMPT'];
  const rows = deliveries.map((delivery): Cell[] => [
    delivery.id,
    delivery.event,
    delivery.dc_id,
    delivery.route_id,
    stateCell(delivery.state),
    String(delivery.attempt_count),
    delivery.created_at,
    delivery.next_attempt_at ?? '',
    ...(withWebhook ? [delivery.webhook_id] : []),
  ]);
  return table(withWebhook ? [...head, 'WEBHOOK'] : head, rows, paint);
}

/** Everything about a delivery. */
export function deliveryDetails(delivery: DeliveryDetails, paint: Paint): string {
  const facts: [string, Cell][] = [
    ['delivery', delivery.id],
    ['state', stateCell(delivery.state)],
    ['event', delivery.event],
    ['event id', delivery.event_id ?? 'the event is no longer kept'],
    ['webhook', delivery.webhook_id],
    ['published', delivery.created_at],
    ...(delivery.next_attempt_at === null ? [] : [['next attempt', delivery.next_attempt_at] as [string, Cell]]),
    ...(delivery.finished_at === null ? [] : [['finished', delivery.finished_at] as [string, Cell]]),
  ];
  const payload = delivery.payload === null ? [] : ['', prettyJson(delivery.payload)];
  return [labelled(facts, paint), ...payload, '', attemptTable(delivery.attempts, paint)].join('\n');
}

function attemptTable(attempts: readonly Attempt[], paint: Paint): string {
  if (attempts.length === 0) return 'no attempt was made yet';
  const rows = attempts.map((attempt): Cell[] => [
    `${attempt.number}${attempt.manual ? ' (manual)' : ''}`,
    attempt.started_at,
    `${attempt.duration_millis} ms`,
    outcomeCell(attempt),
    attempt.error_message ?? attempt.response_excerpt.slice(0, EXCERPT_LENGTH),
  ]);
  return table(['ATTEMPT', 'STARTED', 'TOOK', 'OUTCOME', 'ERROR OR ANSWER'], rows, paint);
}

function outcomeCell({ status_code, error_kind }: Attempt): Cell {
  const succeeded = error_kind === null && status_code !== null && status_code >= 200 && status_code <= 299;
  const text = [status_code, error_kind].filter((part) => part !== null).join(', ');
  return { text, style: succeeded ? 'green' : 'red' };
}

function stateCell(state: DeliveryState): Cell {
  return { text: state, style: stateStyles[state] };
}
