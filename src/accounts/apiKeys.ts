import { hash, randomBytes } from 'node:crypto';
import type { Caller } from '../contract/caller.js';
import type { Db } from '../database/client.js';

/** What may be shown of a key: never the key itself. */
export interface ApiKeySummary {
  id: string;
  name: string;
  keyPrefix: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const KEY_PATTERN = /^wp_[A-Za-z0-9_-]{43}$/;
const PREFIX_LENGTH = 8;
/** Prisma passes each value of a list as a parameter, of which a statement may have 65,535. */
const KEYS_PER_STATEMENT = 1_000;

interface KeyUse {
  keyId: string;
  at: Date;
}

/**
 * Makes a key from 32 random bytes. Only its SHA-256 is stored, so that this answer is the one chance to see it: a
 * plain hash is enough, since nobody guesses 256 random bits.
 * @param accountId null makes a publisher key: for the platform's own services, to publish events of any account
 */
export async function createApiKey(
  db: Db,
  accountId: string | null,
  name: string,
): Promise<{ id: string; apiKey: string }> {
  const apiKey = `wp_${randomBytes(32).toString('base64url')}`;
  const data = { accountId, name, keyHash: hashApiKey(apiKey), keyPrefix: apiKey.slice(0, PREFIX_LENGTH) };
  const { id } = await db.apiKey.create({ data, select: { id: true } });
  return { id, apiKey };
}

/** Whether a text could be an API key at all, so that anything else is refused without asking the database. */
export function isApiKey(text: string): boolean {
  return KEY_PATTERN.test(text);
}

export function hashApiKey(apiKey: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash('sha256', apiKey, 'buffer'));
}

/** The caller of a key that is known and not revoked, or null. */
export async function findCaller(db: Db, keyHash: Uint8Array<ArrayBuffer>): Promise<Caller | null> {
  const found = await db.apiKey.findUnique({
    where: { keyHash, revokedAt: null },
    select: { id: true, accountId: true },
  });
  if (!found) return null;
  const { id: keyId, accountId } = found;
  return accountId === null ? { kind: 'publisher', keyId } : { kind: 'account', keyId, accountId };
}

/** The keys of an account (null: the publisher keys), oldest first, revoked ones included. */
export async function listApiKeys(db: Db, accountId: string | null): Promise<ApiKeySummary[]> {
  return db.apiKey.findMany({
    where: { accountId },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, keyPrefix: true, createdAt: true, lastUsedAt: true, revokedAt: true },
  });
}

/** Revokes a key for good. False if there is no such key or it was revoked before. */
export async function revokeApiKey(db: Db, keyId: string): Promise<boolean> {
  const { count } = await db.apiKey.updateMany({
    where: { id: keyId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count > 0;
}

/**
 * Notes when keys were last used, with one statement for all that were used within the same second: the time of the last of them. A
 * time earlier than the one stored changes nothing.
 */
export async function recordKeyUse(db: Db, usedAt: ReadonlyMap<string, Date>): Promise<void> {
  for (const uses of bySecond(usedAt)) {
    for (let from = 0; from < uses.length; from += KEYS_PER_STATEMENT) {
      await recordUses(db, uses.slice(from, from + KEYS_PER_STATEMENT));
    }
  }
}

async function recordUses(db: Db, uses: readonly KeyUse[]): Promise<void> {
  const lastUsedAt = new Date(Math.max(...uses.map(({ at }) => at.getTime())));
  await db.apiKey.updateMany({
    where: {
      id: { in: uses.map(({ keyId }) => keyId) },
      OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: lastUsedAt } }],
    },
    data: { lastUsedAt },
  });
}

function bySecond(usedAt: ReadonlyMap<string, Date>): Iterable<KeyUse[]> {
  const seconds = new Map<number, KeyUse[]>();
  for (const [keyId, at] of usedAt) {
    const second = Math.floor(at.getTime() / 1_000);
    const uses = seconds.get(second);
    if (uses) uses.push({ keyId, at });
    else seconds.set(second, [{ keyId, at }]);
  }
  return seconds.values();
}

/** Whose key it is; null for a publisher key, which is the platform's. */
export type KeyWithOwner = ApiKeySummary & { account: { id: string; name: string } | null };

/** Every key of every account and of the platform, oldest first, revoked ones included: for the operator. */
export async function listAllApiKeys(db: Db): Promise<KeyWithOwner[]> {
  return db.apiKey.findMany({
    orderBy: { id: 'asc' },
    select: {
      id: true,
      name: true,
      keyPrefix: true,
      createdAt: true,
      lastUsedAt: true,
      revokedAt: true,
      account: { select: { id: true, name: true } },
    },
  });
}
