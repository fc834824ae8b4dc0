import type { ErrorCode } from '../../generated/webhooks.js';

/** What the enum does not say of an error code. */
interface ErrorNote {
  status: number;
  /** Who answers it; without it, the operations whose examples do, or whose request has a property with this `x-error-code`. */
  from?: 'any request' | 'any operation' | 'any operation with a body';
  /** What whoever called is to do about it. */
  remedy: string;
}

/** By the names of the codes: a code without a note, or a note without a code, does not compile. */
export const errorNotes: Record<keyof typeof ErrorCode, ErrorNote> = {
  InvalidRequest: {
    status: 400,
    from: 'any operation',
    remedy:
      'Mend what `errors` lists: each entry has the place and what is wrong there. With 417, leave out the `Expect` header.',
  },
  MalformedJson: {
    status: 400,
    from: 'any operation with a body',
    remedy: 'Send one JSON value in UTF-8. `errors` says where it ends being one.',
  },
  UnsupportedMediaType: {
    status: 415,
    from: 'any operation with a body',
    remedy: 'Send `Content-Type: application/json`. `errors` says what was sent, and what is accepted.',
  },
  BodyTooLarge: {
    status: 413,
    from: 'any operation with a body',
    remedy: 'Send less at a time: publish fewer events in a request.',
  },
  MethodNotAllowed: { status: 405, from: 'any operation', remedy: 'Use one of the methods in `Allow`.' },
  RequestTimeout: {
    status: 408,
    from: 'any request',
    remedy: 'Send the whole request without pauses, and try again.',
  },
  HeadersTooLarge: { status: 431, from: 'any request', remedy: 'Keep the path and the headers below 16 KiB.' },
  UnreadableRequest: {
    status: 400,
    from: 'any request',
    remedy: 'Look at what a proxy or a client in between makes of it.',
  },
  InvalidWebhookUrl: {
    status: 400,
    remedy: 'Give a whole `http` or `https` URL. `errors` says what is wrong with this one.',
  },
  ForbiddenAddress: {
    status: 400,
    remedy: 'Give a host that is reachable from the public internet, or have the operator allow its network.',
  },
  InvalidEvents: { status: 400, remedy: 'Name at least one event type, each once, of those that there are.' },
  InvalidDcIds: { status: 400, remedy: 'Name at least one DC, each once.' },
  InvalidEnabled: { status: 400, remedy: 'Send `true` or `false`.' },
  UnchangeableProperty: { status: 400, remedy: 'Create a webhook as it is to be, then delete the old one.' },
  TooManyWebhooks: {
    status: 400,
    remedy: 'Delete webhooks that are not needed any more, or have the operator raise the limit of the account.',
  },
  InvalidPublishedEvents: {
    status: 400,
    remedy: 'Mend the events that `errors` lists, and publish all of them again: none was stored.',
  },
  UnknownAccount: { status: 400, remedy: 'Look up the id of the account; `errors` names the events.' },
  WebhookDeleted: { status: 400, remedy: 'Nothing can be sent any more. Recover with a webhook that there is.' },
  WebhookDisabled: { status: 400, remedy: 'Enable the webhook, then send again.' },
  MissingApiKey: { status: 401, from: 'any operation', remedy: 'Send the key with every request.' },
  InvalidApiKey: {
    status: 401,
    from: 'any operation',
    remedy: 'Check that the key is whole and was not revoked. The operator makes another.',
  },
  WrongKindOfApiKey: {
    status: 403,
    from: 'any operation',
    remedy:
      'Publish with a publisher key, manage accounts with an operator key; everything else takes the API key of an account.',
  },
  AccountDisabled: {
    status: 403,
    remedy: 'Ask who runs the service: only they can enable the account again.',
  },
  ReadOnlyAccess: {
    status: 403,
    remedy: 'Sign in with a link or a key that is not for reading only, or ask whoever gave you the link to do it.',
  },
  ConsoleLinkInvalid: {
    status: 401,
    remedy: 'Ask for another link: each opens the console once, and only for minutes.',
  },
  ConsoleSessionOver: { status: 401, remedy: 'Sign in again, by a link or by an API key.' },
  PathNotFound: { status: 404, from: 'any request', remedy: 'Check the path: no operation has it.' },
  WebhookNotFound: { status: 404, remedy: 'List your webhooks: this one was deleted, or belongs to another account.' },
  DeliveryNotFound: {
    status: 404,
    remedy: 'List the deliveries: this one is no longer kept, or belongs to another account.',
  },
  AccountNotFound: { status: 404, remedy: 'List the accounts: this one was deleted, or has never been.' },
  ApiKeyNotFound: {
    status: 404,
    remedy: 'List the keys of the account: this one is revoked already, or has never been.',
  },
  RateLimited: { status: 429, from: 'any operation', remedy: 'Wait as many seconds as `Retry-After` says.' },
  WebhookBusy: { status: 429, remedy: 'Wait as many seconds as `Retry-After` says.' },
  InternalError: {
    status: 500,
    from: 'any operation',
    remedy: 'Tell the operator, with the request id. Look whether the change was made before you repeat it.',
  },
  ServiceUnavailable: {
    status: 503,
    from: 'any operation',
    remedy:
      'Try again after `Retry-After`. What the request asks for may have been done: the operation says what repeating it does.',
  },
};
