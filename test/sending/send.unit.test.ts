import { afterEach, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { createSender, type Sender, type SenderOptions } from '../../src/sending/send.js';
import type { AttemptResult } from '../../src/sending/attempt.js';
import { createAddressPolicy } from '../../src/sending/targetAddress.js';
import { receiverCertificate } from '../support/certificate.js';
import { startRawReceiver, startReceiver, type RawReceiver, type Receiver } from '../support/receiver.js';

const loopback = createAddressPolicy({ allowedCidrs: ['127.0.0.0/8', '::1/128'], allowedPorts: [] });
const strict = createAddressPolicy({ allowedCidrs: [], allowedPorts: [] });
const toLoopback = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function receiving(options?: Parameters<typeof startReceiver>[0]): Promise<Receiver> {
  const receiver = await startReceiver(options);
  opened.push(receiver);
  return receiver;
}

/** Answers every connection with these bytes as soon as the request begins, and leaves it open. */
async function answeringBytes(bytes: string, then: 'stay' | 'end' | 'reset' = 'stay'): Promise<RawReceiver> {
  const receiver = await startRawReceiver((socket) => {
    socket.once('data', () => {
      if (then === 'end') socket.end(bytes);
      else if (bytes === '') socket.resetAndDestroy();
      else socket.write(bytes, () => then === 'reset' && socket.resetAndDestroy());
    });
  });
  opened.push(receiver);
  return receiver;
}

function sending(options: Partial<SenderOptions> = {}): Sender {
  const patience = { timeoutMillis: 5_000, minFloodMillis: 0, minLongBodyMillis: 0 };
  const sender = createSender({ policy: loopback, userAgent: 'Waypost/test', ...patience, ...options });
  opened.push(sender);
  return sender;
}

function post(sender: Sender, url: string, body = '{"event":"ROUTE_CREATED"}'): Promise<AttemptResult> {
  return sender.send({ url, headers: { 'webhook-id': 'e1' }, body });
}

describe('the request', () => {
  it('is a POST of the very bytes, with the given headers, as JSON', async () => {
    const receiver = await receiving();
    const body = '{ "event": "ROUTE_CREATED", "name": "Zürich ✓" }';
    const result = await post(sending(), `${receiver.url}/hook`, body);
    expect(result).toMatchObject({ statusCode: 200, errorKind: null, errorMessage: null, responseExcerpt: '' });
    expect(result.durationMillis).toBeGreaterThanOrEqual(0);
    expect(Math.abs(Date.now() - result.startedAt.getTime())).toBeLessThan(60_000);
    expect(receiver.requests).toMatchObject([
      {
        method: 'POST',
        path: '/hook',
        body,
        headers: {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'Waypost/test',
          'webhook-id': 'e1',
          host: `127.0.0.1:${receiver.port}`,
        },
      },
    ]);
  });

  it.each(['/', '/?', '/a/b?c=d&&e=%20f+g&h', '/?url=http://10.0.0.1/', '/%2e%2Fx?%00', '/a//b/;c?d=[e]&f={g}'])(
    'keeps path and query as they were registered: %s',
    async (path) => {
      const receiver = await receiving();
      await post(sending(), receiver.url + path);
      expect(receiver.requests).toMatchObject([{ path }]);
    },
  );

  it('goes over connections that are kept, and over several at the same time', async () => {
    const receiver = await receiving();
    const sender = sending();
    for (let attempt = 0; attempt < 5; attempt += 1) await post(sender, `${receiver.url}/${attempt}`);
    expect(receiver.connections).toBe(1);
    const results = await Promise.all(Array.from({ length: 20 }, () => post(sender, receiver.url)));
    expect(results.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect(receiver.connections).toBeGreaterThan(1);
    expect(receiver.requests).toHaveLength(25);
  });

  it('opens no more connections than there are attempts at the same time', async () => {
    const receiver = await receiving();
    const sender = sending();
    const oneAfterTheOther = async () => {
      for (let attempt = 0; attempt < 20; attempt += 1) await post(sender, receiver.url);
    };
    await Promise.all(Array.from({ length: 10 }, oneAfterTheOther));
    expect(receiver.requests).toHaveLength(200);
    expect(receiver.connections).toBeLessThanOrEqual(10);
  });

  it('is not sent any more if its deadline passed while it waited for a connection', async () => {
    const receiver = await receiving();
    receiver.respondWith(() => undefined);
    const sender = sending({ connectionsPerOrigin: 1, timeoutMillis: 150 });
    const results = await Promise.all([post(sender, `${receiver.url}/first`), post(sender, `${receiver.url}/second`)]);
    expect(results).toMatchObject([
      { errorKind: 'timeout', errorMessage: 'no answer within 150 ms' },
      { errorKind: 'timeout', errorMessage: 'no connection within 150 ms' },
    ]);
    receiver.respondWith(200);
    expect(await post(sender, `${receiver.url}/third`)).toMatchObject({ statusCode: 200 });
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/first', '/third']);
  });

  it('that can not be written is a failed attempt, and nothing is sent', async () => {
    const receiver = await receiving();
    const headers = { 'webhook-id': 'e1\r\nx-injected: 1' };
    expect(await sending().send({ url: receiver.url, headers, body: '{}' })).toMatchObject({ errorKind: 'protocol' });
    expect(receiver.connections).toBe(0);
  });
});

describe('the answer', () => {
  it.each([201, 204, 301, 400, 404, 410, 429, 500, 503])('%d is told as it is', async (status) => {
    const receiver = await receiving();
    receiver.respondWith(status);
    expect(await post(sending(), receiver.url)).toMatchObject({ statusCode: status, errorKind: null });
  });

  it.each([301, 302, 303, 307, 308])('%d is not followed', async (status) => {
    const [receiver, elsewhere] = [await receiving(), await receiving()];
    receiver.respondWith((_, response) => response.writeHead(status, { location: elsewhere.url }).end());
    expect(await post(sending(), receiver.url)).toMatchObject({ statusCode: status, errorKind: null });
    expect(elsewhere.connections).toBe(0);
  });

  it.each([
    ['text', Buffer.from('Danke ✓'), 'Danke ✓'],
    ['a long text', Buffer.from('x'.repeat(5_000)), 'x'.repeat(1_024)],
    ['a character on the border', Buffer.from(`${'x'.repeat(1_022)}✓✓`), 'x'.repeat(1_022)],
    ['NUL bytes', Buffer.from('a\0b\0'), 'ab'],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xff, 0xfe, 0x62]), 'a\ufffd\ufffdb'],
    ['many bytes that are no UTF-8', Buffer.alloc(1_024, 0xff), '\ufffd'.repeat(341)],
    ['an encoded surrogate', Buffer.from([0xed, 0xa0, 0x80]), '\ufffd\ufffd\ufffd'],
    ['compressed bytes, as they are', gzipSync('secret').subarray(0, 3), '\u001f\ufffd\b'],
  ])('is kept as up to 1 KiB of valid UTF-8: %s', async (_, sent, kept) => {
    const receiver = await receiving();
    receiver.respondWith((__, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(sent));
    const { responseExcerpt } = await post(sending(), receiver.url);
    expect(responseExcerpt).toBe(kept);
    expect(Buffer.byteLength(responseExcerpt)).toBeLessThanOrEqual(1_024);
  });

  it('is kept together when it comes in pieces', async () => {
    const receiver = await answeringBytes(
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n',
    );
    expect(await post(sending(), receiver.url)).toMatchObject({ statusCode: 200, responseExcerpt: 'abc' });
  });

  it.each([
    ['120', 120],
    ['100000', 3_600],
    ['soon', null],
  ])('says with Retry-After %s when to come back: %d', async (header, seconds) => {
    const receiver = await receiving();
    receiver.respondWith((_, response) => response.writeHead(503, { 'retry-after': header }).end());
    expect(await post(sending(), receiver.url)).toMatchObject({ statusCode: 503, retryAfterSeconds: seconds });
  });

  it('is read up to 32 KiB; then the connection is dropped and the status decides', async () => {
    const receiver = await receiving();
    const chunk = Buffer.alloc(8_192, 'x');
    receiver.respondWith((_, response) => {
      response.writeHead(200);
      const pour = () => {
        while (response.write(chunk));
      };
      response.on('drain', pour);
      pour();
    });
    const dropped = receiver.nextDisconnect();
    const result = await post(sending(), receiver.url);
    expect(result).toMatchObject({ statusCode: 200, errorKind: null, responseExcerpt: 'x'.repeat(1_024) });
    await dropped;
  });

  it('leaves its connection to the next attempt if it is not longer than that', async () => {
    const receiver = await receiving();
    receiver.respondWith((_, response) => response.end(Buffer.alloc(32_768, 'x')));
    const sender = sending();
    await post(sender, receiver.url);
    expect(await post(sender, receiver.url)).toMatchObject({ statusCode: 200, errorKind: null });
    expect(receiver.connections).toBe(1);
  });

  it('may be announced by informational answers', async () => {
    const receiver = await answeringBytes(
      'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\nok',
    );
    expect(await post(sending(), receiver.url)).toMatchObject({
      statusCode: 202,
      errorKind: null,
      responseExcerpt: 'ok',
    });
  });

  it('may end with its connection', async () => {
    const receiver = await answeringBytes('HTTP/1.1 200 OK\r\n\r\nok', 'end');
    expect(await post(sending(), receiver.url)).toMatchObject({
      statusCode: 200,
      errorKind: null,
      responseExcerpt: 'ok',
    });
  });
});

