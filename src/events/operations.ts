import type { operations, ServedOperationId } from '../../generated/events.js';
import { ErrorCode } from '../../generated/webhooks.js';
import { invalidRequest } from '../errors.js';
import type { Handlers } from '../contract/operation.js';
import type { StoreRequest } from './groupCommit.js';
import { UnknownAccounts } from './storeEvents.js';

export type EventOperations = Handlers<operations, ServedOperationId, object>;

interface Dependencies {
  store: StoreRequest;
  /** Called after the events and their deliveries were committed. */
  onPublished: (deliveries: { events: number; deliveries: number }) => void;
}

/** The operation of openapi/events.yaml. The events were validated against it, and against the notifications of their types. */
export function createEventOperations({ store, onPublished }: Dependencies): EventOperations {
  return {
    publishEvents: async ({ body }) => {
      const events = await store(body.events).catch(refuseUnknownAccounts);
      onPublished({ events: events.length, deliveries: events.reduce((sum, event) => sum + event.deliveries, 0) });
      return { status: 202, body: { status: 'pending', data: { events } } };
    },
  };
}

function refuseUnknownAccounts(error: unknown): never {
  if (!(error instanceof UnknownAccounts)) throw error;
  const faults = error.positions.map((i) => ({
    path: `/body/events/${i}/account_id`,
    message: 'there is no such account',
  }));
  throw invalidRequest(faults, ErrorCode.UnknownAccount);
}
