import { eventsContract } from '../../generated/contracts/events.js';
import { compileNotificationRules, type NotificationRules } from '../contract/notifications.js';
import { createSchemaCompiler, type SchemaCheck } from '../contract/schemaCheck.js';

/** What events have to be like. */
export interface EventRules {
  notifications: NotificationRules;
  /** What openapi/events.yaml demands of an event (`PublishedEvent`); null if the events were checked by it already. */
  publishedEvent: SchemaCheck | null;
}

/** The rules for events that came through openapi/events.yaml, whose schema the router has checked. */
export function compileRulesOfChecked(): EventRules {
  return { notifications: compileNotificationRules(), publishedEvent: null };
}

/** The rules for events that nobody has looked at. */
export function compileRulesOfUnchecked(): EventRules {
  const compile = createSchemaCompiler(eventsContract.document);
  return { notifications: compileNotificationRules(), publishedEvent: compile('/components/schemas/PublishedEvent') };
}
