import { webhookEventTypes } from '../../generated/webhooks.js';
import type { Fault } from '../errors.js';
import type { NotificationRules, WebhookEventType } from '../contract/notifications.js';

/** Far more than any notification needs, far less than what makes JSON.stringify run out of stack. */
const MAX_NESTING = 100;

/**
 * What openapi/events.yaml leaves to the notifications' schemas, or says in words: the fields that the type of each event demands, and
 * how deep fields may be nested. An event without a timestamp is given the present one.
 */
export function eventFaults(body: unknown, rules: NotificationRules): Fault[] {
  const events = isObject(body) && Array.isArray(body.events) ? (body.events as unknown[]) : [];
  return events.flatMap((event, i) => {
    if (!isObject(event)) return [];
    event.hook_timestamp_millis ??= Date.now();
    const path = `/body/events/${i}`;
    const faults = isWebhookEventType(event.event) ? rules.faultsOf(event.event, event, path) : [];
    return [...faults, ...nestingFaults(event, path)];
  });
}

/** The fields of an event that are nested too deep to be sent. */
export function nestingFaults(event: object, path: string): Fault[] {
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

function isWebhookEventType(value: unknown): value is WebhookEventType {
  return (webhookEventTypes as readonly unknown[]).includes(value);
}
