import { hash, randomBytes } from 'node:crypto';

/** What a token is: an API key; the token of a link to the console; the cookie of a session there, and an access token of it. */
export type TokenPrefix = 'wp_' | 'wl_' | 'ws_' | 'wt_';

/** SHA-256 of a token. A plain hash is enough, since nobody guesses 256 random bits. */
export type TokenHash = Uint8Array<ArrayBuffer>;

/** Makes a token from 32 random bytes. Only its hash is to be stored, so that this is the one chance to see it. */
export function createToken(prefix: TokenPrefix): { token: string; tokenHash: TokenHash } {
  const token = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { token, tokenHash: hashToken(token) };
}

/** Whether a text could be such a token at all, so that anything else is refused without asking the database. */
export function isToken(prefix: TokenPrefix, text: string): boolean {
  return text.startsWith(prefix) && /^[A-Za-z0-9_-]{43}$/.test(text.slice(prefix.length));
}

export function hashToken(token: string): TokenHash {
  return new Uint8Array(hash('sha256', token, 'buffer'));
}
