import { webhookEventTypes } from '../../generated/webhooks.js';
import type { Fault } from '../errors.js';
import type { NotificationRules, WebhookEventType } from './notifications.js';

/**
 * What openapi/events.yaml leaves to the notifications' schemas: the fields that the type of each event demands. An event without a
 * timestamp is given the present one.
 */
export function eventFaults(body: unknown, rules: NotificationRules): Fault[] {
  const events = isObject(body) && Array.isArray(body.events) ? (body.events as unknown[]) : [];
  return events.flatMap((event, i) => {
    if (!isObject(event)) return [];
    event.hook_timestamp_millis ??= Date.now();
    return isWebhookEventType(event.event) ? rules.faultsOf(event.event, event, `/body/events/${i}`) : [];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isWebhookEventType(value: unknown): value is WebhookEventType {
  return (webhookEventTypes as readonly unknown[]).includes(value);
}
