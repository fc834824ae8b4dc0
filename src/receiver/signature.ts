import { Webhook } from 'standardwebhooks';

/** The headers of a request as node:http, Express, or the Fetch API have them. Names may be in any case. */
export type RequestHeaders =
  Readonly<Record<string, string | readonly string[] | undefined>> | { get(name: string): string | null };

/** What the headers of a notification say. */
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
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'InvalidSignature';
  }
}

/** Standard Webhooks' libraries refuse what was signed longer ago, or will be. */
const TOLERANCE_SECONDS = 5 * 60;

const signatureHeaders = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * Verifies that one of the secrets signed the body (Standard Webhooks 1.0, symmetric signatures).
 * @throws InvalidSignature; TypeError if a secret is not one
 */
export function verifySignature(secrets: readonly string[], headers: RequestHeaders, body: string): SignedHeaders {
  const verifiers = secrets.map(createVerifier); // first: a receiver with a wrong secret has to hear of it at any request
  const [id = '', timestamp = '', signature = ''] = signatureHeaders.map((name) => headerOf(headers, name));
  const missing = signatureHeaders.filter((name) => headerOf(headers, name) === '');
  if (missing.length > 0) throw new InvalidSignature('headers', `The request has no ${missing.join(', ')}.`);
  const sentSeconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : null;
  if (sentSeconds === null) {
    throw new InvalidSignature('headers', 'The webhook-timestamp is not a number of seconds since the epoch.');
  }

  const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  let refusal: unknown;
  for (const verifier of verifiers) {
    try {
      verifier.verify(body, signed, { jsonParse: false });
      return { id, sentAt: new Date(sentSeconds * 1_000) };
    } catch (error) {
      refusal = error;
    }
  }
  throw explain(refusal, sentSeconds, secrets.length);
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

function createVerifier(secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch {
    // Without the cause, which might tell a part of it.
    throw new TypeError('A secret has to be as Waypost gave it: whsec_ and base64.');
  }
}

/** The library has decided; this says why, so that a wrong clock is not taken for a wrong secret. */
function explain(cause: unknown, sentSeconds: number, secretCount: number): InvalidSignature {
  const ageSeconds = Math.round(Date.now() / 1_000 - sentSeconds);
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) {
    const when = ageSeconds > 0 ? `${ageSeconds} seconds ago` : `${-ageSeconds} seconds ahead of this clock`;
    const message = `The notification was signed ${when}; ${TOLERANCE_SECONDS} are tolerated.`;
    return new InvalidSignature('timestamp', message, { cause });
  }
  const of = secretCount === 1 ? 'the secret' : `any of the ${secretCount} secrets`;
  return new InvalidSignature('signature', `No signature of the request was made with ${of}.`, { cause });
}
