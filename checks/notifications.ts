import { notificationValidators } from '../generated/checks/notifications.js';
import { checkBy, type SchemaCheck } from './schemaCheck.js';

/**
 * The checks of the payloads in the `webhooks:` section of openapi/webhooks.yaml, by event type. A key that is no event type has none,
 * whatever it is.
 */
export const notificationChecks: ReadonlyMap<unknown, SchemaCheck> = new Map(
  Object.entries(notificationValidators).map(([eventType, validate]) => [eventType, checkBy(validate)]),
);
