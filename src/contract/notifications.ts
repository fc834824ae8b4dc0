import { notifications } from '../../generated/contracts/webhooks.js';
import type { components } from '../../generated/webhooks.js';
import type { Fault } from '../errors.js';
import { compileNotificationChecks } from './notificationChecks.js';

export type WebhookEventType = components['schemas']['WebhookEventType'];

/** What the `webhooks:` section of openapi/webhooks.yaml demands of the notification of each event type. */
export interface NotificationRules {
  /**
   * Every fault of a notification; none if its `event` is no event type. `path` is the place of the notification in the request, and each
   * fault's path begins with it.
   */
  faultsOf(notification: { event?: unknown }, path: string): Fault[];
  /**
   * What an event supersedes, if the contract says that of its type only the latest counts (`x-coalesce-by` names the field that tells
   * what they are the latest of); null otherwise.
   */
  coalesceKeyOf(notification: { event: WebhookEventType }): string | null;
}

/** Compiles the schemas of the notifications, so that what is published is checked against the very text that receivers read. */
export function compileNotificationRules(): NotificationRules {
  const checks = compileNotificationChecks();
  return {
    coalesceKeyOf: (notification) => {
      const field = notifications[notification.event].coalesceBy;
      const value = field === null ? undefined : new Map<string, unknown>(Object.entries(notification)).get(field);
      return typeof value === 'string' ? `${notification.event} ${value}` : null;
    },
    faultsOf: (notification, path) => checks.get(notification.event)?.(notification, path) ?? [],
  };
}

/** The contract's first example of a notification of this type. */
export function exampleNotification(eventType: WebhookEventType): object {
  return notifications[eventType].example;
}
