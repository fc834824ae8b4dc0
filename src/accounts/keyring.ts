import { LRUCache } from 'lru-cache';
import type { Caller } from '../contract/caller.js';
import type { Db } from '../database/client.js';
import { answered } from '../database/unavailable.js';
import { findCaller, recordKeyUse } from './apiKeys.js';
import { findCookieCaller, findTokenCaller } from './consoleSessions.js';
import { hashToken, isToken } from './randomTokens.js';

/** Turns what callers show into callers: API keys without a query per request. */
export interface Keyring {
  /**
   * The caller of an API key or of an access token, or null if it is malformed, unknown or over. A key that is revoked, here or by
   * another process, is refused within `CACHE_MILLIS`; an access token is looked up each time, and refused from the moment on when its session ends.
   * @throws whatever the database throws: a key that can't be checked is not an invalid key.
   */
  authenticate(apiKey: string): Promise<Caller | null>;
  /** The same by the cookie of a session, which is looked up each time, too. */
  authenticateCookie(cookie: string): Promise<Caller | null>;
  /** Writes the last-used times that are still held in memory. */
  flush(): Promise<void>;
  /** Stops the timer and flushes. */
  close(): Promise<void>;
}

const CACHE_MILLIS = 2_000;
const CACHE_ENTRIES = 10_000;
/** Less than a statement may take: every request begins with it. */
const LOOK_UP_MILLIS = 4_000;

interface KeyringOptions {
  /** How often last-used times are written. */
  flushMillis?: number;
  onError: (error: unknown) => void;
}

export function createKeyring(db: Db, { flushMillis = 10_000, onError }: KeyringOptions): Keyring {
  // Keys in memory are the hashes, too: a heap dump shows no API key. Concurrent misses share one query, but not for longer than its
  // deadline: whoever comes after it asks anew.
  const callers = new LRUCache<string, Caller & { keyId: string }>({
    max: CACHE_ENTRIES,
    ttl: CACHE_MILLIS,
    fetchMethod: async (hash) => {
      const found = findCaller(db, new Uint8Array(Buffer.from(hash, 'base64')));
      return (await answered(found, LOOK_UP_MILLIS)) ?? undefined;
    },
  });
  let usedAt = new Map<string, Date>();

  async function flush(): Promise<void> {
    if (usedAt.size === 0) return;
    const batch = usedAt;
    usedAt = new Map();
    try {
      await recordKeyUse(db, batch);
    } catch (error) {
      usedAt = new Map([...batch, ...usedAt]); // written with the next flush
      throw error;
    }
  }

  const timer = setInterval(() => void flush().catch(onError), flushMillis);
  timer.unref();

  return {
    authenticate: async (apiKey) => {
      if (isToken('wt_', apiKey)) return answered(findTokenCaller(db, hashToken(apiKey)), LOOK_UP_MILLIS);
      if (!isToken('wp_', apiKey)) return null;
      const hash = Buffer.from(hashToken(apiKey)).toString('base64');
      const caller = callers.get(hash) ?? (await callers.fetch(hash)); // `fetch` alone would cost as much as the hash
      if (!caller) return null;
      usedAt.set(caller.keyId, new Date());
      return caller;
    },
    authenticateCookie: async (cookie) =>
      isToken('ws_', cookie) ? answered(findCookieCaller(db, hashToken(cookie)), LOOK_UP_MILLIS) : null,
    flush,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
