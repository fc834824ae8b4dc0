import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { decodeSecret, generateSecret, sign } from '../../src/signing/sign.js';

const id = '019b76da-a800-7000-8000-0000000000e1';
const body = '{"event":"ROUTE_CREATED","dc_id":"Zürich ✓","route_id":"r1"}';

function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}

describe('the signature', () => {
  it('is that of the published Standard Webhooks example', () => {
    const example = {
      id: 'msg_loFOjxBNrRLzqYUf',
      timestampSeconds: 1731705121,
      body: '{"event_type":"ping","data":{"success":true}}',
    };
    expect(sign(example, ['whsec_plJ3nmyCDGBKInavdOK15jsl'])).toEqual({
      'webhook-id': 'msg_loFOjxBNrRLzqYUf',
      'webhook-timestamp': '1731705121',
      'webhook-signature': 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
    });
  });

  it.each([
    ['standardwebhooks', (secret: string) => new StandardWebhook(secret)],
    ['svix', (secret: string) => new SvixWebhook(secret)],
  ])('verifies with the package %s, whatever the body', (_, receiverOf) => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const secret = generateSecret();
        const headers = { ...sign({ id, timestampSeconds: nowSeconds(), body: json }, [secret]) };
        expect(receiverOf(secret).verify(json, headers)).toEqual(JSON.parse(json));
        expect(() => receiverOf(generateSecret()).verify(json, headers)).toThrow('No matching signature found');
        expect(() => receiverOf(secret).verify(`${json} `, headers)).toThrow('No matching signature found');
      }),
      { numRuns: 20 },
    );
  });

  it('verifies with the old and with the new secret while both are in use', () => {
    const [oldSecret, newSecret] = [generateSecret(), generateSecret()];
    const headers = { ...sign({ id, timestampSeconds: nowSeconds(), body }, [newSecret, oldSecret]) };
    expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);
    for (const secret of [oldSecret, newSecret]) {
      expect(new StandardWebhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      expect(new SvixWebhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    }
  });

  it('is the same from a secret as from its key, and for a body as text as for its bytes', () => {
    const secret = generateSecret();
    const text = sign({ id, timestampSeconds: 1, body }, [secret]);
    expect(sign({ id, timestampSeconds: 1, body }, [decodeSecret(secret)])).toEqual(text);
    expect(sign({ id, timestampSeconds: 1, body: Buffer.from(body) }, [secret])).toEqual(text);
  });

  it('is never missing', () => {
    expect(() => sign({ id, timestampSeconds: 1, body }, [])).toThrow(RangeError);
  });
});

describe('a signing secret', () => {
  it('is whsec_ and 32 random bytes', () => {
    const secret = generateSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(decodeSecret(secret)).toHaveLength(32);
    expect(generateSecret()).not.toBe(secret);
  });

  it.each([
    '',
    'whsec_',
    'secret',
    'whsec_short',
    `whsec_${'A'.repeat(100)}`,
    `whsec_${'%'.repeat(44)}`,
    'A'.repeat(44),
  ])('is refused if it is %j, without showing it', (secret) => {
    expect(() => decodeSecret(secret)).toThrow('A signing secret has to be whsec_ and the base64 of 16 to 64 bytes.');
  });
});
