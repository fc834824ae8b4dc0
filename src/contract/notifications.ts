import type { Fault } from '../../checks/fault.js';
import { notificationChecks } from '../../checks/notifications.js';
import { notifications } from '../../generated/contracts/webhooks.js';
import type { components } from '../../generated/webhooks.js';

export type WebhookEventType = components['schemas']['WebhookEventType'];

/**
 * Every fault that the `webhooks:` section of openapi/webhooks.yaml has against a notification, by the very schemas that receivers check by;
 * none if its `event` is no event type. `path` is the place of the notification in the request, and each fault's path begins with it.
 */
export function notificationFaults(notification: { event?: unknown }, path: string): Fault[] {
  return notificationChecks.get(notification.event)?.(notification, path) ?? [];
}

/**
 * What an event supersedes, if the contract says that of its type only the latest counts (`x-coalesce-by` names the field that tells what
 * they are the latest of); null otherwise.
 */
export function coalesceKeyOf(notification: { event: WebhookEventType }): string | null {
  const field = notifications[notification.event].coalesceBy;
  const value = field === null ? undefined : new Map<string, unknown>(Object.entries(notification)).get(field);
  return typeof value === 'string' ? `${notification.event} ${value}` : null;
}

/** The contract's first example of a notification of this type. */
export function exampleNotification(eventType: WebhookEventType): object {
  return notifications[eventType].example;
}
