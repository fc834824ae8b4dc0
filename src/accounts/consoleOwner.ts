import type { ApiKeyKind } from '../../generated/prisma/enums.js';

/** Whose console it is: an account's, or that of the platform. */
export type ConsoleOwner = { kind: 'account'; accountId: string } | { kind: 'operator' };

/** What a link or an API key lets in to. */
export interface ConsoleGrant {
  owner: ConsoleOwner;
  /** Null for the console of the platform. */
  account: { id: string; name: string; enabled: boolean } | null;
  /** The key that it comes of; null if it is none. */
  apiKeyId: string | null;
  /** When that key expires; null if it does not. */
  keyExpiresAt: Date | null;
  isReadOnly: boolean;
}

/** As it is stored; null for what has no console. */
export function ownerOf({ kind, accountId }: { kind: ApiKeyKind; accountId: string | null }): ConsoleOwner | null {
  if (kind === 'operator') return { kind };
  return kind === 'account' && accountId !== null ? { kind, accountId } : null;
}
