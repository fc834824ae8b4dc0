import { accountDisabled, readOnlyAccess, wrongKindOfApiKey } from '../errors.js';

/**
 * Who calls, once what they have shown was accepted. Keys are of several kinds, and each contract is for one of them. Who is signed in to
 * the console calls as the account or the operator whose console it is.
 */
export type Caller = AccountCaller | PublisherCaller | OperatorCaller | Visitor;

/** What is known of every caller. */
interface AnyCaller {
  /** The key; of a session, the one that it came of. Null if there is none. */
  keyId: string | null;
  /** The session of the console; null without one. */
  sessionId: string | null;
  /** Whether they may look, and change nothing. */
  isReadOnly: boolean;
}

/** An organisation, which sees its own data only. */
export interface AccountCaller extends AnyCaller {
  kind: 'account';
  accountId: string;
  /** Whether who runs the service has disabled it: then it may do nothing. */
  isDisabled: boolean;
}

/** A service of the platform, which publishes events of any account. */
export interface PublisherCaller extends AnyCaller {
  kind: 'publisher';
  keyId: string;
}

/** The platform itself, which manages the accounts. */
export interface OperatorCaller extends AnyCaller {
  kind: 'operator';
}

/** Anybody, where nothing has to be shown. */
export interface Visitor extends AnyCaller {
  kind: 'visitor';
}

/** All of them are alike. */
export const visitor: Visitor = { kind: 'visitor', keyId: null, sessionId: null, isReadOnly: false };

/** What a request says of the browser that sends it. */
export interface Browser {
  /** Whether nobody on the way can read what is answered. */
  isSecure: boolean;
  /** By their names. */
  cookies: Readonly<Record<string, string | undefined>>;
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
  operator: { keyId: string | null };
}

/** What the handlers of the contract that people sign in by are told. */
export interface ConsoleContext {
  /** Null for who is not signed in yet. */
  session: { id: string } | null;
  browser: Browser;
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
    case 'visitor':
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
    case 'visitor':
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
    case 'visitor':
      throw wrongKindOfApiKey();
  }
}

/**
 * For the contract that people sign in to the console by.
 * @throws ApiError 403 if the caller has an API key, and no session
 */
export function consoleContext(caller: Caller, browser: Browser): ConsoleContext {
  switch (caller.kind) {
    case 'visitor':
      return { session: null, browser };
    case 'account':
    case 'operator':
      if (caller.sessionId === null) throw wrongKindOfApiKey();
      return { session: { id: caller.sessionId }, browser };
    case 'publisher':
      throw wrongKindOfApiKey();
  }
}

/** @throws ApiError 403 if the caller may only read */
export function demandFullAccess({ isReadOnly }: Caller): void {
  if (isReadOnly) throw readOnlyAccess();
}
