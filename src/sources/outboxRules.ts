/** What a row of the outbox may hold: the same as the `events` of a request to the API, by the same contract. */
import { readEvents } from '../../checks/eventsRequest.js';
import { acceptEvents, type Acceptance } from '../events/acceptEvents.js';

/**
 * Accepts the events of a row, or says what is wrong with them; the path of each fault begins with `/events`.
 * @param json an array of events, as text
 * @param insertedMillis when an event without a time of its own occurred, in milliseconds since the epoch
 */
export type OutboxRules = (json: string, insertedMillis: number) => Acceptance;

/** @param maxEventBytes the service's MAX_EVENT_BYTES */
export function outboxRules(maxEventBytes: number): OutboxRules {
  return (json, insertedMillis) => {
    const read = readEvents(json);
    if (!read.ok) return read;
    const dated = read.events.map((event) => ({ hook_timestamp_millis: insertedMillis, ...event }));
    return acceptEvents(dated, maxEventBytes, '/events');
  };
}
