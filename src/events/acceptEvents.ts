/** The limits of events that the contract's schema lets pass, and what of them is stored: for the API, the outbox and every other source. */
import { shapeFaults, sizeFaults } from '../../checks/eventLimits.js';
import type { PublishedEvent } from '../../checks/eventsRequest.js';
import { MAX_FAULTS, type Fault } from '../../checks/fault.js';
import { notificationBody } from '../../checks/notificationBody.js';
import { coalesceKeyOf, type WebhookEventType } from '../contract/notifications.js';

export type { PublishedEvent } from '../../checks/eventsRequest.js';

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

/** All events, or what is wrong with them. More than MAX_FAULTS faults are not looked for. */
export type Acceptance = { ok: true; events: AcceptableEvent[] } | { ok: false; faults: Fault[] };

/**
 * Accepts events that are as openapi/events.yaml describes them, or says what no schema can say is wrong with them. An event without `hook_timestamp_millis` has occurred now. What it is given is
 * left as it is.
 * @param maxBytes the largest notification, as it is sent
 * @param path where the events are in the request: each fault's path begins with it
 */
export function acceptEvents(events: readonly PublishedEvent[], maxBytes: number, path: string): Acceptance {
  const accepted: AcceptableEvent[] = [];
  const faults = faultsOfEach(events, path, (event, place) => {
    const found = faultsOf(event, place);
    if (found.length > 0) return found;
    const acceptable = accept(event);
    accepted.push(acceptable);
    return sizeFaults(acceptable.body, maxBytes, place);
  });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, events: accepted };
}

/**
 * What is wrong with events, whatever they are, besides what openapi/events.yaml says of each: for a request that is refused for that.
 * More than MAX_FAULTS faults are not looked for.
 */
export function eventFaults(events: readonly unknown[], maxBytes: number, path: string): Fault[] {
  return faultsOfEach(events, path, (event, place) => {
    const found = faultsOf(event, place);
    if (found.length > 0 || !isObject(event)) return found;
    return sizeFaults(notificationBody(dated(event, Date.now())), maxBytes, place);
  });
}

/** Looks at one event after the other, until there are more faults than anybody is told of. */
function faultsOfEach<T>(
  events: readonly T[],
  path: string,
  faultsOfOne: (event: T, place: string) => Fault[],
): Fault[] {
  const faults: Fault[] = [];
  for (const [i, event] of events.entries()) {
    faults.push(...faultsOfOne(event, `${path}/${i}`));
    if (faults.length > MAX_FAULTS) break;
  }
  return faults;
}

function faultsOf(event: unknown, path: string): Fault[] {
  if (!isObject(event)) return [];
  return shapeFaults(event, path);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** An event that does not say when it has occurred did so at `millis`. */
function dated<Event extends { hook_timestamp_millis?: unknown }>(event: Event, millis: number): Event {
  return event.hook_timestamp_millis === undefined ? { ...event, hook_timestamp_millis: millis } : event;
}

function accept(published: PublishedEvent): AcceptableEvent {
  const { hook_timestamp_millis = Date.now() } = published;
  return {
    accountId: published.account_id,
    externalId: published.id ?? null,
    eventType: published.event,
    dcId: published.dc_id,
    routeId: published.route_id,
    occurredMillis: hook_timestamp_millis,
    body: notificationBody({ ...published, hook_timestamp_millis }),
    coalesceKey: coalesceKeyOf(published),
  };
}
