import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { webhookEventTypes, type components } from '../../generated/webhooks.js';
import type { ContractDocument } from '../contractDocument.js';
import type { Fault } from '../errors.js';

export type WebhookEventType = components['schemas']['WebhookEventType'];

/** What the `webhooks:` section of openapi/webhooks.yaml demands of the notification of each event type. */
export interface NotificationRules {
  /** Every fault of a notification. `path` is the place of the notification in the request, and each fault's path begins with it. */
  faultsOf(eventType: WebhookEventType, notification: object, path: string): Fault[];
}

/**
 * Compiles the schemas of the notifications, so that what is published is checked against the very text that receivers read.
 * @throws Error if the contract describes no notification for one of its event types.
 */
export function compileNotificationRules(contract: ContractDocument): NotificationRules {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validators = new Map<string, ValidateFunction>(
    webhookEventTypes.map((eventType) => [eventType, ajv.compile(notificationSchema(contract, eventType))]),
  );
  return {
    faultsOf: (eventType, notification, path) => {
      const validate = validators.get(eventType);
      if (!validate || validate(notification)) return [];
      return (validate.errors ?? []).map((error) => toFault(error, path));
    },
  };
}

/** The payload schema of an event type: its entry in the `webhooks:` section has the type's name. */
function notificationSchema(contract: ContractDocument, eventType: WebhookEventType): object {
  const item = contract.webhooks[eventType];
  const body = item && 'post' in item ? item.post.requestBody : undefined;
  const schema = body && 'content' in body ? body.content['application/json']?.schema : undefined;
  if (!schema) throw new Error(`openapi/webhooks.yaml describes no notification for ${eventType}.`);
  return schema;
}

/** Ajv names the object that lacks a property; a caller wants the place of the property. */
function toFault({ instancePath, params, message }: ErrorObject, path: string): Fault {
  const missing = 'missingProperty' in params ? `/${String(params.missingProperty)}` : '';
  return { path: `${path}${instancePath}${missing}`, message: message ?? 'is not valid' };
}
