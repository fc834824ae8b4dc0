import { afterEach, describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import type { AttemptResult } from '../../src/sending/attempt.js';
import { createSender, type Sender } from '../../src/sending/send.js';
import { createAddressPolicy } from '../../src/sending/targetAddress.js';
import { receiverCertificate } from '../support/certificate.js';
import { startRawReceiver, startReceiver } from '../support/receiver.js';

const DEADLINE_MILLIS = 20_000;
const loopback = createAddressPolicy({ allowedCidrs: ['127.0.0.0/8'], allowedPorts: [] });

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

function closing<T extends { close(): Promise<void> }>(each: T): T {
  opened.push(each);
  return each;
}

function sending(minMillis = 0): Sender {
  const { host, cert } = receiverCertificate;
  return closing(
    createSender({
      policy: loopback,
      userAgent: 'Waypost/test',
      timeoutMillis: DEADLINE_MILLIS,
      minFloodMillis: minMillis,
      minLongBodyMillis: minMillis,
      ca: cert,
      lookup: (hostname) =>
        hostname === host
          ? Promise.resolve([{ address: '127.0.0.1', family: 4 }])
          : Promise.reject(new Error(hostname)),
    }),
  );
}

function post(sender: Sender, url: string): Promise<AttemptResult> {
  return sender.send({ url, headers: { 'webhook-id': 'e1' }, body: '{}' });
}

/** Writes as much as the other side takes, until it closes the connection. */
function flood(socket: Socket, first: string, again: string): void {
  const bytes = Buffer.from(again.repeat(Math.ceil(16_384 / again.length)));
  const pour = () => {
    while (!socket.destroyed && socket.write(bytes));
  };
  socket.on('drain', pour).on('error', () => undefined);
  socket.write(first);
  pour();
}

const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const TOO_LONG = 'the answer has more than 65536 bytes';

describe('a receiver that answers without end is cut off at once', () => {
  it.each([
    ['informational answers', '', 'HTTP/1.1 102 Processing\r\n\r\n', null, /10 informational answers/],
    ['one informational answer', 'HTTP/1.1 103 Early Hints\r\n', 'link: </x>\r\n', null, /./],
    ['a status line', 'HTTP/1.1 200 ', 'O', null, TOO_LONG],
    ['headers', 'HTTP/1.1 200 OK\r\n', 'x: y\r\n', null, /./],
    ['one header', 'HTTP/1.1 200 OK\r\nx: ', 'x', null, /./],
    ['empty lines before the answer', '', '\r\n', null, TOO_LONG],
    ['a chunk extension', `${CHUNKED}1;x=`, 'x', 200, TOO_LONG],
    ['chunks of one byte with long extensions', CHUNKED, `1;${'x'.repeat(9_000)}\r\na\r\n`, 200, TOO_LONG],
    ['zeros before the size of a chunk', CHUNKED, '0', 200, /./],
    ['trailers', `${CHUNKED}0\r\n`, 'x: y\r\n', 200, /./],
  ])('%s', async (_, first, again, statusCode, message) => {
    const closed: Promise<unknown>[] = [];
    const receiver = closing(
      await startRawReceiver((socket) => {
        closed.push(new Promise((resolve) => socket.once('close', resolve)));
        socket.once('data', () => {
          flood(socket, first, again);
        });
      }),
    );
    const result = await post(sending(), receiver.url);
    expect(result).toMatchObject({ statusCode, errorKind: 'protocol' });
    expect(result.errorMessage).toMatch(message);
    expect(result.durationMillis).toBeLessThan(DEADLINE_MILLIS / 4);
    await Promise.all(closed);
  });

  it('a body, whose status decides', async () => {
    const receiver = closing(await startReceiver());
    receiver.respondWith((_, response) => {
      flood(response.socket as Socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x');
    });
    expect(await post(sending(), receiver.url)).toMatchObject({ statusCode: 200, errorKind: null });
  });

  it('over TLS', async () => {
    const { host, key, cert } = receiverCertificate;
    const receiver = closing(await startReceiver({ tls: { key, cert } }));
    receiver.respondWith((_, response) => {
      flood(response.socket as Socket, `${CHUNKED}1;x=`, 'x');
    });
    const disconnected = receiver.nextDisconnect();
    const result = await post(sending(), `https://${host}:${receiver.port}/`);
    expect(result).toMatchObject({ statusCode: 200, errorKind: 'protocol', errorMessage: TOO_LONG });
    await disconnected;
  });

  it.each([
    ['an answer that fails', '', '\r\n', ['protocol', TOO_LONG]],
    ['a body, whose status decides', 'HTTP/1.1 200 OK\r\n\r\n', 'x', [null, null]],
  ])('and keeps the place of its attempt for as long as if it had been slow: %s', async (_, first, again, error) => {
    const disconnects: number[] = [];
    const receiver = closing(
      await startRawReceiver((socket) => {
        socket.once('close', () => disconnects.push(performance.now()));
        socket.once('data', () => {
          flood(socket, first, again);
        });
      }),
    );
    const startedAt = performance.now();
    const { errorKind, errorMessage, durationMillis } = await post(sending(700), receiver.url);
    expect([errorKind, errorMessage]).toEqual(error);
    expect(durationMillis).toBeGreaterThanOrEqual(690);
    expect(durationMillis).toBeLessThan(DEADLINE_MILLIS / 4);
    expect((disconnects[0] ?? Infinity) - startedAt).toBeLessThan(500);
  });

  it('between two attempts, on a connection that is kept', async () => {
    const receiver = closing(await startReceiver());
    receiver.respondWith((_, response) => {
      const { socket } = response;
      response.end(() => {
        flood(socket as Socket, '', '\r\n');
      });
    });
    const disconnected = receiver.nextDisconnect();
    expect(await post(sending(), receiver.url)).toMatchObject({ statusCode: 200, errorKind: null });
    const answeredAt = performance.now();
    await disconnected;
    expect(performance.now() - answeredAt).toBeLessThan(1_500); // a connection that is idle is closed after 3 s anyway
  });
});

describe('bounds are those of one answer', () => {
  it.each(['http', 'https'] as const)('on a connection that is kept for many: %s', async (protocol) => {
    const { host, key, cert } = receiverCertificate;
    const receiver = closing(await startReceiver(protocol === 'https' ? { tls: { key, cert } } : {}));
    receiver.respondWith((_, response) => response.end(Buffer.alloc(16_000, 'x')));
    const sender = sending();
    const url = protocol === 'https' ? `https://${host}:${receiver.port}/` : receiver.url;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect(await post(sender, url)).toMatchObject({ statusCode: 200, errorKind: null });
    }
    expect(receiver.connections).toBe(1);
  });

  it('as many informational answers as a receiver may send, again and again', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'.repeat(10);
    const receiver = closing(
      await startRawReceiver((socket) => {
        socket.on('data', () => socket.write(`${early}HTTP/1.1 204 No Content\r\n\r\n`));
      }),
    );
    const sender = sending();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await post(sender, receiver.url)).toMatchObject({ statusCode: 204, errorKind: null });
    }
  });
});
