import { notificationChecks } from '../../../checks/notifications.js';
import { webhookEventTypes, type Fault, type webhooks } from '../../../generated/webhooks.js';

type Payload<EventType extends keyof webhooks> =
  webhooks[EventType]['post']['requestBody']['content']['application/json'];

/** The notification of each event type, by the event type. */
export type Notifications = { [EventType in keyof webhooks]: Payload<EventType> };

/**
 * Any notification of the contract; `event` tells which. It may carry further fields, which `'field' in notification` reveals.
 */
export type Notification = Notifications[keyof Notifications];

/** What was signed is not a notification of the contract; `faults` says why, each with its place such as `/waypoint_id`. */
export class InvalidNotification extends Error {
  constructor(readonly faults: Fault[]) {
    super(`Not a notification: ${faults.map(({ path, message }) => `${path || 'the body'} ${message}`).join('; ')}.`);
    this.name = 'InvalidNotification';
  }
}

/**
 * Reads a notification and checks it against the `webhooks:` section of openapi/webhooks.yaml.
 * @throws InvalidNotification
 */
export function parseNotification(body: string): Notification {
  const value = parseJson(body);
  const faults = faultsOf(value);
  if (!isFaultless(value, faults)) throw new InvalidNotification(faults);
  return value;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidNotification([{ path: '', message: 'must be JSON' }]);
  }
}

/** The schemas are what the types were generated from, so that a value without faults has the type. */
function isFaultless(_value: unknown, faults: Fault[]): _value is Notification {
  return faults.length === 0;
}

function faultsOf(value: unknown): Fault[] {
  const event = typeof value === 'object' && value !== null && 'event' in value ? value.event : undefined;
  const check = notificationChecks.get(event);
  if (check) return check(value, '');
  return [{ path: '/event', message: `must be one of ${webhookEventTypes.join(', ')}` }];
}
