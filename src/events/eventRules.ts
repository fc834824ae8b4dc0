import { compileNotificationRules, type NotificationRules } from '../contract/notifications.js';
import { DEFAULT_MAX_EVENT_BYTES } from './eventLimits.js';

/** What events have to be like, besides what openapi/events.yaml says of each: that is checked before, by whoever takes them in. */
export interface EventRules {
  notifications: NotificationRules;
  /** The largest notification, in bytes as it is sent. */
  maxBytes: number;
}

export function compileEventRules(maxBytes = DEFAULT_MAX_EVENT_BYTES): EventRules {
  return { notifications: compileNotificationRules(), maxBytes };
}
