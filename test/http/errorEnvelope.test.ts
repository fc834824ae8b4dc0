import { gzipSync, brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorCodeMeanings } from '../../generated/webhooks.js';
import { sendRequest } from '../support/call.js';
import { seedRequest } from '../support/seed.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let account: TestAccount;
let key: { Authorization: string };
beforeAll(async () => {
  service = await startTestService();
  account = await service.createAccount();
  key = { Authorization: `Bearer ${account.apiKey}` };
});
afterAll(() => service.stop());

type Method = Parameters<typeof sendRequest>[1];
type Input = NonNullable<Parameters<typeof sendRequest>[3]>;

/** Sends a request and expects this error in the contract's envelope, JSON and never HTML, with a request id. */
async function expectError(
  method: Method,
  path: string,
  input: Input,
  status: number,
  code: keyof typeof errorCodeMeanings,
) {
  const answer = await sendRequest(service.url, method, path, input);
  const { body } = answer;
  expect([answer.status, body]).toEqual([
    status,
    {
      status: 'error',
      data: {
        code,
        message: errorCodeMeanings[code],
        ...(body.data.errors !== undefined && { errors: expect.any(Array) as unknown }),
      },
    },
  ]);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
  });
  expect(answer.headers).not.toHaveProperty('x-powered-by');
  return answer;
}

const broken = { bytes: '{"webhook_url"' };
const tooLarge = { bytes: `"${'a'.repeat(65_535)}"` };
const json = { 'Content-Type': 'application/json' };

describe('a path that does not exist is a 404', () => {
  it.each([
    '/',
    '/Webhooks',
    '/webhooks/',
    '/WEBHOOKS',
    '//webhooks',
    '/webhooks/1/2',
    '/webhook',
    '/%',
    '/%zz',
    '/index.html',
    '/docs/%zz',
    '/openapi/%zz.yaml',
    '/.env',
  ])('%s, with a key or without', async (path) => {
    await expectError('get', path, {}, 404, 3000);
    await expectError('post', path, { ...broken, headers: key }, 404, 3000);
  });
});

describe('a method that the path does not have is a 405 that lists the others in Allow', () => {
  it.each([
    ['put', '/webhooks', 'GET, POST'],
    ['patch', '/webhooks', 'GET, POST'],
    ['delete', '/webhooks', 'GET, POST'],
    ['options', '/webhooks', 'GET, POST'],
    ['get', '/webhooks/1', 'DELETE, PATCH, PUT'],
    ['post', '/webhooks/1', 'DELETE, PATCH, PUT'],
    ['options', '/webhooks/1', 'DELETE, PATCH, PUT'],
  ] as const)('%s %s', async (method, path, methods) => {
    const { headers } = await expectError(method, path, { headers: key }, 405, 1004);
    expect(String(headers['allow']).split(', ').sort().join(', ')).toBe(methods);
  });

  it('HEAD /webhooks, without a body as HEAD demands', async () => {
    const { status, headers, text } = await sendRequest(service.url, 'head', '/webhooks', { headers: key });
    expect([status, text]).toEqual([405, undefined]);
    expect(headers).toMatchObject({ allow: 'GET, POST', 'x-request-id': expect.any(String) as unknown });
  });
});

