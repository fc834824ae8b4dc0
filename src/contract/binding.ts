import {
  consoleSessionOver,
  invalidApiKey,
  missingApiKey,
  type ApiError,
  type CodedFault,
  type Fault,
} from '../errors.js';
import type { Browser, Caller } from './caller.js';
import type { Contract } from './contract.js';
import type { AnyHandler, ContextOf } from './operation.js';

/**
 * All that a feature gives to have its contract served. Nothing of it may be left out, and the compiler sees to it that the parts fit: what
 * `contextOf` finds out is what the handlers ask for.
 */
export interface Binding<Handlers extends Record<keyof Handlers, AnyHandler>> {
  contract: Contract;
  /** By operationId; one for each operation of the contract. */
  handlers: Handlers;
  /** What the handlers are told of the caller. Runs once per request. @throws ApiError if this caller may not use the contract */
  contextOf: (caller: Caller, browser: Browser) => ContextOf<Handlers>;
  /** What callers hear who show nothing, or something that is not accepted. */
  refusals: Refusals;
  furtherFaults: FurtherFaults;
}

/** Why somebody is not let in. */
export interface Refusals {
  missing: () => ApiError;
  /** The same whatever is wrong. */
  invalid: () => ApiError;
}

/** For contracts that are used with API keys. */
export const keyRefusals: Refusals = { missing: missingApiKey, invalid: invalidApiKey };

/** For the contract that people sign in by: to them it is all the same whether they never were signed in. */
export const sessionRefusals: Refusals = { missing: consoleSessionOver, invalid: consoleSessionOver };

/**
 * Faults of a body that the contract says in words or elsewhere, not in the operation's own schema.
 * @param found what the schema has against the request already; the caller is to hear of everything at once
 */
export type FurtherFaults = (body: unknown, found: readonly Fault[]) => CodedFault[];

/** For contracts whose schemas say everything that can be said of a body before its handler looks at it. */
export const noFurtherFaults: FurtherFaults = () => [];
