import { eventsContract } from '../../generated/contracts/events.js';
import { compileNotificationRules, type NotificationRules } from '../contract/notifications.js';
import { createSchemaCompiler, type SchemaCheck } from '../contract/schemaCheck.js';
import { DEFAULT_MAX_EVENT_BYTES } from './eventLimits.js';

/** What events have to be like. */
export interface EventRules {
  notifications: NotificationRules;
  /** The largest notification, in bytes as it is sent. */
  maxBytes: number;
  /** What openapi/events.yaml demands of an event (`PublishedEvent`); null if the events were checked by it already. */
  publishedEvent: SchemaCheck | null;
}

/** The rules for events that came through openapi/events.yaml, whose schema the router has checked. */
export function compileRulesOfChecked(maxBytes = DEFAULT_MAX_EVENT_BYTES): EventRules {
  return { notifications: compileNotificationRules(), maxBytes, publishedEvent: null };
}

/** The rules for events that nobody has looked at. */
export function compileRulesOfUnchecked(maxBytes = DEFAULT_MAX_EVENT_BYTES): EventRules {
  const compile = createSchemaCompiler(eventsContract.document);
  const publishedEvent = compile('/components/schemas/PublishedEvent');
  return { notifications: compileNotificationRules(), maxBytes, publishedEvent };
}
