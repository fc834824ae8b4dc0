import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createSecretBox, parseSealingKeys } from '../../src/signing/secretBox.js';

const webhookId = '019b76da-a800-7000-8000-0000000000a1';
const secret = 'whsec_plJ3nmyCDGBKInavdOK15jsl';

function newKey(): string {
  return randomBytes(32).toString('base64');
}

describe('a sealed secret', () => {
  const box = createSecretBox(parseSealingKeys(newKey()));

  it('opens for the webhook that it was sealed for', () => {
    expect(box.open(box.seal(secret, webhookId), webhookId)).toBe(secret);
    expect(box.open(new Uint8Array(box.seal('Zürich ✓', webhookId)), webhookId)).toBe('Zürich ✓');
  });

  it('opens for no other webhook', () => {
    expect(() => box.open(box.seal(secret, webhookId), 'another')).toThrow('sealed for something else');
  });

  it('looks different each time and does not show the secret', () => {
    const [one, other] = [box.seal(secret, webhookId), box.seal(secret, webhookId)];
    expect(one.equals(other)).toBe(false);
    expect(one.includes(secret)).toBe(false);
  });

  it('does not open if any of its bytes was altered', () => {
    const sealed = box.seal(secret, webhookId);
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => box.open(altered, webhookId)).toThrow(/can not be opened|is not configured/);
    }
  });

  it.each([0, 1, 2, 20, 40])('does not open if it was cut to %d bytes', (length) => {
    expect(() => box.open(box.seal(secret, webhookId).subarray(0, length), webhookId)).toThrow('can not be opened');
  });
});

describe('rotation', () => {
  const [oldKey, newestKey] = [newKey(), newKey()];

  it('opens with any key and seals with the first', () => {
    const before = createSecretBox(parseSealingKeys(oldKey));
    const during = createSecretBox(parseSealingKeys(`${newestKey}, ${oldKey}`));
    const after = createSecretBox(parseSealingKeys(newestKey));
    const sealed = before.seal(secret, webhookId);
    expect(during.open(sealed, webhookId)).toBe(secret);
    expect(during.isOutdated(sealed)).toBe(true);

    const resealed = during.seal(secret, webhookId);
    expect(during.isOutdated(resealed)).toBe(false);
    expect(after.open(resealed, webhookId)).toBe(secret);
    expect(() => after.open(sealed, webhookId)).toThrow('which is not configured');
  });
});

describe('keys', () => {
  it.each([
    ['', 'Key number 1'],
    ['c2hvcnQ=', 'Key number 1'],
    [`${newKey()},`, 'Key number 2'],
    [`${newKey()},${randomBytes(31).toString('base64')}`, 'Key number 2'],
    [`${newKey()},${randomBytes(33).toString('base64')}`, 'Key number 2'],
    [`${newKey().slice(0, 42)}!=`, 'Key number 1'],
  ])('that are not the base64 of 32 bytes are refused by their position', (setting, message) => {
    expect(() => parseSealingKeys(setting)).toThrow(`${message} is not the base64 of 32 bytes.`);
  });

  it('may be written in URL-safe base64 and keep their id wherever they stand', () => {
    const key = Buffer.alloc(32, 0xfb);
    const [first] = parseSealingKeys(key.toString('base64'));
    const [, second] = parseSealingKeys(`${newKey()},${key.toString('base64url')}`);
    expect(second).toEqual(first);
  });

  it('are needed, once each, of 32 bytes', () => {
    const key = newKey();
    expect(() => createSecretBox([])).toThrow('At least one key');
    expect(() => createSecretBox(parseSealingKeys(`${key},${key}`))).toThrow('once only');
    expect(() => createSecretBox([{ id: 'a', key: Buffer.alloc(16) }])).toThrow('32 bytes long, not 16');
    expect(() => createSecretBox([{ id: '', key: Buffer.alloc(32) }])).toThrow('The id of a key');
  });
});