describe('a body that is not what its headers say', () => {
  const body = JSON.stringify(seedRequest);
  it.each<[string, Input, number, keyof typeof errorCodeMeanings]>([
    ['no body at all', {}, 400, 1001],
    ['no content type', { bytes: body, headers: { 'Content-Type': '' } }, 415, 1002],
    ['text/plain', { bytes: body, headers: { 'Content-Type': 'text/plain' } }, 415, 1002],
    ['application/jsonp', { bytes: body, headers: { 'Content-Type': 'application/jsonp' } }, 415, 1002],
    [
      'application/merge-patch+json',
      { bytes: body, headers: { 'Content-Type': 'application/merge-patch+json' } },
      415,
      1002,
    ],
    [
      'a form with a file',
      { bytes: '--x--', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
      415,
      1002,
    ],
    [
      'an unknown charset',
      { bytes: body, headers: { 'Content-Type': 'application/json; charset=klingon' } },
      415,
      1002,
    ],
    ['Latin 1', { bytes: body, headers: { 'Content-Type': 'application/json; charset=iso-8859-1' } }, 415, 1002],
    ['an unknown encoding', { bytes: body, headers: { ...json, 'Content-Encoding': 'x-zip' } }, 415, 1002],
    ['text that claims to be compressed', { bytes: body, headers: { ...json, 'Content-Encoding': 'gzip' } }, 400, 1001],
    ['malformed JSON', broken, 400, 1001],
    ['JSON with a comment', { bytes: '{} // x' }, 400, 1001],
    ['bytes that are no text', { bytes: new Uint8Array([0xff, 0xfe, 0x00]) }, 400, 1001],
    ['an empty body', { bytes: '' }, 400, 1001],
    ['null', { bytes: 'null' }, 400, 1000],
    ['a number', { bytes: '1e400' }, 400, 1000],
    ['ten thousand brackets', { bytes: '['.repeat(10_000) }, 400, 1001],
    ['more than 64 KiB', tooLarge, 413, 1003],
    [
      'a bomb by gzip',
      { bytes: gzipSync(Buffer.alloc(50_000_000, ' ')), headers: { ...json, 'Content-Encoding': 'gzip' } },
      413,
      1003,
    ],
    [
      'a bomb by brotli',
      { bytes: brotliCompressSync(Buffer.alloc(10_000_000, ' ')), headers: { ...json, 'Content-Encoding': 'br' } },
      413,
      1003,
    ],
  ])('%s', async (_, input, status, code) => {
    await expectError('post', '/webhooks', { ...input, headers: { ...key, ...input.headers } }, status, code);
  });

  it.each<[string, Input]>([
    ['exactly 64 KiB', { bytes: body.padEnd(65_536) }],
    ['gzip', { bytes: gzipSync(body), headers: { ...json, 'Content-Encoding': 'gzip' } }],
    ['a charset', { bytes: body, headers: { 'Content-Type': 'Application/JSON ; charset="UTF-8"' } }],
    [
      'UTF-16',
      { bytes: Buffer.from(body, 'utf16le'), headers: { 'Content-Type': 'application/json; charset=utf-16le' } },
    ],
  ])('is accepted with %s', async (_, input) => {
    const answer = await account.call('createWebhook', input);
    expect(answer.status).toBe(200);
  });
});

describe('the API key comes first', () => {
  it.each<[string, Record<string, string>, number, RegExp]>([
    ['no Authorization', {}, 2000, /^Bearer realm="waypost"$/],
    ['another scheme', { Authorization: 'Basic dTpw' }, 2000, /^Bearer realm="waypost"$/],
    ['Bearer and nothing', { Authorization: 'Bearer ' }, 2000, /^Bearer realm="waypost"$/],
    ['two words', { Authorization: 'Bearer wp_1 wp_2' }, 2000, /^Bearer realm="waypost"$/],
    ['a malformed key', { Authorization: 'Bearer wp_short' }, 2001, /error="invalid_token"/],
    ['an unknown key', { Authorization: `Bearer wp_${'A'.repeat(43)}` }, 2001, /error="invalid_token"/],
    [
      'a key of thousands of characters',
      { Authorization: `Bearer wp_${'A'.repeat(8_000)}` },
      2001,
      /error="invalid_token"/,
    ],
    ["another's key in the query", { Authorization: 'Bearer "\'; DROP TABLE api_keys' }, 2000, /realm/],
  ])('%s is a 401 with a challenge, whatever the body is', async (_, headers, code, challenge) => {
    for (const input of [
      { body: seedRequest },
      broken,
      tooLarge,
      { bytes: 'x', headers: { 'Content-Type': 'text/plain' } },
      {},
    ]) {
      const answer = await expectError(
        'post',
        '/webhooks',
        { ...input, headers: { ...('headers' in input && input.headers), ...headers } },
        401,
        code === 2000 ? 2000 : 2001,
      );
      expect(answer.headers['www-authenticate']).toMatch(challenge);
    }
  });

  it('the scheme may be written in any case', async () => {
    const answer = await account.call('listWebhooks', { headers: { Authorization: `bEARER  ${account.apiKey}` } });
    expect(answer.status).toBe(200);
  });
});

describe('every answer, an error or not,', () => {
  it.each(['/webhooks', '/nowhere', '/healthz', '/readyz', '/docs', '/openapi/webhooks.yaml'])(
    'of %s carries a request id of its own and protective headers, and does not say what the server is made of',
    async (path) => {
      const [first, second] = [
        await sendRequest(service.url, 'get', path),
        await sendRequest(service.url, 'get', path),
      ];
      expect(first.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect(first.headers['x-request-id']).not.toBe(second.headers['x-request-id']);
      expect(first.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
      expect(first.headers['content-security-policy']).toMatch(/^default-src 'none'/);
      expect(Object.keys(first.headers)).not.toEqual(expect.arrayContaining(['x-powered-by']));
      expect(Object.keys(first.headers)).not.toEqual(expect.arrayContaining(['server']));
    },
  );

  it("leaves one line in the log with the answer's request id, and the API key in none", async () => {
    const answers = [
      await account.call('createWebhook', { body: seedRequest, query: `api_key=${account.apiKey}` }),
      await account.call('listWebhooks'),
      await account.call('createWebhook', { bytes: `{"key":"${account.apiKey}"` }),
      await account.call('deleteWebhook', {
        id: '1',
        headers: { Cookie: account.apiKey, 'X-Api-Key': account.apiKey },
      }),
    ];
    for (const { status, headers } of answers) {
      const requestId = headers['x-request-id'];
      expect(service.logLines.filter((line) => line['requestId'] === requestId)).toEqual([
        expect.objectContaining({ msg: 'request', status, accountId: account.id, keyId: account.keyId }),
      ]);
    }
    expect(JSON.stringify(service.logLines)).not.toContain(account.apiKey);
  });
});
