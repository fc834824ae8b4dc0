/** The one place that decides which events are accepted, and what of them is stored: for the API, the outbox and every other source. */
import type { components } from '../../generated/events.js';
import type { WebhookEventType } from '../contract/notifications.js';
import type { Fault } from '../errors.js';
import type { EventRules } from './eventRules.js';

export type PublishedEvent = components['schemas']['PublishedEvent'];

/** An event that may be stored. */
export interface AcceptableEvent {
  accountId: string;
  /** The publisher's own id of the event; null if it has none. */
  externalId: string | null;
  eventType: WebhookEventType;
  dcId: string;
  routeId: string;
  /** When it occurred, in milliseconds since the epoch. */
  occurredMillis: number;
  /** The notification as it is sent, byte for byte, on every attempt. */
  body: string;
  /** What it supersedes (`x-coalesce-by`); null if it supersedes nothing. */
  coalesceKey: string | null;
}

/** All events, or everything that is wrong with them. */
export type Acceptance = { ok: true; events: AcceptableEvent[] } | { ok: false; faults: Fault[] };

/** Far more than any notification needs, far less than what makes JSON.stringify run out of stack. */
const MAX_NESTING = 100;

/**
 * Accepts events, or says what is wrong with each of them. An event without `hook_timestamp_millis` has occurred now. What it is given is
 * left as it is.
 * @param path where the events are in the request: each fault's path begins with it
 */
export function acceptEvents(events: readonly PublishedEvent[], rules: EventRules, path: string): Acceptance {
  const faults = events.flatMap((event, i) => eventFaults(event, rules, `${path}/${i}`));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, events: events.map((event) => accept(event, rules)) };
}

/** What is wrong with one event, whatever it is; `acceptEvents` accepts those with which nothing is. */
export function eventFaults(event: unknown, rules: EventRules, path: string): Fault[] {
  const faults = rules.publishedEvent?.(event, path) ?? [];
  if (!isObject(event)) return faults;
  const dated = event.hook_timestamp_millis === undefined ? { ...event, hook_timestamp_millis: 0 } : event;
  return [...distinct([...faults, ...rules.notifications.faultsOf(dated, path)]), ...nestingFaults(event, path)];
}

/** Those that all events share are found by the schema of what is published, and by that of the notification. */
function distinct(faults: Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [`${fault.path} ${fault.message}`, fault])).values()];
}

/** The fields of an event that are nested too deep to be sent. */
function nestingFaults(event: object, path: string): Fault[] {
  return Object.entries(event)
    .filter(([, value]) => isDeeperThan(MAX_NESTING, value))
    .map(([name]) => ({ path: `${path}/${name}`, message: `must not be nested more than ${MAX_NESTING} levels deep` }));
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function accept(published: PublishedEvent, rules: EventRules): AcceptableEvent {
  const { hook_timestamp_millis = Date.now() } = published;
  return {
    accountId: published.account_id,
    externalId: published.id ?? null,
    eventType: published.event,
    dcId: published.dc_id,
    routeId: published.route_id,
    occurredMillis: hook_timestamp_millis,
    body: notificationBody({ ...published, hook_timestamp_millis }),
    coalesceKey: rules.notifications.coalesceKeyOf(published),
  };
}

/** JSON leaves out what is undefined. */
const notSent = { id: undefined, account_id: undefined };

/** The fields that every notification has come first, and what is between publisher and Waypost is left out. */
function notificationBody(published: PublishedEvent): string {
  const { event, hook_timestamp_millis, dc_id, route_id, ...further } = { ...published, ...notSent };
  return JSON.stringify({ event, hook_timestamp_millis, dc_id, route_id, ...further });
}
