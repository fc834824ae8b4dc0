import type { AttemptErrorKind } from './attempt.js';
import { answerTooLong } from './answerBounds.js';
import { ConnectError, asError } from './connect.js';

/** What is recorded about an attempt that got no complete answer. */
export interface Failure {
  kind: AttemptErrorKind;
  message: string;
  /** Whether the receiver sent more than is read of anybody. */
  flood: boolean;
}

/** OpenSSL's verification errors carry names such as DEPTH_ZERO_SELF_SIGNED_CERT; everything else of TLS starts with one of these. */
const tlsCodes =
  /^(?:ERR_TLS_|ERR_SSL_|EPROTO$|UNABLE_TO_|UND_ERR_PRX_TLS$|HOSTNAME_MISMATCH$|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_EXCEEDED$)|CERT|CRL/;

const timeoutCodes = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** The answer ended before it was complete: the connection's fault, not that of the format. */
const brokenOffCodes = new Set(['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'HPE_INVALID_EOF_STATE']);

const floodCodes = new Set([answerTooLong, 'UND_ERR_HEADERS_OVERFLOW']);

/** Names the error of a connection or an exchange in the words of the delivery log. */
export function describeFailure(error: Error): Failure {
  const code = codeOf(error);
  return { ...kindAndMessage(error, code), flood: floodCodes.has(code) };
}

function kindAndMessage(error: Error, code: string): Pick<Failure, 'kind' | 'message'> {
  if (error instanceof ConnectError) return { kind: error.kind, message: oneLine(error.message) };
  if (timeoutCodes.has(code)) return { kind: 'timeout', message: 'no connection within the deadline' };
  if (brokenOffCodes.has(code)) return { kind: 'connection', message: 'the answer broke off' };
  return { kind: kindOf(code, error.message), message: oneLine(messageOf(error, code)) };
}

function kindOf(code: string, message: string): AttemptErrorKind {
  if (tlsCodes.test(code)) return 'tls';
  // undici uses one code for closed connections and for "bad response" and "bad upgrade".
  if (code === 'UND_ERR_SOCKET') return message.startsWith('bad ') ? 'protocol' : 'connection';
  if (code.startsWith('UND_ERR_') || code.startsWith('HPE_') || code.startsWith('ERR_')) return 'protocol';
  // What is left are the operating system's codes: ECONNREFUSED, ECONNRESET, EHOSTUNREACH …
  return /^E[A-Z\d]+$/.test(code) ? 'connection' : 'protocol';
}

/**
 * A system call fails with a message of Node's that has the address: one of a network that the operator opened, perhaps, which the name
 * must not tell. An AggregateError, from trying several addresses, has its messages in its parts.
 */
function messageOf(error: Error, code: string): string {
  if ('syscall' in error && typeof error.syscall === 'string') return `${error.syscall} ${code}`;
  if (error.message !== '') return error.message;
  if (!('errors' in error) || !Array.isArray(error.errors)) return code;
  const messages = error.errors.map(asError).map((part) => messageOf(part, codeOf(part)));
  return [...new Set(messages)].join('; ');
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Certificates put text of the receiver's choice into messages: no control characters, and not too long. */
function oneLine(message: string): string {
  const line = message.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  // Cutting may leave half of a surrogate pair, which can't be stored as UTF-8.
  return line.slice(0, 300).replace(/\p{Cs}/gu, '');
}
