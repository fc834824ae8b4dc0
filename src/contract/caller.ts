import { accountDisabled, wrongKindOfApiKey } from '../errors.js';

/**
 * Who calls with an API key, once it was accepted. Keys are of several kinds, and each contract is for one of them.
 */
export type Caller = AccountCaller | PublisherCaller | OperatorCaller;

/** An organisation, which sees its own data only. */
export interface AccountCaller {
  kind: 'account';
  keyId: string;
  accountId: string;
  /** Whether who runs the service has disabled it: then it may do nothing. */
  isDisabled: boolean;
}

/** A service of the platform, which publishes events of any account. */
export interface PublisherCaller {
  kind: 'publisher';
  keyId: string;
}

/** The platform itself, which manages the accounts. */
export interface OperatorCaller {
  kind: 'operator';
  keyId: string;
}

/** What the handlers of a contract for accounts are told of the caller. */
export interface AccountContext {
  account: { id: string };
}

/** What the handlers of a contract for publishers are told of the caller. */
export interface PublisherContext {
  publisher: { keyId: string };
}

/** What the handlers of a contract for operators are told of the caller. */
export interface OperatorContext {
  operator: { keyId: string };
}

/**
 * For contracts that accounts use. A new kind of caller does not compile before it has its case here.
 * @throws ApiError 403 if the caller is of another kind, or its account is disabled
 */
export function accountContext(caller: Caller): AccountContext {
  switch (caller.kind) {
    case 'account':
      if (caller.isDisabled) throw accountDisabled();
      return { account: { id: caller.accountId } };
    case 'publisher':
    case 'operator':
      throw wrongKindOfApiKey();
  }
}

/**
 * For contracts that the platform's own services use to publish.
 * @throws ApiError 403 if the caller is of another kind
 */
export function publisherContext(caller: Caller): PublisherContext {
  switch (caller.kind) {
    case 'publisher':
      return { publisher: { keyId: caller.keyId } };
    case 'account':
    case 'operator':
      throw wrongKindOfApiKey();
  }
}

/**
 * For contracts that the platform's backend and its operators use.
 * @throws ApiError 403 if the caller is of another kind
 */
export function operatorContext(caller: Caller): OperatorContext {
  switch (caller.kind) {
    case 'operator':
      return { operator: { keyId: caller.keyId } };
    case 'account':
    case 'publisher':
      throw wrongKindOfApiKey();
  }
}
