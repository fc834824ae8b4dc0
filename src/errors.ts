import { MAX_FAULTS, type Fault } from '../checks/fault.js';
import { ErrorCode, errorCodeMeanings } from '../generated/webhooks.js';

export { MAX_FAULTS, type Fault } from '../checks/fault.js';

/** A fault that has an error code of its own, in place of the one that the contract gives to the parameter. */
export type CodedFault = Fault & { code?: ErrorCode };

interface ApiErrorOptions {
  /** Of more than MAX_FAULTS, the first are kept. */
  faults?: Fault[];
  headers?: Record<string, string>;
  cause?: unknown;
}

/**
 * The one error class. `status`, `code`, `message` and `faults` go to the caller; `cause` goes to the log only.
 * The message is the code's meaning in the contract (`ErrorCode` in openapi/webhooks.yaml).
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  /** MAX_FAULTS at the most. */
  readonly faults: Fault[];
  /** Whether there are more faults than these. */
  readonly hasMoreFaults: boolean;
  readonly headers: Record<string, string>;

  constructor(status: number, code: ErrorCode, { faults = [], headers = {}, cause }: ApiErrorOptions = {}) {
    super(errorCodeMeanings[code], { cause });
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.faults = faults.slice(0, MAX_FAULTS);
    this.hasMoreFaults = faults.length > MAX_FAULTS;
    this.headers = headers;
  }
}

/** How long callers are asked to wait when the service is unavailable, in seconds. */
const RETRY_AFTER_SECONDS = '5';

const AUTHENTICATE = { 'WWW-Authenticate': 'Bearer realm="waypost"' };

/** The request breaks the contract; `code` names the parameter at fault where there is only one. */
export function invalidRequest(faults: Fault[], code: ErrorCode = ErrorCode.InvalidRequest): ApiError {
  return new ApiError(400, code, { faults });
}

/** The body is not JSON; `fault` says where, or why it is none. */
export function malformedJson(fault: Fault, cause?: unknown): ApiError {
  return new ApiError(400, ErrorCode.MalformedJson, { faults: [fault], cause });
}

export function tooManyWebhooks(): ApiError {
  return new ApiError(400, ErrorCode.TooManyWebhooks);
}

export function missingApiKey(): ApiError {
  return new ApiError(401, ErrorCode.MissingApiKey, { headers: AUTHENTICATE });
}

/** The key is malformed, unknown or revoked: the caller is not told which. RFC 6750, section 3.1. */
export function invalidApiKey(): ApiError {
  const challenge = `${AUTHENTICATE['WWW-Authenticate']}, error="invalid_token"`;
  return new ApiError(401, ErrorCode.InvalidApiKey, { headers: { 'WWW-Authenticate': challenge } });
}

/** The key is valid, but of a kind that may not use the operation. */
export function wrongKindOfApiKey(): ApiError {
  return new ApiError(403, ErrorCode.WrongKindOfApiKey);
}

/** Its key is valid, but may do nothing until who runs the service enables the account again. */
export function accountDisabled(): ApiError {
  return new ApiError(403, ErrorCode.AccountDisabled);
}

/** Whoever is signed in for reading only wants to change something, or to see a secret. */
export function readOnlyAccess(): ApiError {
  return new ApiError(403, ErrorCode.ReadOnlyAccess);
}

/** The link is unknown, was used or is over: whoever has it is not told which. */
export function consoleLinkInvalid(): ApiError {
  return new ApiError(401, ErrorCode.ConsoleLinkInvalid);
}

/** No session, or one that is over. */
export function consoleSessionOver(): ApiError {
  return new ApiError(401, ErrorCode.ConsoleSessionOver, { headers: AUTHENTICATE });
}

export function pathNotFound(): ApiError {
  return new ApiError(404, ErrorCode.PathNotFound);
}

/** The same for an unknown id, a malformed one and another account's, so that ids can't be probed. */
export function webhookNotFound(): ApiError {
  return new ApiError(404, ErrorCode.WebhookNotFound);
}

export function deliveryNotFound(): ApiError {
  return new ApiError(404, ErrorCode.DeliveryNotFound);
}

export function accountNotFound(): ApiError {
  return new ApiError(404, ErrorCode.AccountNotFound);
}

export function apiKeyNotFound(): ApiError {
  return new ApiError(404, ErrorCode.ApiKeyNotFound);
}

export function webhookDeleted(): ApiError {
  return new ApiError(400, ErrorCode.WebhookDeleted);
}

export function webhookDisabled(): ApiError {
  return new ApiError(400, ErrorCode.WebhookDisabled);
}

/** `allowed` are the methods of the path; RFC 9110, section 15.5.6, demands that the answer lists them. */
export function methodNotAllowed(allowed: string[]): ApiError {
  return new ApiError(405, ErrorCode.MethodNotAllowed, { headers: { Allow: allowed.join(', ') } });
}

export function bodyTooLarge(cause?: unknown): ApiError {
  return new ApiError(413, ErrorCode.BodyTooLarge, { cause });
}

/** `fault` says what was sent and what is accepted: of the type, its charset, or the coding. */
export function unsupportedMediaType(fault: Fault, headers: Record<string, string> = {}): ApiError {
  return new ApiError(415, ErrorCode.UnsupportedMediaType, { faults: [fault], headers });
}

/** RFC 9110, section 10.1.1: nothing but `100-continue` is understood. */
export function expectationFailed(fault: Fault): ApiError {
  return new ApiError(417, ErrorCode.InvalidRequest, { faults: [fault] });
}

/** The headers, or the rest of the request, did not arrive in time. */
export function requestTimeout(cause: unknown): ApiError {
  return new ApiError(408, ErrorCode.RequestTimeout, { cause });
}

/** The request line and the headers are larger than Node.js reads. */
export function headersTooLarge(cause: unknown): ApiError {
  return new ApiError(431, ErrorCode.HeadersTooLarge, { cause });
}

/** What arrived is not HTTP/1.1 (RFC 9112). */
export function unreadableRequest(cause: unknown): ApiError {
  return new ApiError(400, ErrorCode.UnreadableRequest, { cause });
}

/** `Retry-After` and the `RateLimit` headers are set by the limiter. */
export function rateLimited(): ApiError {
  return new ApiError(429, ErrorCode.RateLimited);
}

/** The webhook has as many attempts going on as it may have. Most receivers answer within a second. */
export function webhookBusy(): ApiError {
  return new ApiError(429, ErrorCode.WebhookBusy, { headers: { 'Retry-After': '1' } });
}

export function internalError(cause: unknown): ApiError {
  return new ApiError(500, ErrorCode.InternalError, { cause });
}

/** The database can't be reached, or its answer was lost: what the request changes may have been changed all the same. */
export function serviceUnavailable(cause?: unknown): ApiError {
  return new ApiError(503, ErrorCode.ServiceUnavailable, { headers: { 'Retry-After': RETRY_AFTER_SECONDS }, cause });
}
