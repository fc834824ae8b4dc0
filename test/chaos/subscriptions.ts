/** Who wants what in a chaos run, and what follows from it: the events that each webhook has to receive, worked out apart from the product. */
import type { components } from '../../generated/events.js';
import type { WebhookEventType } from '../../src/contract/notifications.js';

export type PublishedEvent = components['schemas']['PublishedEvent'] & { id: string };

/** An event that was answered with 202, and between which times that was, in milliseconds since the epoch. */
export interface AcceptedEvent {
  event: PublishedEvent;
  firstSentAt: number;
  acceptedAt: number;
}

/** What a webhook asks for. */
export interface Subscription {
  /** The account, by its place in `ACCOUNTS`. */
  account: AccountName;
  events: WebhookEventType[];
  dcIds: string[];
  enabled: boolean;
}

/** A webhook as it is registered. */
export interface RegisteredWebhook extends Subscription {
  id: string;
  accountId: string;
  /** The path of its URL, by which receivers know it: one of its own. */
  path: string;
  /** The receiver that it leads to. */
  receiver: string;
  /** `whsec_…` */
  secret: string;
}

export const ACCOUNTS = ['north', 'south'] as const;
export type AccountName = (typeof ACCOUNTS)[number];

export const EVENT_TYPES: WebhookEventType[] = [
  'ROUTE_CREATED',
  'ROUTE_STARTED',
  'ROUTE_ETAS_CHANGED',
  'WAYPOINT_STATUS_CHANGED',
];
export const DC_IDS = ['1', '2', 'BO016'];

/** Each receiver has one webhook of each: broad and narrow ones of two accounts, and one that must not get anything. */
export const SUBSCRIPTIONS: readonly Subscription[] = [
  { account: 'north', events: EVENT_TYPES, dcIds: ['1', '2'], enabled: true },
  { account: 'north', events: ['ROUTE_STARTED'], dcIds: ['1'], enabled: true },
  { account: 'south', events: ['ROUTE_CREATED', 'WAYPOINT_STATUS_CHANGED'], dcIds: ['2', 'BO016'], enabled: true },
  { account: 'south', events: EVENT_TYPES, dcIds: DC_IDS, enabled: false },
];

/** The webhooks that an event has to reach. */
export function webhooksFor(event: PublishedEvent, webhooks: readonly RegisteredWebhook[]): RegisteredWebhook[] {
  return webhooks.filter(
    ({ enabled, accountId, events, dcIds }) =>
      enabled && accountId === event.account_id && events.includes(event.event) && dcIds.includes(event.dc_id),
  );
}

/**
 * The route whose newer event of the same type may take this one's place while it still waits: of the ETAs of a route only the latest count
 * (openapi/webhooks.yaml). Null for every other type: each event has to arrive.
 */
export function replaceableRoute({ event, route_id }: PublishedEvent): string | null {
  return event === 'ROUTE_ETAS_CHANGED' ? route_id : null;
}

/** What a receiver finds in the body. */
export function notificationOf(event: PublishedEvent): Record<string, unknown> {
  return Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'id' && name !== 'account_id'));
}
