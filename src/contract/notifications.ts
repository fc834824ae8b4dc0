import { webhookEventTypes, type components } from '../../generated/webhooks.js';
import type { ContractDocument } from './document.js';
import type { Fault } from '../errors.js';
import { compileSchema, type SchemaCheck } from './schemaCheck.js';

export type WebhookEventType = components['schemas']['WebhookEventType'];

/** What the `webhooks:` section of openapi/webhooks.yaml demands of the notification of each event type. */
export interface NotificationRules {
  /** Every fault of a notification. `path` is the place of the notification in the request, and each fault's path begins with it. */
  faultsOf(eventType: WebhookEventType, notification: object, path: string): Fault[];
  /**
   * What an event supersedes, if the contract says that of its type only the latest counts (`x-coalesce-by` names the field that tells
   * what they are the latest of); null otherwise.
   */
  coalesceKeyOf(notification: { event: WebhookEventType }): string | null;
}

/**
 * Compiles the schemas of the notifications, so that what is published is checked against the very text that receivers read.
 * @throws Error if the contract describes no notification for one of its event types.
 */
export function compileNotificationRules(contract: ContractDocument): NotificationRules {
  const checks = new Map<string, SchemaCheck>(
    webhookEventTypes.map((eventType) => [eventType, compileSchema(notificationSchema(contract, eventType))]),
  );
  const coalesceFields = new Map(webhookEventTypes.map((eventType) => [eventType, coalesceField(contract, eventType)]));
  return {
    coalesceKeyOf: (notification) => {
      const field = coalesceFields.get(notification.event);
      const value = field === undefined ? undefined : new Map<string, unknown>(Object.entries(notification)).get(field);
      return typeof value === 'string' ? `${notification.event} ${value}` : null;
    },
    faultsOf: (eventType, notification, path) => checks.get(eventType)?.(notification, path) ?? [],
  };
}

function coalesceField(contract: ContractDocument, eventType: WebhookEventType): string | undefined {
  const item = contract.webhooks[eventType];
  const operation = item && 'post' in item ? item.post : undefined;
  const field = operation && 'x-coalesce-by' in operation ? operation['x-coalesce-by'] : undefined;
  return typeof field === 'string' ? field : undefined;
}

/** The payload schema of an event type: its entry in the `webhooks:` section has the type's name. */
function notificationSchema(contract: ContractDocument, eventType: WebhookEventType): object {
  const item = contract.webhooks[eventType];
  const body = item && 'post' in item ? item.post.requestBody : undefined;
  const schema = body && 'content' in body ? body.content['application/json']?.schema : undefined;
  if (!schema) throw new Error(`openapi/webhooks.yaml describes no notification for ${eventType}.`);
  return schema;
}
