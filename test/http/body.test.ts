/** What is said of a body that can't be taken, and where the fault is. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CallInput } from '../support/call.js';
import { seedRequest } from '../support/seed.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let account: TestAccount;
beforeAll(async () => {
  service = await startTestService();
  account = await service.createAccount();
});
afterAll(() => service.stop());

const json = JSON.stringify(seedRequest);
const typed = (type: string): CallInput => ({ bytes: json, headers: { 'Content-Type': type } });
const coded = (coding: string, bytes: string | Uint8Array = json): CallInput => ({
  bytes,
  headers: { 'Content-Encoding': coding, 'Content-Type': 'application/json' },
});

async function expectFault(input: CallInput, status: number, code: number, path: string, message: string) {
  const answer = await account.call('createWebhook', input);
  const { data } = answer.body;
  expect([answer.status, data.code, data.errors]).toEqual([status, code, [{ path, message }]]);
  return answer;
}

describe('a body whose type, charset or coding is not accepted is a 415 that says what was sent and what to send:', () => {
  it.each<[string, string]>([
    ['', 'is missing: send application/json'],
    ['text/plain; charset=utf-8', 'is text/plain: send application/json'],
    ['application/merge-patch+json', 'is application/merge-patch+json: send application/json'],
    [`x/${'y'.repeat(100)}`, `is x/${'y'.repeat(58)}…: send application/json`],
    ['application/json; charset=klingon', 'has the charset klingon: send utf-8, utf-16le, utf-16be or none'],
    [
      'application/json;a=b; Charset="ISO-8859-1"',
      'has the charset iso-8859-1: send utf-8, utf-16le, utf-16be or none',
    ],
  ])('Content-Type: %s', async (type, message) => {
    await expectFault(typed(type), 415, 1002, '/headers/content-type', message);
  });

  it.each(['x-zip', 'zstd', 'gzip, br'])('Content-Encoding: %s', async (coding) => {
    const message = `is ${coding}: send gzip, deflate, br or none`;
    const { headers } = await expectFault(coded(coding), 415, 1002, '/headers/content-encoding', message);
    expect(headers['accept-encoding']).toBe('gzip, deflate, br');
  });
});

describe('an empty body, where one is required, is a 400 that says so', () => {
  it.each<[string, CallInput]>([
    ['without anything', {}],
    ['with a type', { bytes: '' }],
    ['with another type', { bytes: '', headers: { 'Content-Type': 'text/plain' } }],
    ['with a coding', coded('gzip', gzipSync(''))],
  ])('%s', async (_, input) => {
    await expectFault(input, 400, 1001, '/body', 'is empty, where JSON is required');
  });

  it('but spaces are a fault of JSON', async () => {
    await expectFault({ bytes: ' \n ' }, 400, 1001, '/body', 'line 2, column 2: expected a value, found the end');
  });
});

describe('what is not JSON is a 400 that says where', () => {
  const latin1 = Buffer.from(json.replace('"1"', '"Zürich"'), 'latin1');

  it.each<[string, CallInput, string]>([
    ['malformed', { bytes: '{"webhook_url": https' }, 'line 1, column 17: expected a value, found h'],
    ['cut short', { bytes: json.slice(0, -1) }, `line 1, column ${json.length}: expected , or }, found the end`],
    ['Latin 1', { bytes: latin1 }, `line 1, column ${latin1.indexOf(0xfc) + 1}: the bytes are not UTF-8 from here`],
    [
      'half a character',
      { bytes: Buffer.from('"\n€').subarray(0, 4) },
      'line 2, column 1: the bytes are not UTF-8 from here',
    ],
    [
      'a surrogate in UTF-8',
      { bytes: Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]) },
      'line 1, column 2: the bytes are not UTF-8 from here',
    ],
    ['not compressed', coded('gzip'), "can't be decompressed as gzip"],
    [
      'not UTF-16',
      { bytes: '"abc', headers: { 'Content-Type': 'application/json; charset=utf-16le' } },
      'line 1, column 1: expected a value, found 愢',
    ],
    [
      'half of UTF-16',
      { bytes: '"', headers: { 'Content-Type': 'application/json; charset=utf-16le' } },
      'is not utf-16le',
    ],
  ])('%s', async (_, input, message) => {
    await expectFault(input, 400, 1001, '/body', message);
  });

  it('and nothing of what was sent comes back', async () => {
    const { text } = await account.call('createWebhook', { bytes: '{"password": "hunter2", secret}' });
    expect(text).not.toMatch(/hunter2|ecret/);
  });
});

it('a U+FFFD that was sent as such is no fault, and neither is a byte order mark', async () => {
  const bytes = `\ufeff${JSON.stringify({ ...seedRequest, dc_ids: ['\ufffd'] })}`;
  const answer = await account.call('createWebhook', { bytes });
  expect([answer.status, answer.body.data.webhook?.dc_ids]).toEqual([200, ['\ufffd']]);
});

describe('a number that would be another one is a 400 with its place', () => {
  it('whose code is that of the parameter', async () => {
    const { code, errors } = (await account.call('createWebhook', { bytes: '{"dc_ids": [1, 12345678901234567890]}' }))
      .body.data;
    expect([code, errors]).toEqual([
      1103,
      [
        {
          path: '/body/dc_ids/1',
          message: 'would become 12345678901234567000, since a double holds no more: send it as a text',
        },
      ],
    ]);
  });

  it('also in a body that is not UTF-8, or is compressed', async () => {
    const bytes = '{"webhook_url": -0}';
    const utf16 = {
      bytes: Buffer.from(bytes, 'utf16le'),
      headers: { 'Content-Type': 'application/json; charset=utf-16le' },
    };
    for (const input of [utf16, coded('gzip', gzipSync(bytes))]) {
      const { code, errors } = (await account.call('createWebhook', input)).body.data;
      expect([code, errors?.[0]?.path]).toEqual([1100, '/body/webhook_url']);
    }
  });
});
