import type { Caller } from '../contract/caller.js';
import type { Db } from '../database/client.js';
import { createToken, type TokenHash } from './randomTokens.js';

/** Whose a key is: an account's, or one of the platform, to publish events of any account or to manage accounts. */
export type KeyOwner = { kind: 'account'; accountId: string } | { kind: 'publisher' } | { kind: 'operator' };

/** What may be shown of a key: never the key itself. */
export interface ApiKeySummary {
  id: string;
  kind: KeyOwner['kind'];
  name: string;
  keyPrefix: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const PREFIX_LENGTH = 8;
/** Prisma passes each value of a list as a parameter, of which a statement may have 65,535. */
const KEYS_PER_STATEMENT = 1_000;

const SUMMARY = {
  id: true,
  kind: true,
  name: true,
  keyPrefix: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
} as const;

interface KeyUse {
  keyId: string;
  at: Date;
}

/**
 * Makes a key. Only its hash is stored, so that this answer is the one chance to see it.
 * @param expiresAt when it stops being accepted; never, unless given
 */
export async function createApiKey(
  db: Db,
  owner: KeyOwner,
  name: string,
  { expiresAt = null }: { expiresAt?: Date | null } = {},
): Promise<ApiKeySummary & { apiKey: string }> {
  const { token: apiKey, tokenHash: keyHash } = createToken('wp_');
  const data = { ...owner, name, expiresAt, keyHash, keyPrefix: apiKey.slice(0, PREFIX_LENGTH) };
  return { ...(await db.apiKey.create({ data, select: SUMMARY })), apiKey };
}

/** What a key that is accepted fulfils: it is not revoked, and not expired. */
export function acceptedKey(now: Date) {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}

/** The caller of a key that is known and accepted, or null. */
export async function findCaller(db: Db, keyHash: TokenHash): Promise<(Caller & { keyId: string }) | null> {
  const found = await db.apiKey.findUnique({
    where: { keyHash, ...acceptedKey(new Date()) },
    select: { id: true, kind: true, accountId: true, account: { select: { enabled: true } } },
  });
  if (!found) return null;
  const { id: keyId, kind, accountId, account } = found;
  const known = { keyId, sessionId: null, isReadOnly: false };
  if (kind !== 'account') return { kind, ...known };
  return accountId === null ? null : { kind, ...known, accountId, isDisabled: account?.enabled !== true };
}

/**
 * The keys of an owner, oldest first, revoked and expired ones included.
 * @param page all of them, unless given: those after a key, as many as `limit` at the most
 */
export async function listApiKeys(
  db: Db,
  owner: KeyOwner,
  page: { after?: string | undefined; limit?: number } = {},
): Promise<ApiKeySummary[]> {
  return db.apiKey.findMany({
    where: { ...owner, ...(page.after !== undefined && { id: { gt: page.after } }) },
    orderBy: { id: 'asc' },
    ...(page.limit !== undefined && { take: page.limit }),
    select: SUMMARY,
  });
}

/**
 * Revokes a key for good. False if there is no such key or it was revoked before.
 * @param kind only a key of this kind, if it is given
 */
export async function revokeApiKey(db: Db, keyId: string, kind?: KeyOwner['kind']): Promise<boolean> {
  const { count } = await db.apiKey.updateMany({
    where: { id: keyId, revokedAt: null, ...(kind !== undefined && { kind }) },
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

/** Whose key it is; null for one of the platform. */
export type KeyWithOwner = ApiKeySummary & { account: { id: string; name: string } | null };

/** Every key of every account and of the platform, oldest first, revoked ones included: for the operator. */
export async function listAllApiKeys(db: Db): Promise<KeyWithOwner[]> {
  return db.apiKey.findMany({
    orderBy: { id: 'asc' },
    select: { ...SUMMARY, account: { select: { id: true, name: true } } },
  });
}
