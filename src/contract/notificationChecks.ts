/** The schemas of the notifications as checks. Imports nothing of the server, since receivers use it, too. */
import { notifications, webhooksContract } from '../../generated/contracts/webhooks.js';
import { webhookEventTypes } from '../../generated/webhooks.js';
import { createSchemaCompiler, type SchemaCheck } from './schemaCheck.js';

/**
 * The checks of the payloads in the `webhooks:` section of openapi/webhooks.yaml, by event type. A key that is no event type has none,
 * whatever it is.
 */
export function compileNotificationChecks(): ReadonlyMap<unknown, SchemaCheck> {
  const compile = createSchemaCompiler(webhooksContract.document);
  return new Map(webhookEventTypes.map((eventType) => [eventType, compile(notifications[eventType].schema)]));
}
