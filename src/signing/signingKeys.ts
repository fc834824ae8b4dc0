import { LRUCache } from 'lru-cache';
import type { SecretBox } from './secretBox.js';
import { decodeSecret } from './sign.js';

/** The keys that notifications are signed with, opened once and kept for a while. */
export interface SigningKeys {
  /**
   * The keys of a webhook's sealed secrets, in their order.
   * @throws Error if one can't be opened with the configured keys.
   */
  of(webhookId: string, sealedSecrets: readonly Buffer[]): Buffer[];
}

const MAX_KEPT = 10_000;

export function createSigningKeys(box: SecretBox): SigningKeys {
  const kept = new LRUCache<string, { sealed: readonly Buffer[]; keys: Buffer[] }>({ max: MAX_KEPT });
  return {
    of: (webhookId, sealedSecrets) => {
      const known = kept.get(webhookId);
      if (known && isSame(known.sealed, sealedSecrets)) return known.keys;
      const keys = sealedSecrets.map((sealed) => decodeSecret(box.open(sealed, webhookId)));
      kept.set(webhookId, { sealed: sealedSecrets, keys });
      return keys;
    },
  };
}

function isSame(a: readonly Buffer[], b: readonly Buffer[]): boolean {
  return a.length === b.length && a.every((buffer, i) => b[i]?.equals(buffer));
}
