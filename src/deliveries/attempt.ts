/**
 * Why an attempt has no complete answer:
 * - `timeout`: the deadline passed while connecting, waiting for the answer, or reading it
 * - `dns`: the name of the host does not resolve
 * - `blocked`: the host leads to an address, or the URL to a place, that webhooks may not reach
 * - `connection`: refused, reset, or closed before the answer was complete
 * - `tls`: no trusted and matching certificate, or no TLS at all
 * - `protocol`: what came back is not HTTP/1.1
 */
export type AttemptErrorKind = 'timeout' | 'dns' | 'blocked' | 'connection' | 'tls' | 'protocol';

/** What became of one HTTP try of a delivery. A receiver that fails is such a value, never an exception. */
export interface AttemptResult {
  /** The status that was received, also if the answer broke off after it (then `errorKind` says how); null without one. */
  statusCode: number | null;
  /** Null if an answer was received completely, or as much of it as is read. */
  errorKind: AttemptErrorKind | null;
  /** One line about the error, without secrets and without the address that a name resolved to if that is blocked. */
  errorMessage: string | null;
  startedAt: Date;
  /** From the start to the end of the answer or to the error, in whole milliseconds. */
  durationMillis: number;
  /** The beginning of the answer's body: at most 1 KiB of valid UTF-8 without NUL, so that Postgres can store it as text. */
  responseExcerpt: string;
  /** How long the receiver asked to be left alone (`Retry-After`), bounded; null if it did not. */
  retryAfterSeconds: number | null;
}

/** What an attempt means for its delivery. */
export type AttemptOutcome =
  | { kind: 'succeeded' }
  /** The receiver is gone for good: its webhook is to be disabled. */
  | { kind: 'gone' }
  /** To be tried again, not before `retryAfterSeconds` if that is set. */
  | { kind: 'retry'; retryAfterSeconds: number | null };

/**
 * 2xx has succeeded, 410 is gone, everything else is to be retried; 429 and 503 may say when. An answer that broke off counts as
 * none, whatever its status: the receiver may have broken off as well.
 */
export function classify(
  result: Pick<AttemptResult, 'statusCode' | 'errorKind' | 'retryAfterSeconds'>,
): AttemptOutcome {
  const { statusCode, errorKind, retryAfterSeconds } = result;
  if (statusCode === null || errorKind !== null) return { kind: 'retry', retryAfterSeconds: null };
  if (statusCode >= 200 && statusCode <= 299) return { kind: 'succeeded' };
  if (statusCode === 410) return { kind: 'gone' };
  const mayAskToWait = statusCode === 429 || statusCode === 503;
  return { kind: 'retry', retryAfterSeconds: mayAskToWait ? retryAfterSeconds : null };
}
