/**
 * Signatures of Standard Webhooks 1.0 (symmetric), by Web Crypto: it is part of every platform, and the library of those who wrote the
 * specification brings 12 kB of SHA-256 and base64 in plain JavaScript. The tests sign by that library.
 */

/** The headers of a request as node:http, Express, or the Fetch API have them. Names may be in any case. */
export type RequestHeaders =
  Readonly<Record<string, string | readonly string[] | undefined>> | { get(name: string): string | null };

/** What the signed headers of a notification say. */
export interface SignedHeaders {
  /** `webhook-id`: the id of the event. */
  id: string;
  /** `webhook-timestamp`: when this attempt was signed. */
  sentAt: Date;
}

/** Why a signature was refused: a header is missing or unreadable, the clocks differ too much, or no secret made it. */
export type InvalidSignatureReason = 'headers' | 'timestamp' | 'signature';

/** The request was not sent by who knows the secret, or was altered or held back on its way. Do not use its body. */
export class InvalidSignature extends Error {
  constructor(
    readonly reason: InvalidSignatureReason,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'InvalidSignature';
  }
}

/** What was signed longer ago is refused, or will be (Standard Webhooks 1.0, "Verifying signatures"), as by its libraries. */
const TOLERANCE_SECONDS = 5 * 60;

const SECRET_PREFIX = 'whsec_';
const signatureHeaders = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * Verifies that one of the secrets signed the body.
 * @param body the bytes that arrived
 * @throws InvalidSignature; TypeError if a secret is not one
 */
export async function verifySignature(
  secrets: readonly string[],
  headers: RequestHeaders,
  body: Uint8Array,
): Promise<SignedHeaders> {
  const keys = secrets.map(decodeSecret); // first: a receiver with a wrong secret has to hear of it at any request
  const [id = '', timestamp = '', signature = ''] = signatureHeaders.map((name) => headerOf(headers, name));
  const missing = signatureHeaders.filter((name) => headerOf(headers, name) === '');
  if (missing.length > 0) throw new InvalidSignature('headers', `The request has no ${missing.join(', ')}.`);
  const sentSeconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : null;
  if (sentSeconds === null) {
    throw new InvalidSignature('headers', 'The webhook-timestamp is not a number of seconds since the epoch.');
  }
  refuseTooFar(sentSeconds);

  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  const given = signature
    .split(' ')
    .flatMap((entry) => (entry.startsWith('v1,') ? (bytesOf(entry.slice(3)) ?? []) : []));
  for (const key of keys) {
    const made = await sign(key, signed);
    if (given.some((one) => isSame(one, made))) return { id, sentAt: new Date(sentSeconds * 1_000) };
  }
  const of = keys.length === 1 ? 'the secret' : `any of the ${keys.length} secrets`;
  throw new InvalidSignature('signature', `No signature of the request was made with ${of}.`);
}

/** The value of a header, whatever the case of its name; empty if it is missing. */
export function headerOf(headers: RequestHeaders, name: string): string {
  if (isFetchHeaders(headers)) return headers.get(name) ?? '';
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
}

function isFetchHeaders(headers: RequestHeaders): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function';
}

/** @throws InvalidSignature so that a wrong clock is not taken for a wrong secret */
function refuseTooFar(sentSeconds: number): void {
  const ageSeconds = Math.round(Date.now() / 1_000 - sentSeconds);
  if (Math.abs(ageSeconds) <= TOLERANCE_SECONDS) return;
  const when = ageSeconds > 0 ? `${ageSeconds} seconds ago` : `${-ageSeconds} seconds ahead of this clock`;
  throw new InvalidSignature('timestamp', `The notification was signed ${when}; ${TOLERANCE_SECONDS} are tolerated.`);
}

function decodeSecret(secret: string): Bytes {
  const key = secret.startsWith(SECRET_PREFIX) ? bytesOf(secret.slice(SECRET_PREFIX.length)) : null;
  // Without the cause, which might tell a part of it.
  if (!key || key.length === 0) throw new TypeError('A secret has to be as Waypost gave it: whsec_ and base64.');
  return key;
}

type Bytes = Uint8Array<ArrayBuffer>;

async function sign(key: Bytes, data: Bytes): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const hmac = await subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', hmac, data));
}

/** Takes the same time wherever they differ. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.reduce((different, byte, i) => different | (byte ^ (b[i] ?? 0)), 0) === 0;
}

/** What base64 stands for; null if it is none. */
function bytesOf(base64: string): Bytes | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Bytes {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
