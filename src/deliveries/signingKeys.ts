import { LRUCache } from 'lru-cache';
import type { SecretBox } from './secretBox.js';
import { decodeSecret } from './sign.js';

/** The keys that notifications are signed with, opened once and kept for a while. */
export interface SigningKeys {
  /**
   * The key of a webhook's sealed secret.
   * @throws Error if it can't be opened with the configured keys.
   */
  of(webhookId: string, sealedSecret: Buffer): Buffer[];
}

const MAX_KEPT = 10_000;

export function createSigningKeys(box: SecretBox): SigningKeys {
  const kept = new LRUCache<string, { sealed: Buffer; key: Buffer }>({ max: MAX_KEPT });
  return {
    of: (webhookId, sealed) => {
      const known = kept.get(webhookId);
      if (known?.sealed.equals(sealed)) return [known.key];
      const key = decodeSecret(box.open(sealed, webhookId));
      kept.set(webhookId, { sealed, key });
      return [key];
    },
  };
}
