/** What a request of openapi/events.yaml may hold, and a row of the outbox, which is the same in a table. */
import { eventsValidators } from '../generated/checks/events.js';
import type { components } from '../generated/events.js';
import type { Fault } from './fault.js';
import { changedNumbers } from './jsonValues.js';
import { checkBy } from './schemaCheck.js';

export type PublishedEvent = components['schemas']['PublishedEvent'];

/** The events of a row, or what the contract has against them. Their sizes are not looked at. */
export type ReadEvents = { ok: true; events: PublishedEvent[] } | { ok: false; faults: Fault[] };

const check = checkBy(eventsValidators.publishEventsRequest);

/**
 * Reads the events of a row of the outbox; the path of each fault begins with `/events`.
 * @param json an array of events, as text
 */
export function readEvents(json: string): ReadEvents {
  const request = { events: JSON.parse(json) as PublishedEvent[] };
  const faults = [...check(request, ''), ...changedNumbers(json, '/events')];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, events: request.events };
}
