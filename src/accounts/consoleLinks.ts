import type { Db } from '../database/client.js';
import { createToken, hashToken } from './randomTokens.js';
import { acceptedKey } from './apiKeys.js';
import { ownerOf, type ConsoleGrant, type ConsoleOwner } from './consoleOwner.js';

interface NewLink {
  /** Whether it is for looking only. */
  isReadOnly: boolean;
  /** Within which time it has to be opened. */
  millis: number;
  /** The operator key that it is made with: when that is not accepted any more, neither is the link, nor what came of it. */
  apiKeyId: string | null;
}

/** What comes after the address of the service, and until when it can be opened. */
export interface ConsoleLink {
  path: string;
  expiresAt: Date;
}

/**
 * Makes a link that opens the console signed in, once. Its token stands behind the `#`, which browsers send to nobody, so that it is in no
 * log; only the hash of it is stored.
 * @throws the violation of `console_links_account_id_fkey` if there is no such account
 */
export async function createConsoleLink(
  db: Db,
  owner: ConsoleOwner,
  { isReadOnly: readOnly, millis, apiKeyId }: NewLink,
): Promise<ConsoleLink> {
  const { token, tokenHash } = createToken('wl_');
  const expiresAt = new Date(Date.now() + millis);
  await db.consoleLink.create({ data: { ...owner, readOnly, apiKeyId, tokenHash, expiresAt }, select: { id: true } });
  return { path: `/console#link=${token}`, expiresAt };
}

/** Uses up a link, and says what it lets in to. Null if there is none, it was used, its time is over, or the key that it was made with is not accepted. */
export async function takeConsoleLink(db: Db, token: string): Promise<ConsoleGrant | null> {
  const now = new Date();
  const link = await db.consoleLink.findUnique({
    where: {
      tokenHash: hashToken(token),
      expiresAt: { gt: now },
      OR: [{ apiKeyId: null }, { apiKey: acceptedKey(now) }],
    },
    select: {
      id: true,
      kind: true,
      accountId: true,
      readOnly: true,
      apiKeyId: true,
      apiKey: { select: { expiresAt: true } },
      account: { select: { id: true, name: true, enabled: true } },
    },
  });
  const owner = link && ownerOf(link);
  if (!link || !owner) return null;
  // Of several who open it at the same time, the one is in whose statement deletes it.
  const { count } = await db.consoleLink.deleteMany({ where: { id: link.id } });
  if (count === 0) return null;
  const { account, apiKeyId, apiKey, readOnly: isReadOnly } = link;
  return { owner, account, apiKeyId, keyExpiresAt: apiKey?.expiresAt ?? null, isReadOnly };
}
