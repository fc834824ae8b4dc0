import { notifications } from '../../generated/contracts/webhooks.js';
import type { components } from '../../generated/webhooks.js';

export type WebhookEventType = components['schemas']['WebhookEventType'];

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
