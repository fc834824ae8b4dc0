import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** A key that secrets are sealed with at rest. */
export interface SealingKey {
  /** Names the key inside of what it sealed: 1 to 255 bytes. */
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** Encrypts signing secrets for the database, so that a copy of it forges no notification. */
export interface SecretBox {
  /** Seals with the first key. The same context has to be given to open it: a sealed secret can't be moved to another webhook. */
  seal(plain: string, context: string): Buffer<ArrayBuffer>;
  /** @throws Error if the key is not configured, or if the bytes were altered or belong to another context. */
  open(sealed: Uint8Array, context: string): string;
  /** Whether it was sealed with another key than the first and should be sealed again. */
  isOutdated(sealed: Uint8Array): boolean;
}

// Layout: version (1 byte), length of the key id (1), key id, nonce (12), tag (16), ciphertext. All before the nonce is authenticated.
const version = 1;
const nonceLength = 12;
const tagLength = 16;

/**
 * A box that seals with the first key and opens what any of the keys sealed (AES-256-GCM), so that keys can be rotated:
 * put the new key first, seal everything again, drop the old one.
 * @throws Error if there is no key, a key is not 32 bytes long, or an id repeats.
 */
export function createSecretBox(keys: readonly SealingKey[]): SecretBox {
  const [first] = keys;
  if (first === undefined) throw new Error('At least one key is needed to seal secrets.');
  const byId = new Map(keys.map((key) => [key.id, key.key]));
  if (byId.size !== keys.length) throw new Error('Each key to seal secrets with has to be given once only.');
  for (const { id, key } of keys) {
    if (key.length !== 32) throw new Error(`The key ${id} has to be 32 bytes long, not ${key.length}.`);
    if (id === '' || Buffer.byteLength(id) > 255) throw new Error('The id of a key has to be 1 to 255 bytes long.');
  }
  const idBytes = Buffer.from(first.id);
  const header = Buffer.concat([Buffer.from([version, idBytes.length]), idBytes]);

  return {
    seal: (plain, context) => {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(associated(header, context));
      const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), ciphertext]);
    },

    open: (sealed, context) => {
      const parts = readSealed(sealed);
      const key = byId.get(parts.keyId);
      if (key === undefined) {
        throw new Error(`The secret was sealed with the key ${JSON.stringify(parts.keyId)}, which is not configured.`);
      }
      const decipher = createDecipheriv('aes-256-gcm', key, parts.nonce, { authTagLength: tagLength });
      decipher.setAAD(associated(parts.header, context)).setAuthTag(parts.tag);
      try {
        return decipher.update(parts.ciphertext, undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new Error('The secret can not be opened: it was altered, or sealed for something else.', { cause });
      }
    },

    isOutdated: (sealed) => readSealed(sealed).keyId !== first.id,
  };
}

/**
 * Reads keys from a setting: base64 of 32 bytes each, separated by commas, newest first. A key's id follows from the key itself, so
 * that keys keep theirs when the list changes.
 * @throws Error naming the position of the first entry that is not a key or is one given before, never the entry itself.
 */
export function parseSealingKeys(setting: string): SealingKey[] {
  const ids = new Set<string>();
  return setting.split(',').map((entry, index) => {
    const text = entry.trim();
    const key = Buffer.from(text, 'base64');
    if (key.length !== 32 || !/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) {
      throw new Error(`Key number ${index + 1} is not the base64 of 32 bytes.`);
    }
    const id = createHash('sha256').update(key).digest('hex').slice(0, 16);
    if (ids.has(id)) throw new Error(`Key number ${index + 1} was given before: give each key once only.`);
    ids.add(id);
    return { id, key };
  });
}

/** GCM authenticates the header and what the secret belongs to along with the ciphertext. */
function associated(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context)]);
}

function readSealed(sealed: Uint8Array) {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const headerLength = 2 + (bytes[1] ?? 0);
  const tagStart = headerLength + nonceLength;
  const ciphertextStart = tagStart + tagLength;
  if (bytes[0] !== version || bytes.length < ciphertextStart) {
    throw new Error('The secret can not be opened: these bytes are not a sealed secret.');
  }
  return {
    header: bytes.subarray(0, headerLength),
    keyId: bytes.toString('utf8', 2, headerLength),
    nonce: bytes.subarray(headerLength, tagStart),
    tag: bytes.subarray(tagStart, ciphertextStart),
    ciphertext: bytes.subarray(ciphertextStart),
  };
}
