import { deliveryStates, webhookEventTypes, type DeliveryState, type WebhookEventType } from '@waypost/client';

/** Spans of time that end now, in milliseconds. */
export const spans = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000, '30d': 2_592_000_000 } as const;
export type Span = keyof typeof spans;
export const spanNames = Object.keys(spans) as Span[];
export const DEFAULT_SPAN: Span = '24h';

/**
 * What a list of deliveries is narrowed to. It is kept in the address, so that a view can be sent to somebody. Without `since` and `until`, the last
 * 24 hours are shown, or what `span` says.
 */
export interface DeliveryFilters {
  state?: DeliveryState;
  event?: WebhookEventType;
  dc_id?: string;
  route_id?: string;
  span?: Span;
  /** Times, as the contract writes them; `until` alone is not one. */
  since?: string;
  until?: string;
}

/** The list of all webhooks' deliveries can be narrowed to one of them, too. */
export interface AllDeliveryFilters extends DeliveryFilters {
  webhook_id?: string;
}

/** What narrows a list, and the time of it, as the operations take it. */
export type DeliveryQuery = Omit<DeliveryFilters, 'span' | 'since'> & { since: string };

/** The filters that an address names. What it says otherwise is left out: an old or a broken link opens the list all the same. */
export function validateDeliveryFilters(search: Record<string, unknown>): DeliveryFilters {
  const state = deliveryStates.find((candidate) => candidate === search['state']);
  const event = webhookEventTypes.find((candidate) => candidate === search['event']);
  const span = spanNames.find((candidate) => candidate === search['span']);
  const [since, until] = [timeOf(search['since']), timeOf(search['until'])];
  const [dcId, routeId] = [textOf(search['dc_id']), textOf(search['route_id'])];
  return {
    ...(state && { state }),
    ...(event && { event }),
    ...(dcId !== null && { dc_id: dcId }),
    ...(routeId !== null && { route_id: routeId }),
    ...(span && since === null && { span }),
    ...(since !== null && { since }),
    ...(since !== null && until !== null && { until }),
  };
}

export function validateAllDeliveryFilters(search: Record<string, unknown>): AllDeliveryFilters {
  const webhookId = textOf(search['webhook_id']);
  return { ...validateDeliveryFilters(search), ...(webhookId !== null && { webhook_id: webhookId }) };
}

/** What the operations are asked for. A span that ends now begins at a whole minute, so that the same view is the same query for a while. */
export function queryOf({ span, since, until, ...narrowed }: DeliveryFilters, now: number): DeliveryQuery {
  const begin = since ?? new Date(Math.floor((now - spans[span ?? DEFAULT_SPAN]) / 60_000) * 60_000).toISOString();
  return { ...narrowed, since: begin, ...(since !== undefined && until !== undefined && { until }) };
}

/** A DC may be called `7`, which the address hands over as a number. */
function textOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text : null;
}

function timeOf(value: unknown): string | null {
  const text = textOf(value);
  return text !== null && !Number.isNaN(Date.parse(text)) ? text : null;
}
