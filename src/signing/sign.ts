import { createHmac, randomBytes } from 'node:crypto';

const secretPrefix = 'whsec_';

/** The three headers of a signed notification. */
export interface SignatureHeaders {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/** The one of them that is the same on every attempt: the event's id. */
export const idHeader = (id: string): Pick<SignatureHeaders, 'webhook-id'> => ({ 'webhook-id': id });

/** What is signed. `body` has to be the very bytes that are sent, as UTF-8. */
export interface Signable {
  /** The event's id, the same on every attempt. It must not contain a full stop: that separates the signed parts. */
  id: string;
  /** When this attempt is made, in whole seconds since the epoch. */
  timestampSeconds: number;
  body: string | Uint8Array;
}

/**
 * Signs a notification: HMAC-SHA256 of `{id}.{timestamp}.{body}` (Standard Webhooks 1.0, "Signature scheme", symmetric).
 * Several secrets give several signatures, so that a receiver may change from one to the other at its own time.
 *
 * @param secrets `whsec_…` secrets or, cheaper for many notifications, their keys from `decodeSecret`.
 * @throws RangeError if there is no secret, or one that is not a secret.
 */
export function sign(
  { id, timestampSeconds, body }: Signable,
  secrets: readonly (string | Buffer)[],
): SignatureHeaders {
  if (secrets.length === 0) throw new RangeError('A notification has to be signed with at least one secret.');
  const signedPrefix = `${id}.${timestampSeconds}.`;
  const signatures = secrets.map((secret) => {
    const key = typeof secret === 'string' ? decodeSecret(secret) : secret;
    return `v1,${createHmac('sha256', key).update(signedPrefix).update(body).digest('base64')}`;
  });
  return {
    ...idHeader(id),
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  };
}

/** A new signing secret: `whsec_` and the base64 of 32 random bytes (Standard Webhooks asks for 24 to 64). */
export function generateSecret(): string {
  return secretPrefix + randomBytes(32).toString('base64');
}

/**
 * The key of a `whsec_…` secret, to be kept by callers that sign often.
 * @throws RangeError if it is not `whsec_` and the base64 of 16 to 64 bytes (the specification asks for 24, but its published
 *   example has 18). The secret is not part of the message.
 */
export function decodeSecret(secret: string): Buffer {
  const encoded = secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : null;
  const key = encoded !== null && /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64') : null;
  if (key === null || key.length < 16 || key.length > 64) {
    throw new RangeError(`A signing secret has to be ${secretPrefix} and the base64 of 16 to 64 bytes.`);
  }
  return key;
}
