/**
 * Who calls with an API key, once it was accepted. Keys are of several kinds, and each contract is for one of them.
 */
export type Caller = AccountCaller | PublisherCaller;

/** An organisation, which sees its own data only. */
export interface AccountCaller {
  kind: 'account';
  keyId: string;
  accountId: string;
}

/** A service of the platform, which publishes events of any account. */
export interface PublisherCaller {
  kind: 'publisher';
  keyId: string;
}
