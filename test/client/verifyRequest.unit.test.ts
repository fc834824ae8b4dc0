import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BodyTooLarge, verifyRequest, type ReceivedRequest } from '@waypost/client/receiver';
import express from 'express';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { generateSecret } from '../../src/signing/sign.js';

const secret = generateSecret();
const body = JSON.stringify({
  event: 'ROUTE_STARTED',
  hook_timestamp_millis: 1_767_261_600_000,
  dc_id: '1',
  route_id: 'R-1',
  text: 'Zürich ✓ 🚚'.repeat(20_000), // several chunks
});
const at = new Date();
const headers = {
  'content-type': 'application/json',
  'webhook-id': 'e-1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': new Webhook(secret).sign('e-1', at, body),
};

/** What became of a request that was sent to a server. */
type Outcome = Promise<string>;

/** The id of what was verified, or the name of the error and what it says. */
function outcomeOf(request: ReceivedRequest, options?: { maxBytes: number }): Outcome {
  return verifyRequest(secret, request, options).then(
    ({ id }) => id,
    (error: unknown) => String(error),
  );
}

let server: Server;
let listener: RequestListener;
beforeAll(async () => {
  server = createServer((request, response) => {
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Sends the request to a listener, and returns what it answers. */
async function send(to: RequestListener): Outcome {
  listener = to;
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })).text();
}

function answering(judge: (request: IncomingMessage) => Outcome): RequestListener {
  return (request, response) => {
    void judge(request).then((outcome) => response.end(outcome));
  };
}

function withExpress(...parsers: express.RequestHandler[]): RequestListener {
  const app = express();
  app.post('/', ...parsers, async (request, response) => {
    response.send(await outcomeOf(request));
  });
  return app as RequestListener;
}

const parsedHint = 'TypeError: The body has to be the raw one, a string or a Buffer: with Express, use express.raw().';

describe('verifyRequest reads the body', () => {
  it('of node:http', async () => {
    expect(await send(answering((request) => outcomeOf(request)))).toBe('e-1');
  });

  it('of Express, which has read it as it is, or not at all', async () => {
    expect(await send(withExpress())).toBe('e-1');
    expect(await send(withExpress(express.raw({ type: '*/*', limit: '1mb' })))).toBe('e-1');
    expect(await send(withExpress(express.text({ type: '*/*', limit: '1mb' })))).toBe('e-1');
  });

  it('of the Fetch API', async () => {
    expect(await outcomeOf(new Request('http://receiver.test', { method: 'POST', headers, body }))).toBe('e-1');
  });

  it('of Fastify and the like, which hand it over as bytes', async () => {
    expect(await outcomeOf({ headers, body: Buffer.from(body) })).toBe('e-1');
  });
});

describe('verifyRequest says that the receiver is at fault', () => {
  it('where the body was parsed', async () => {
    expect(await send(withExpress(express.json({ limit: '1mb' })))).toBe(parsedHint);
  });

  it('where the body was read by somebody else', async () => {
    const read = 'TypeError: The body was read already, and not kept as it was.';
    const readFirst = async (request: IncomingMessage) => {
      await request.toArray();
      return outcomeOf(request);
    };
    expect(await send(answering(readFirst))).toBe(read);
    const request = new Request('http://receiver.test', { method: 'POST', headers, body });
    await request.text();
    expect(await outcomeOf(request)).toBe(read);
  });

  it('where there is no body to read', async () => {
    expect(await outcomeOf({ headers })).toBe(parsedHint);
  });
});

describe('verifyRequest reads no more than it is told to', () => {
  const bytes = Buffer.byteLength(body);
  const tooLarge = `BodyTooLarge: The body has more than ${bytes - 1} bytes.`;

  it('by the length that is announced, without reading at all', async () => {
    expect(await send(answering((request) => outcomeOf(request, { maxBytes: bytes - 1 })))).toBe(tooLarge);
    expect(await send(answering((request) => outcomeOf(request, { maxBytes: bytes })))).toBe('e-1');
    const unread = new ReadableStream({ pull: () => Promise.reject(new Error('It was read.')) }, { highWaterMark: 0 });
    const announced = { ...headers, 'content-length': String(bytes) };
    expect(await outcomeOf({ headers: announced, body: unread }, { maxBytes: bytes - 1 })).toBe(tooLarge);
  });

  it('or by what arrives, and cancels the rest', async () => {
    let isCancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(65_536));
      },
      cancel: () => {
        isCancelled = true;
      },
    });
    const refused = verifyRequest(secret, { headers, body: endless }, { maxBytes: bytes });
    await expect(refused).rejects.toBeInstanceOf(BodyTooLarge);
    expect(isCancelled).toBe(true);
  });
});
