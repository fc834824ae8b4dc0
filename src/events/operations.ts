import { eventsContract } from '../../generated/contracts/events.js';
import type { operations, ServedOperationId } from '../../generated/events.js';
import { ErrorCode } from '../../generated/webhooks.js';
import { keyRefusals, type Binding } from '../contract/binding.js';
import { publisherContext, type PublisherContext } from '../contract/caller.js';
import type { Handlers } from '../contract/operation.js';
import { invalidRequest, MAX_FAULTS, type Fault } from '../errors.js';
import { acceptEvents, eventFaults } from './acceptEvents.js';
import type { StoreRequest } from './groupCommit.js';
import { UnknownAccounts } from './storeEvents.js';

export type EventOperations = Handlers<operations, ServedOperationId, PublisherContext>;

interface Dependencies {
  store: StoreRequest;
  /** The largest notification, in bytes as it is sent. */
  maxEventBytes: number;
  /** Called after the events and their deliveries were committed, to be counted. */
  onPublished: (published: { events: number; deliveries: number }) => void;
}

/** The operation of openapi/events.yaml, for publishers. */
export function bindEvents({ store, maxEventBytes, onPublished }: Dependencies): Binding<EventOperations> {
  return {
    contract: eventsContract,
    handlers: {
      publishEvents: async ({ body }) => {
        const acceptance = acceptEvents(body.events, maxEventBytes, EVENTS_PATH);
        if (!acceptance.ok) throw invalidRequest(acceptance.faults, ErrorCode.InvalidPublishedEvents);
        const events = await store(acceptance.events).catch(refuseUnknownAccounts);
        onPublished({ events: events.length, deliveries: events.reduce((sum, event) => sum + event.deliveries, 0) });
        return { status: 202, body: { status: 'pending', data: { events } } };
      },
    },
    contextOf: publisherContext,
    refusals: keyRefusals,
    // The handler looks at all events anyway: a request that is right so far is not looked at twice.
    furtherFaults: (body, found) => (found.length > 0 ? faultsOfBody(body, found, maxEventBytes) : []),
  };
}

const EVENTS_PATH = '/body/events';

/** Events are looked at one by one only if they are no more than a request may have. */
function faultsOfBody(body: unknown, found: readonly Fault[], maxBytes: number): Fault[] {
  if (typeof body !== 'object' || body === null || !('events' in body) || !Array.isArray(body.events)) return [];
  if (found.length > MAX_FAULTS || found.some(({ path }) => path === EVENTS_PATH)) return [];
  return eventFaults(body.events, maxBytes, EVENTS_PATH);
}

function refuseUnknownAccounts(error: unknown): never {
  if (!(error instanceof UnknownAccounts)) throw error;
  const faults = error.positions.map((i) => ({
    path: `${EVENTS_PATH}/${i}/account_id`,
    message: 'there is no such account',
  }));
  throw invalidRequest(faults, ErrorCode.UnknownAccount);
}
