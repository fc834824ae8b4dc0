/**
 * Why an attempt has no complete answer:
 * - `timeout`: the deadline passed while connecting, waiting for the answer, or reading it
 * - `dns`: the name of the host does not resolve
 * - `blocked`: the host leads to an address, or the URL to a place, that webhooks may not reach
 * - `connection`: refused, reset, or closed before the answer was complete
 * - `tls`: no trusted and matching certificate, or no TLS at all
 * - `protocol`: what came back is not HTTP/1.1, or went on and on
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
