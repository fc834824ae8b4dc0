import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { pino } from 'pino';
import { listen, type Listening, type ListenOptions } from '../../src/http/listen.js';
import { contractCheck } from '../support/contract.js';
import { openConnection, type RawAnswer, type RawConnection } from '../support/rawHttp.js';

const { operations } = await contractCheck('webhooks');
const declared = operations.get('listWebhooks')?.responses.get('default');

let server: Listening;
let logLines: Record<string, unknown>[];
const connections: RawConnection[] = [];

async function start(onRequest: RequestListener, arrival?: ListenOptions['arrival']): Promise<void> {
  const log = pino({}, { write: (line: string) => logLines.push(JSON.parse(line) as Record<string, unknown>) });
  server = await listen(onRequest, { host: '127.0.0.1', port: 0, log, ...(arrival && { arrival }) });
}

async function open(): Promise<RawConnection> {
  const connection = await openConnection(server.url);
  connections.push(connection);
  return connection;
}

const stopNow = () => server.stop({ delayMillis: 0, timeoutMillis: 0 });
const sayHello: RequestListener = (_request, response) => response.end('hello');
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

beforeEach(() => {
  logLines = [];
});
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.destroy();
  await stopNow().catch(() => undefined);
});

/** The answer is the contract's envelope with a request id that the log knows, and the last one of its connection. */
function expectRefusal({ status, headers, text }: RawAnswer, expectedStatus: number, code: number): void {
  const body = JSON.parse(text) as unknown;
  expect([status, body, declared?.faults(body)]).toEqual([
    expectedStatus,
    { status: 'error', data: expect.objectContaining({ code }) as unknown },
    [],
  ]);
  expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', connection: 'close' });
  const requestId = headers['x-request-id'];
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(logLines).toContainEqual(expect.objectContaining({ requestId, status: expectedStatus }));
}

/** A request that is in flight until it is told to end. */
async function startHolding(bytes = get): Promise<{ busy: RawConnection; finish: () => void }> {
  let arrived: (finish: () => void) => void = () => undefined;
  const inFlight = new Promise<() => void>((resolve) => (arrived = resolve));
  await start((_request, response) => {
    arrived(() => response.end('hello'));
  });
  const busy = await open();
  busy.write(bytes);
  return { busy, finish: await inFlight };
}

describe('what never becomes a request is answered with the envelope, and its connection closed in order:', () => {
  it.each<[string, string | Uint8Array, number, number]>([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 1007],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 1007],
    ['TLS', new Uint8Array([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]), 400, 1007],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n', 400, 1007],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400, 1007],
    ['headers of 17 KiB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`, 431, 1006],
    ['a path of 17 KiB', `GET /${'x'.repeat(17_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, 1006],
    ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n', 405, 1004],
  ])('%s', async (_, bytes, status, code) => {
    await start(sayHello);
    const connection = await open();
    connection.write(bytes);
    expectRefusal(await connection.answer(), status, code);
    await connection.closed;
  });

  it('headers of megabytes, although the caller is still sending when they are refused', async () => {
    await start(sayHello);
    const connection = await open();
    connection.write('GET / HTTP/1.1\r\nHost: x\r\n');
    for (let i = 0; i < 50; i += 1) connection.write(`X-${i}: ${'x'.repeat(60_000)}\r\n`);
    expectRefusal(await connection.answer(), 431, 1006);
  });

  it('an example of the contract is what is sent', async () => {
    await start(sayHello);
    const connection = await open();
    connection.write(`GET / HTTP/1.1\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect(JSON.parse((await connection.answer()).text)).toEqual(declared?.examples['headersTooLarge']);
  });
});

describe('what does not arrive in time is a 408:', () => {
  const arrival = { headersMillis: 50, requestMillis: 100, checkMillis: 25 };

  it('headers', async () => {
    await start(sayHello, arrival);
    const connection = await open();
    connection.write('GET / HTTP/1.1\r\nHost:');
    const answer = await connection.answer();
    expectRefusal(answer, 408, 1005);
    expect(JSON.parse(answer.text)).toEqual(declared?.examples['requestTimeout']);
    await connection.closed;
  });

  it('a body, under the id that the request was given', async () => {
    await start(
      (_request, response) => response.setHeader('X-Request-Id', '019b76da-a800-7000-8000-0000000000f1'),
      arrival,
    );
    const connection = await open();
    connection.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhe');
    const answer = await connection.answer();
    expectRefusal(answer, 408, 1005);
    expect(answer.headers['x-request-id']).toBe('019b76da-a800-7000-8000-0000000000f1');
  });
});

describe('a request in front of what is unreadable', () => {
  it('is answered first', async () => {
    const { busy, finish } = await startHolding(`${get}nonsense\r\n\r\n`);
    finish();
    expect(await busy.answer()).toMatchObject({ status: 200, text: 'hello' });
    expectRefusal(await busy.answer(), 400, 1007);
  });

  it('is not answered twice: where a body breaks off into nonsense after its answer has begun, the connection is cut', async () => {
    await start((_request, response) => {
      response.writeHead(200).write('hel');
    });
    const connection = await open();
    connection.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    await connection.answer();
    connection.write('nonsense\r\n');
    await expect(connection.answer()).rejects.toThrow();
    expect(logLines).toEqual([]);
  });
});

describe('a server that stops', () => {
  it('still answers on kept and on new connections for a while, and asks to close them', async () => {
    await start(sayHello);
    const kept = await open();
    kept.write(get);
    expect((await kept.answer()).headers['connection']).toBe('keep-alive');

    let stopped = false;
    const stopping = server.stop({ delayMillis: 400, timeoutMillis: 5_000 }).then(() => (stopped = true));
    const fresh = await open();
    for (const connection of [kept, fresh]) {
      connection.write(get);
      expect(await connection.answer()).toMatchObject({ status: 200, text: 'hello', headers: { connection: 'close' } });
      await connection.closed;
    }
    expect(stopped).toBe(false);
    await stopping;
    await expect(openConnection(server.url)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('lets a request in flight end, and waits for nobody who has asked for nothing', async () => {
    const { busy, finish } = await startHolding();
    const unused = await open();
    const stopping = server.stop({ delayMillis: 0, timeoutMillis: 60_000 });
    await unused.closed;
    finish();
    expect(await busy.answer()).toMatchObject({ status: 200, text: 'hello', headers: { connection: 'close' } });
    await stopping;
  });

  it('cuts off what does not end in time', async () => {
    const { busy } = await startHolding();
    await server.stop({ delayMillis: 0, timeoutMillis: 50 });
    await expect(busy.answer()).rejects.toThrow();
  });
});
