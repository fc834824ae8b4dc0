import type { Db } from '../database/client.js';
import { accountDisabled, consoleLinkInvalid, invalidApiKey, wrongKindOfApiKey } from '../errors.js';
import { acceptedKey, recordKeyUse } from './apiKeys.js';
import { takeConsoleLink } from './consoleLinks.js';
import { ownerOf, type ConsoleGrant } from './consoleOwner.js';
import { hashToken } from './randomTokens.js';

/**
 * Finds out what a link or an API key lets in to; a link is used up by it. Whatever is wrong with one that is not accepted, the answer is the
 * same, and so is the work: one look-up by a hash.
 * @throws ApiError 401 if it is not accepted, 403 for a publisher key and for a disabled account
 */
export async function grantOf(db: Db, credential: string): Promise<ConsoleGrant> {
  const grant = credential.startsWith('wl_') ? await takeConsoleLink(db, credential) : await grantOfKey(db, credential);
  if (!grant) throw credential.startsWith('wl_') ? consoleLinkInvalid() : invalidApiKey();
  if (grant.account && !grant.account.enabled) throw accountDisabled();
  return grant;
}

/** Not by the keyring, which may remember for seconds a key that was revoked. */
async function grantOfKey(db: Db, apiKey: string): Promise<ConsoleGrant | null> {
  const now = new Date();
  const key = await db.apiKey.findUnique({
    where: { keyHash: hashToken(apiKey), ...acceptedKey(now) },
    select: {
      id: true,
      kind: true,
      accountId: true,
      expiresAt: true,
      account: { select: { id: true, name: true, enabled: true } },
    },
  });
  if (!key) return null;
  const owner = ownerOf(key);
  if (!owner) throw wrongKindOfApiKey();
  await recordKeyUse(db, new Map([[key.id, now]]));
  return { owner, account: key.account, apiKeyId: key.id, keyExpiresAt: key.expiresAt, isReadOnly: false };
}
