/** What a row of the outbox may hold: the same as the `events` of a request to the API, by the same contract. */
import { eventsContract } from '../../generated/contracts/events.js';
import { changedNumbers } from '../contract/jsonValues.js';
import { createSchemaCompiler } from '../contract/schemaCheck.js';
import { acceptEvents, type Acceptance, type PublishedEvent } from '../events/acceptEvents.js';
import { compileEventRules } from '../events/eventRules.js';

/**
 * Accepts the events of a row, or says what is wrong with them; the path of each fault begins with `/events`.
 * @param json an array of events, as text
 * @param insertedMillis when an event without a time of its own occurred, in milliseconds since the epoch
 */
export type OutboxRules = (json: string, insertedMillis: number) => Acceptance;

/** @param maxEventBytes the service's MAX_EVENT_BYTES; its default where that is not known */
export function compileOutboxRules(maxEventBytes?: number): OutboxRules {
  const faultsOf = createSchemaCompiler(eventsContract.document)('/components/schemas/PublishEventsRequest');
  const rules = compileEventRules(maxEventBytes);
  return (json, insertedMillis) => {
    const request = { events: JSON.parse(json) as PublishedEvent[] };
    const faults = [...faultsOf(request, ''), ...changedNumbers(json, '/events')];
    if (faults.length > 0) return { ok: false, faults };
    const dated = request.events.map((event) => ({ hook_timestamp_millis: insertedMillis, ...event }));
    return acceptEvents(dated, rules, '/events');
  };
}
