import { eventsContract } from '../../generated/contracts/events.js';
import type { operations, ServedOperationId } from '../../generated/events.js';
import { ErrorCode } from '../../generated/webhooks.js';
import type { Binding } from '../contract/binding.js';
import { publisherContext, type PublisherContext } from '../contract/caller.js';
import type { Handlers } from '../contract/operation.js';
import { invalidRequest, type Fault } from '../errors.js';
import { acceptEvents, eventFaults } from './acceptEvents.js';
import { compileRulesOfChecked, type EventRules } from './eventRules.js';
import type { StoreRequest } from './groupCommit.js';
import { UnknownAccounts } from './storeEvents.js';

export type EventOperations = Handlers<operations, ServedOperationId, PublisherContext>;

interface Dependencies {
  store: StoreRequest;
  /** Called after the events and their deliveries were committed, to be counted. */
  onPublished: (published: { events: number; deliveries: number }) => void;
}

/** The operation of openapi/events.yaml, for publishers. */
export function bindEvents({ store, onPublished }: Dependencies): Binding<EventOperations> {
  const rules = compileRulesOfChecked();
  return {
    contract: eventsContract,
    handlers: {
      publishEvents: async ({ body }) => {
        const acceptance = acceptEvents(body.events, rules, EVENTS_PATH);
        if (!acceptance.ok) throw invalidRequest(acceptance.faults, ErrorCode.InvalidPublishedEvents);
        const events = await store(acceptance.events).catch(refuseUnknownAccounts);
        onPublished({ events: events.length, deliveries: events.reduce((sum, event) => sum + event.deliveries, 0) });
        return { status: 202, body: { status: 'pending', data: { events } } };
      },
    },
    contextOf: publisherContext,
    // The handler looks at all events anyway: a request that is right so far is not looked at twice.
    furtherFaults: (body, found) => (found.length > 0 ? faultsOfBody(body, rules) : []),
  };
}

const EVENTS_PATH = '/body/events';

function faultsOfBody(body: unknown, rules: EventRules): Fault[] {
  if (typeof body !== 'object' || body === null || !('events' in body) || !Array.isArray(body.events)) return [];
  return body.events.flatMap((event: unknown, i) => eventFaults(event, rules, `${EVENTS_PATH}/${i}`));
}

function refuseUnknownAccounts(error: unknown): never {
  if (!(error instanceof UnknownAccounts)) throw error;
  const faults = error.positions.map((i) => ({
    path: `${EVENTS_PATH}/${i}/account_id`,
    message: 'there is no such account',
  }));
  throw invalidRequest(faults, ErrorCode.UnknownAccount);
}