describe('a receiver that keeps us waiting costs the deadline and no more', () => {
  const endless = { timeoutMillis: 200 };

  /** Sends these bytes again and again. */
  async function dripping(first: string, again: string): Promise<RawReceiver> {
    const receiver = await startRawReceiver((socket) => {
      socket.once('data', () => {
        socket.write(first);
        const timer = setInterval(() => socket.write(again), 10);
        socket.once('close', () => {
          clearInterval(timer);
        });
      });
    });
    opened.push(receiver);
    return receiver;
  }

  it.each([
    ['accepts and stays silent', '', '', 'no answer'],
    ['never ends the status line', 'HTTP/1.1 200 ', 'O', 'no answer'],
    ['never ends the headers', 'HTTP/1.1 200 OK\r\nx: ', 'x', 'no answer'],
    ['drips the body', 'HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n', 'x', 'no complete answer'],
    ['drips chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\nx\r\n', 'no complete answer'],
    ['never ends the body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx', '', 'no complete answer'],
  ])('%s', async (_, first, again, missing) => {
    const receiver = await dripping(first, again);
    const result = await post(sending(endless), receiver.url);
    expect(result).toMatchObject({ errorKind: 'timeout', errorMessage: `${missing} within 200 ms` });
    expect(result.statusCode).toBe(missing === 'no answer' ? null : 200);
    expect(result.durationMillis).toBeGreaterThanOrEqual(190);
    expect(result.durationMillis).toBeLessThan(2_000);
  });

  it('a resolver that never answers', async () => {
    const sender = sending({ ...endless, lookup: () => new Promise(() => undefined) });
    expect(await post(sender, 'http://hooks.example.com/')).toMatchObject({
      errorKind: 'timeout',
      errorMessage: 'no connection within 200 ms',
    });
  });

  it('a TLS handshake that never ends', async () => {
    const receiver = await startRawReceiver(() => undefined);
    opened.push(receiver);
    expect(await post(sending(endless), `https://127.0.0.1:${receiver.port}`)).toMatchObject({ errorKind: 'timeout' });
  });
});

