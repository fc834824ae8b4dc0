import type { AccountCaller, OperatorCaller } from '../contract/caller.js';
import type { Db } from '../database/client.js';
import { acceptedKey } from './apiKeys.js';
import { ownerOf, type ConsoleGrant } from './consoleOwner.js';
import { createToken, hashToken, type TokenHash } from './randomTokens.js';

/** How long people stay signed in at the most. */
const SESSION_MILLIS = 12 * 3_600_000;
const TOKEN_MILLIS = 5 * 60_000;
/** Of one session, for as many pages at the same time: one more ends the oldest, whose page gets itself another. */
const TOKENS_PER_SESSION = 50;

/** Somebody who is signed in. */
export interface ConsoleSession {
  id: string;
  /** Null for the console of the platform. */
  account: { id: string; name: string } | null;
  isReadOnly: boolean;
  /** When it ends at the latest. */
  expiresAt: Date;
}

const SESSION = {
  id: true,
  readOnly: true,
  expiresAt: true,
  account: { select: { id: true, name: true } },
} as const;

/**
 * Sessions that count: not over, of a key that is accepted, and of an account that is enabled. It is asked with every use of a cookie or a
 * token, so that nothing has to be told to anybody when a key is revoked.
 */
function living(now: Date) {
  return {
    expiresAt: { gt: now },
    AND: [
      { OR: [{ apiKeyId: null }, { apiKey: acceptedKey(now) }] },
      { OR: [{ accountId: null }, { account: { enabled: true } }] },
    ],
  };
}

/**
 * Begins a session. It does not outlive the key that it comes of.
 * @returns the session, and the cookie that renews it, which is new and shown this once
 */
export async function openSession(db: Db, grant: ConsoleGrant): Promise<{ session: ConsoleSession; cookie: string }> {
  const { owner, apiKeyId, keyExpiresAt, isReadOnly: readOnly } = grant;
  const { token: cookie, tokenHash: cookieHash } = createToken('ws_');
  const longest = Date.now() + SESSION_MILLIS;
  const expiresAt = new Date(Math.min(longest, keyExpiresAt?.getTime() ?? longest));
  const data = { ...owner, apiKeyId, readOnly, cookieHash, expiresAt };
  return { session: toSession(await db.consoleSession.create({ data, select: SESSION })), cookie };
}

/** The session, if it counts. */
export async function findSession(db: Db, id: string): Promise<ConsoleSession | null> {
  const session = await db.consoleSession.findUnique({ where: { id, ...living(new Date()) }, select: SESSION });
  return session && toSession(session);
}

/** Ends a session, and with it all of its tokens, at once. False if there was none. */
export async function endSession(db: Db, id: string): Promise<boolean> {
  const { count } = await db.consoleSession.deleteMany({ where: { id } });
  return count > 0;
}

/** The same by its cookie, whatever that is. */
export async function endSessionOf(db: Db, cookie: string): Promise<void> {
  await db.consoleSession.deleteMany({ where: { cookieHash: hashToken(cookie) } });
}

/** Who is signed in by a cookie, or null. */
export async function findCookieCaller(db: Db, cookieHash: TokenHash): Promise<AccountCaller | OperatorCaller | null> {
  const found = await db.consoleSession.findUnique({
    where: { cookieHash, ...living(new Date()) },
    select: CALLER,
  });
  return found && toCaller(found);
}

/** Who calls with an access token, or null if it is not known, its time is over, or its session does not count. */
export async function findTokenCaller(db: Db, tokenHash: TokenHash): Promise<AccountCaller | OperatorCaller | null> {
  const now = new Date();
  const found = await db.consoleToken.findUnique({
    where: { tokenHash, expiresAt: { gt: now }, session: living(now) },
    select: { session: { select: CALLER } },
  });
  return found && toCaller(found.session);
}

const CALLER = { id: true, kind: true, accountId: true, apiKeyId: true, readOnly: true } as const;

function toCaller({
  id: sessionId,
  apiKeyId: keyId,
  readOnly: isReadOnly,
  ...stored
}: Parameters<typeof ownerOf>[0] & { id: string; apiKeyId: string | null; readOnly: boolean }):
  AccountCaller | OperatorCaller | null {
  const owner = ownerOf(stored);
  if (!owner) return null;
  const known = { keyId, sessionId, isReadOnly };
  return owner.kind === 'account' ? { ...owner, ...known, isDisabled: false } : { ...owner, ...known };
}

/** Hands out an access token of a session. It does not outlive it. */
export async function createAccessToken(
  db: Db,
  session: ConsoleSession,
): Promise<{ accessToken: string; expiresInSeconds: number }> {
  const now = Date.now();
  const { token: accessToken, tokenHash } = createToken('wt_');
  const expiresAt = new Date(Math.min(now + TOKEN_MILLIS, session.expiresAt.getTime()));
  await db.consoleToken.create({ data: { sessionId: session.id, tokenHash, expiresAt }, select: { id: true } });
  await endOldestTokens(db, session.id);
  return { accessToken, expiresInSeconds: Math.max(0, Math.floor((expiresAt.getTime() - now) / 1_000)) };
}

/** After the new one was stored: of several that are made at the same time, the last to look sees them all. */
async function endOldestTokens(db: Db, sessionId: string): Promise<void> {
  const surplus = await db.consoleToken.findMany({
    where: { sessionId },
    orderBy: { id: 'desc' },
    skip: TOKENS_PER_SESSION,
    take: TOKENS_PER_SESSION,
    select: { id: true },
  });
  if (surplus.length > 0) await db.consoleToken.deleteMany({ where: { id: { in: surplus.map(({ id }) => id) } } });
}

function toSession({ readOnly, ...session }: Omit<ConsoleSession, 'isReadOnly'> & { readOnly: boolean }) {
  return { ...session, isReadOnly: readOnly };
}
