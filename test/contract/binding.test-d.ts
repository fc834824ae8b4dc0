/**
 * What the compiler has to refuse of a binding; `npm run typecheck` runs this. A line under `@ts-expect-error` that would compile is an
 * error itself.
 */
import { deliveriesContract } from '../../generated/contracts/deliveries.js';
import { webhooksContract } from '../../generated/contracts/webhooks.js';
import { keyRefusals, noFurtherFaults, type Binding } from '../../src/contract/binding.js';
import {
  accountContext,
  publisherContext,
  type AccountContext,
  type Caller,
  type PublisherContext,
} from '../../src/contract/caller.js';
import type { ContextOf } from '../../src/contract/operation.js';
import type { DeliveryOperations } from '../../src/deliveries/operations.js';
import type { EventOperations } from '../../src/events/operations.js';
import { contractRouter, type Serving } from '../../src/http/contractRouter.js';
import type { WebhookOperations } from '../../src/webhooks/operations.js';
import type { Expect, Same } from '../support/types.js';

declare const handlers: WebhookOperations;
declare const deliveries: DeliveryOperations;
declare const serving: Serving;

const binding: Binding<WebhookOperations> = {
  contract: webhooksContract,
  handlers,
  contextOf: accountContext,
  refusals: keyRefusals,
  furtherFaults: noFurtherFaults,
};
contractRouter(binding, serving);

// @ts-expect-error -- the handlers ask for the account
contractRouter({ ...binding, contextOf: () => ({}) }, serving);

// @ts-expect-error -- the handlers ask for the account, and this finds out a publisher
contractRouter({ ...binding, contextOf: publisherContext }, serving);

// @ts-expect-error -- the same in the feature, before any router sees it
export const withoutContext: Binding<WebhookOperations> = { ...binding, contextOf: () => ({}) };

const { furtherFaults, ...withoutFurtherFaults } = binding;
// @ts-expect-error -- the check of URLs can't be forgotten
contractRouter(withoutFurtherFaults, serving);
contractRouter({ ...withoutFurtherFaults, furtherFaults }, serving);

const { listWebhooks, ...withoutList } = handlers;
// @ts-expect-error -- an operation of the contract has no handler
export const missing: WebhookOperations = withoutList;

// @ts-expect-error -- the contract has no such operation
export const surplus: WebhookOperations = { ...withoutList, listWebhooks, findWebhook: listWebhooks };

const { createWebhook } = handlers;
const created = await createWebhook({
  account: { id: '' },
  body: { webhook_url: '', events: ['ROUTE_CREATED'], dc_ids: [] },
});

// @ts-expect-error -- the contract declares no 201
export const undeclared: typeof createWebhook = () => Promise.resolve({ ...created, status: 201 });

const empty = { status: 200, body: { status: 'success', data: {} } } as const;
// @ts-expect-error -- the body of this status has a webhook
export const wrongBody: typeof createWebhook = () => Promise.resolve(empty);

// @ts-expect-error -- the contract has no such event type
void createWebhook({ account: { id: '' }, body: { webhook_url: '', events: ['ROUTE_EATEN'], dc_ids: [] } });

// @ts-expect-error -- the handlers of another contract
export const anothers: Binding<WebhookOperations> = { ...binding, contract: deliveriesContract, handlers: deliveries };

/** A new kind of caller has to be decided upon wherever callers are told apart. */
export function exhaustive(caller: Caller): string | null {
  switch (caller.kind) {
    case 'account':
      return caller.accountId;
    case 'publisher':
    case 'operator':
    case 'visitor':
      return caller.keyId;
  }
}

/** What the router works out that handlers ask for. */
export type Checks = [
  Expect<Same<ContextOf<WebhookOperations>, AccountContext>>,
  Expect<Same<ContextOf<DeliveryOperations>, AccountContext>>,
  Expect<Same<ContextOf<EventOperations>, PublisherContext>>,
  // One handler that asks for more is enough.
  Expect<
    Same<
      ContextOf<{
        a: (input: AccountContext & { body: 1 }) => void;
        b: (input: AccountContext & PublisherContext) => void;
      }>,
      AccountContext & PublisherContext
    >
  >,
];
