/** What becomes of a body that nobody reads, since its request was refused before. */
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { openConnection, type RawAnswer, type RawConnection } from '../support/rawHttp.js';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
let key: string;
let publisherKey: string;
let usedUpKey: string;
let connection: RawConnection;
beforeAll(async () => {
  service = await startTestService({ RATE_LIMIT_PER_MINUTE: '100' });
  key = (await service.createAccount()).apiKey;
  publisherKey = (await createApiKey(service.database.prisma, { kind: 'publisher' }, 'publisher')).apiKey;
  const other = await service.createAccount();
  usedUpKey = other.apiKey;
  for (let i = 0; i < 100; i += 1) await other.listWebhooks();
});
afterEach(() => {
  connection.destroy();
});
afterAll(() => service.stop());

const announced = 'Content-Length: 1000000000000\r\n';
const endless = 'Transfer-Encoding: chunked\r\n';
const json = 'Content-Type: application/json\r\n';
const bearer = (apiKey: string) => `Authorization: Bearer ${apiKey}\r\n`;

async function begin(line: string, headers: string): Promise<RawConnection> {
  connection = await openConnection(service.url);
  connection.write(`${line} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`);
  return connection;
}

const CHUNK = Buffer.from(`10000\r\n${' '.repeat(65_536)}\r\n`);
const CHUNKS = 1_600; // 100 MB: far more than systems hold between them

const refusals: [string, number, () => [string, string]][] = [
  ['no key', 401, () => ['POST /webhooks', json]],
  ['a wrong key', 401, () => ['POST /events', json + bearer(`wp_${'x'.repeat(43)}`)]],
  ['a key of another kind', 403, () => ['POST /webhooks', json + bearer(publisherKey)]],
  ['an unknown path', 404, () => ['POST /nothing', json]],
  ['an unknown method', 405, () => ['DELETE /webhooks', json + bearer(key)]],
  ['a form', 415, () => ['POST /webhooks', `Content-Type: text/plain\r\n${bearer(key)}`]],
  ['a key that is used up', 429, () => ['POST /webhooks', json + bearer(usedUpKey)]],
  ['too large a body', 413, () => ['POST /webhooks', json + bearer(key)]],
];

describe.each([
  ['is announced to be huge', announced],
  ['has no announced end', endless],
])('a body that %s is not read to its end:', (_, length) => {
  it.each(refusals)('%s', async (_name, status, request) => {
    const [line, headers] = request();
    await begin(line, headers + length);
    for (let i = 0; i < CHUNKS; i += 1) connection.write(CHUNK);
    const answer = await connection.answer();
    expect([answer.status, answer.headers['connection']]).toEqual([status, 'close']);
    expect((JSON.parse(answer.text) as { status: string }).status).toBe('error');
    await connection.closed;
    expect(connection.sentBytes()).toBeLessThan(32_000_000);
  });

  it('nor is that of an operation that takes none', async () => {
    await begin('GET /webhooks', bearer(key) + length);
    for (let i = 0; i < CHUNKS; i += 1) connection.write(CHUNK);
    expect((await connection.answer()).status).toBe(200);
    await connection.closed;
    expect(connection.sentBytes()).toBeLessThan(32_000_000);
  });
});

it('compressed nothing without an end is a 413', async () => {
  await begin('POST /webhooks', `${json}${bearer(key)}${endless}Content-Encoding: gzip\r\n`);
  const header = gzipSync('').subarray(0, 10);
  connection.write(`a\r\n`);
  connection.write(header);
  const empty = Buffer.from(Array.from({ length: 20_000 }, () => [0, 0, 0, 0xff, 0xff]).flat()); // stored blocks of no length
  connection.write(`\r\n${empty.length.toString(16)}\r\n`);
  connection.write(empty);
  connection.write('\r\n');
  expect((await connection.answer()).status).toBe(413);
});

describe('a connection is kept', () => {
  const list = () => `GET /webhooks HTTP/1.1\r\nHost: x\r\n${bearer(key)}\r\n`;

  async function nextAnswer(): Promise<RawAnswer> {
    connection.write(list());
    return connection.answer();
  }

  it.each<[string, number, () => string, number]>([
    ['of a short body', 401, () => json, 10_000],
    ['of a body that another contract would take', 401, () => json, 4_000_000],
    ['of a body that is too large', 413, () => json + bearer(key), 10_000_000],
  ])('after the refusal %s, which is read', async (_, status, headers, length) => {
    await begin('POST /webhooks', `${headers()}Content-Length: ${length}\r\n`);
    connection.write(Buffer.alloc(length, ' '));
    expect(await connection.answer()).toMatchObject({ status, headers: { connection: 'keep-alive' } });
    expect((await nextAnswer()).status).toBe(200);
  });

  it('after a compressed body that goes on behind its end', async () => {
    const body = Buffer.concat([gzipSync('{}'), Buffer.alloc(10_000, 'x')]);
    await begin('POST /webhooks', `${json}${bearer(key)}Content-Encoding: gzip\r\nContent-Length: ${body.length}\r\n`);
    connection.write(body);
    expect((await connection.answer()).status).toBe(400);
    expect((await nextAnswer()).status).toBe(200);
  });

  it('after a chunked body that has arrived', async () => {
    await begin('POST /webhooks', json + endless);
    connection.write('2\r\n{}\r\n0\r\n\r\n');
    expect((await connection.answer()).status).toBe(401);
    expect((await nextAnswer()).status).toBe(200);
  });
});

describe('Expect: 100-continue', () => {
  const waits = `${json}Expect: 100-continue\r\nContent-Length: 2\r\n`;

  it('of a request that is refused is answered with the refusal, and its connection closed: the body may never come', async () => {
    await begin('POST /webhooks', waits);
    expect(await connection.answer()).toMatchObject({ status: 401, headers: { connection: 'close' } });
    await connection.closed;
  });

  it('of any other is met, and the connection kept', async () => {
    await begin('POST /webhooks', waits + bearer(key));
    expect((await connection.answer()).status).toBe(100);
    connection.write('{}');
    expect(await connection.answer()).toMatchObject({ status: 400, headers: { connection: 'keep-alive' } });
  });
});