describe('what is no complete answer is a value', () => {
  it.each<[string, string, 'stay' | 'end' | 'reset', string, number | null]>([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n', 'stay', 'protocol', null],
    ['binary garbage', '\u0000\u0001\u0002\u0003', 'stay', 'protocol', null],
    ['a status that is too short', 'HTTP/1.1 20 OK\r\n\r\n', 'stay', 'protocol', null],
    ['a status that is too low', 'HTTP/1.1 099 Low\r\ncontent-length: 0\r\n\r\n', 'stay', 'protocol', null],
    ['a status that is no number', 'HTTP/1.1 OK\r\n\r\n', 'stay', 'protocol', null],
    ['another protocol version', 'HTTP/9.9 200 OK\r\n\r\n', 'stay', 'protocol', null],
    ['a header without a name', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n', 'stay', 'protocol', null],
    ['a header with a NUL', 'HTTP/1.1 200 OK\r\nx: \u0000\r\n\r\n', 'stay', 'protocol', null],
    ['headers without end', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(80_000)}`, 'stay', 'protocol', null],
    ['many headers', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`, 'stay', 'protocol', null],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx', 'stay', 'connection', null],
    [
      'a change of protocol',
      'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
      'stay',
      'protocol',
      null,
    ],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n', 'stay', 'protocol', 200],
    [
      'garbage for trailers',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\u0000: x\r\n\r\n',
      'stay',
      'protocol',
      200,
    ],
    ['nothing, and the end', '', 'end', 'connection', null],
    ['nothing, and a reset', '', 'reset', 'connection', null],
    ['half a status line and the end', 'HTTP/1.1 2', 'end', 'connection', null],
    ['headers and the end', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n', 'end', 'connection', null],
    ['half a body and the end', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx', 'end', 'connection', 200],
    ['half a body and a reset', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx', 'reset', 'connection', 200],
    [
      'half of the chunks and the end',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nx',
      'end',
      'connection',
      200,
    ],
  ])('%s', async (_, bytes, then, errorKind, statusCode) => {
    const receiver = await answeringBytes(bytes, then);
    const sender = sending();
    const result = await post(sender, receiver.url);
    expect(result).toMatchObject({ errorKind, statusCode });
    expect(result.errorMessage).toMatch(/^[^\p{Cc}]{3,300}$/u);
    expect(result.durationMillis).toBeLessThan(4_000);
    // The sender is none the worse for it.
    expect(await post(sender, (await receiving()).url)).toMatchObject({ statusCode: 200, errorKind: null });
  });

  it('a port where nobody listens', async () => {
    const receiver = await startReceiver();
    await receiver.close();
    const sender = sending({ lookup: toLoopback });
    for (const host of ['127.0.0.1', 'hooks.example.com']) {
      expect(await post(sender, `http://${host}:${receiver.port}/`)).toMatchObject({
        errorKind: 'connection',
        errorMessage: 'connect ECONNREFUSED', // without the address, which a name of an allowed network must not tell
        statusCode: null,
      });
    }
  });

  it('a name that does not resolve', async () => {
    const sender = sending({ lookup: () => Promise.reject(new Error('ENOTFOUND')) });
    expect(await post(sender, 'http://gone.example/')).toMatchObject({
      errorKind: 'dns',
      errorMessage: 'gone.example does not resolve',
    });
  });

  it.each(['', 'webhook', 'http:///x', 'ftp://example.com/', 'http://example.com/#x', ' http://example.com/'])(
    'a URL that is none: %j',
    async (url) => {
      expect(await post(sending(), url)).toMatchObject({ errorKind: 'blocked', statusCode: null });
    },
  );
});

describe('TLS', () => {
  const { host, key, cert } = receiverCertificate;

  it('asks for the name of the URL while it connects to the checked address', async () => {
    const receiver = await receiving({ tls: { key, cert } });
    const sender = sending({ ca: cert, lookup: toLoopback });
    for (const name of [host, `${host}.`]) {
      expect(await post(sender, `https://${name}:${receiver.port}/`)).toMatchObject({
        statusCode: 200,
        errorKind: null,
      });
    }
    expect(receiver.requests[0]?.headers.host).toBe(`${host}:${receiver.port}`);
  });

  it.each([
    ['a certificate that nobody vouches for', host, {}],
    ['a certificate for another name', 'other.test', { ca: cert }],
    ['a certificate that does not name the address', '127.0.0.1', { ca: cert }],
  ])('fails with %s', async (_, name, options) => {
    const receiver = await receiving({ tls: { key, cert } });
    const sender = sending({ ...options, lookup: toLoopback });
    expect(await post(sender, `https://${name}:${receiver.port}/`)).toMatchObject({
      errorKind: 'tls',
      statusCode: null,
    });
    expect(receiver.requests).toHaveLength(0);
  });

  it('fails where only plain HTTP is spoken', async () => {
    const receiver = await receiving();
    expect(await post(sending(), `https://127.0.0.1:${receiver.port}/`)).toMatchObject({ errorKind: 'tls' });
  });
});

describe('no way in', () => {
  it.each(['127.0.0.1', '127.1', '0x7f.1', '2130706433', '0177.0.0.1', '[::ffff:127.0.0.1]', 'localhost'])(
    'a host that is an address may not be reached is not connected to: %s',
    async (host) => {
      const receiver = await receiving();
      const result = await post(sending({ policy: strict }), `http://${host}:${receiver.port}/`);
      expect(result).toMatchObject({ errorKind: 'blocked', statusCode: null });
      expect(receiver.connections).toBe(0);
    },
  );

  it('a name that resolves to such an address is not connected to, and what the address is is not told', async () => {
    const receiver = await receiving();
    const result = await post(
      sending({ policy: strict, lookup: toLoopback }),
      `http://hooks.example.com:${receiver.port}/`,
    );
    expect(result).toMatchObject({
      errorKind: 'blocked',
      errorMessage: 'hooks.example.com leads to an address that webhooks may not reach',
    });
    expect(receiver.connections).toBe(0);
  });

  it('a name with one allowed and one forbidden address is not connected to', async () => {
    const receiver = await receiving();
    const sender = sending({
      lookup: () =>
        Promise.resolve([
          { address: '127.0.0.1', family: 4 },
          { address: '10.0.0.8', family: 4 },
        ]),
    });
    expect(await post(sender, `http://hooks.example.com:${receiver.port}/`)).toMatchObject({ errorKind: 'blocked' });
    expect(receiver.connections).toBe(0);
  });

  it('a name that changes its address after it was registered is blocked at the next connection', async () => {
    const receiver = await receiving();
    receiver.respondWith((_, response) => response.writeHead(200, { connection: 'close' }).end());
    const answers = ['127.0.0.1', '169.254.169.254'];
    const sender = sending({ lookup: () => Promise.resolve([{ address: answers.shift() ?? '', family: 4 }]) });
    const url = `http://hooks.example.com:${receiver.port}/`;
    expect(await post(sender, url)).toMatchObject({ statusCode: 200 });
    expect(await post(sender, url)).toMatchObject({
      errorKind: 'blocked',
      errorMessage: 'hooks.example.com leads to an address that webhooks may not reach',
    });
  });

  it('the address that was checked is the one that is connected to: the name is not resolved a second time', async () => {
    const receiver = await receiving();
    let lookups = 0;
    const sender = sending({
      lookup: () => {
        lookups += 1;
        return toLoopback();
      },
    });
    const result = await post(sender, `http://hooks.example.com:${receiver.port}/`);
    expect(result).toMatchObject({ statusCode: 200 });
    expect(lookups).toBe(1);
    expect(receiver.requests[0]?.headers.host).toBe(`hooks.example.com:${receiver.port}`);
  });

  it('a host with a dead address is reached by its next one', async () => {
    const receiver = await receiving();
    const addresses = [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ];
    const sender = sending({ lookup: () => Promise.resolve(addresses) });
    expect(await post(sender, `http://hooks.example.com:${receiver.port}/`)).toMatchObject({ statusCode: 200 });
  });
});

describe('connections', () => {
  it('of the origin that was used least recently are closed when there are too many origins', async () => {
    const [first, second] = [await receiving(), await receiving()];
    const sender = sending({ maxOrigins: 1 });
    const closed = first.nextDisconnect();
    await post(sender, first.url);
    await post(sender, second.url);
    await closed;
    expect(await post(sender, first.url)).toMatchObject({ statusCode: 200 });
    expect(first.connections).toBe(2);
  });

  it('of an origin that is evicted finish what they carry', async () => {
    const [first, second] = [await receiving(), await receiving()];
    const sender = sending({ maxOrigins: 1 });
    const answered = new Promise<() => void>((resolve) => {
      first.respondWith((_, response) => {
        resolve(() => response.writeHead(204).end());
      });
    });
    const attempt = post(sender, first.url);
    const answer = await answered;
    await post(sender, second.url);
    answer();
    expect(await attempt).toMatchObject({ statusCode: 204, errorKind: null });
  });

  it('are closed with the sender, after the attempts in flight', async () => {
    const receiver = await receiving();
    const disconnected = receiver.nextDisconnect();
    const sender = sending();
    const attempt = post(sender, receiver.url);
    await Promise.all([sender.close(), sender.close()]);
    expect(await attempt).toMatchObject({ statusCode: 200 });
    await disconnected;
    expect(await post(sender, receiver.url)).toMatchObject({
      errorKind: 'connection',
      errorMessage: 'the sender is closed',
    });
    expect(receiver.requests).toHaveLength(1);
  });
});

it('a receiver that closes kept connections is reached by the next attempt', async () => {
  const receiver = await receiving();
  const sender = sending();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const disconnected = receiver.nextDisconnect();
    expect(await post(sender, receiver.url)).toMatchObject({ statusCode: 200 });
    receiver.cutConnections();
    await disconnected;
  }
  expect(receiver.connections).toBe(3);
});
