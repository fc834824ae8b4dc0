/** Who wants what in a chaos run, and what follows from it: the events that each webhook must or may receive, worked out apart from the product. */
import type { components } from '../../generated/events.js';
import type { WebhookEventType } from '../../src/contract/notifications.js';
import type { Random } from './random.js';

export type PublishedEvent = components['schemas']['PublishedEvent'] & { id: string };

/** An event that was accepted, and between which times that was, in milliseconds since the epoch. */
export interface AcceptedEvent {
  event: PublishedEvent;
  firstSentAt: number;
  acceptedAt: number;
  /** The deliveries that the answer speaks of; null where there is no answer that could. */
  deliveries: number | null;
}

/** What a webhook asks for. */
export interface Subscription {
  /** The account, by its place in `ACCOUNTS`. */
  account: AccountName;
  events: WebhookEventType[];
  dcIds: string[];
  enabled: boolean;
}

/** A change of a webhook, from when it was first asked for to when that was answered: it took effect in between. */
export interface Switch {
  to: 'enabled' | 'disabled' | 'deleted';
  sentAt: number;
  /** Infinity if it never was: it may have taken effect, or not. */
  answeredAt: number;
}

/** A webhook as it is registered. */
export interface RegisteredWebhook extends Omit<Subscription, 'enabled'> {
  /** Empty while nobody knows whether it exists. */
  id: string;
  accountId: string;
  /** The path of its URL, by which receivers know it: one of its own. */
  path: string;
  /** The receiver that it leads to. */
  receiver: string;
  /** `whsec_…` */
  secret: string;
  /** Its registration, and all that followed. */
  switches: Switch[];
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

/** One that is registered later: some of the event types, and some of the DCs. */
export function randomSubscription(random: Random): Subscription {
  return {
    account: random.pick(ACCOUNTS),
    events: random.shuffled(EVENT_TYPES).slice(0, random.integer(1, EVENT_TYPES.length)),
    dcIds: random.shuffled(DC_IDS).slice(0, random.integer(1, DC_IDS.length)),
    enabled: true,
  };
}

/** Whether a webhook is registered for an event like this. */
export function asksFor(
  { accountId, events, dcIds }: RegisteredWebhook,
  { account_id, event, dc_id }: PublishedEvent,
): boolean {
  return accountId === account_id && events.includes(event) && dcIds.includes(dc_id);
}

/** Whether a webhook was enabled all the time between two moments; null if it was switched meanwhile. */
export function wasEnabled({ switches }: RegisteredWebhook, from: number, until: number): boolean | null {
  let enabled = false;
  for (const { to, sentAt, answeredAt } of switches) {
    const becomes = to === 'enabled';
    if (sentAt > until) break;
    if (answeredAt >= from && becomes !== enabled) return null;
    enabled = becomes;
  }
  return enabled;
}

/** Whether it was deleted, or may have been. */
export function isDeleted({ switches }: RegisteredWebhook): boolean {
  return switches.some(({ to }) => to === 'deleted');
}

/** An event that a webhook has to be sent, or that it may be sent, since it was being switched. */
export interface Pair {
  /** As receivers see it: the event's id and the webhook's path. */
  name: string;
  webhook: RegisteredWebhook;
  event: PublishedEvent;
  firstSentAt: number;
  acceptedAt: number;
  certain: boolean;
}

export function pairName(eventId: string, path: string): string {
  return `${eventId} at ${path}`;
}

/** All that must arrive and all that may, by their names: what is missing must not. */
export function expectedPairs(
  accepted: Iterable<AcceptedEvent>,
  webhooks: readonly RegisteredWebhook[],
): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const { event, firstSentAt, acceptedAt } of accepted) {
    for (const webhook of webhooks) {
      const enabled = asksFor(webhook, event) ? wasEnabled(webhook, firstSentAt, acceptedAt) : false;
      if (enabled === false) continue;
      const name = pairName(event.id, webhook.path);
      pairs.set(name, { name, webhook, event, firstSentAt, acceptedAt, certain: enabled === true });
    }
  }
  return pairs;
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
