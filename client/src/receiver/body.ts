import { headerOf, type RequestHeaders } from './signature.js';

/** A request as node:http, Express, Fastify or the Fetch API have it. */
export interface ReceivedRequest {
  readonly headers: RequestHeaders;
  /** The body as it arrived, if somebody has read it, or the Fetch API's stream of it. */
  readonly body?: unknown;
}

export interface ReadingOptions {
  /** The largest body that is read, in bytes: 4 MiB unless given, which is the largest that Waypost can be set to send. */
  maxBytes?: number;
}

/** The body has more bytes than are read. No notification of Waypost's is that large: answer 413. */
export class BodyTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`The body has more than ${maxBytes} bytes.`);
    this.name = 'BodyTooLarge';
  }
}

export const NOT_RAW = 'The body has to be the raw one, a string or a Buffer: with Express, use express.raw().';
const READ = 'The body was read already, and not kept as it was.';
const DEFAULT_MAX_BYTES = 4_194_304;

/**
 * The body of a request, byte for byte.
 * @throws BodyTooLarge; TypeError if the body was parsed or thrown away before
 */
export async function readBody(
  request: ReceivedRequest,
  { maxBytes = DEFAULT_MAX_BYTES }: ReadingOptions = {},
): Promise<string | Uint8Array> {
  const { body, headers } = request;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (Number(headerOf(headers, 'content-length')) > maxBytes) throw new BodyTooLarge(maxBytes);
  if (body === undefined && isAsyncIterable(request)) return readAll(request, maxBytes);
  if (isStream(body)) return readAll(chunksOf(body), maxBytes);
  if (body === null) return '';
  throw new TypeError(NOT_RAW);
}

/** Whoever stops in the middle of a request of node:http ends its connection: a length that is announced is looked at before. */
async function readAll(chunks: AsyncIterable<unknown>, maxBytes: number): Promise<Uint8Array> {
  if ('readableEnded' in chunks && chunks.readableEnded === true) throw new TypeError(READ);
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
    if (!(bytes instanceof Uint8Array)) throw new TypeError(NOT_RAW);
    length += bytes.length;
    if (length > maxBytes) throw new BodyTooLarge(maxBytes);
    read.push(bytes);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const bytes of read) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}

/** What the Fetch API calls a ReadableStream. Not every platform lets one iterate over it. */
interface Stream {
  readonly locked: boolean;
  getReader(): { read(): Promise<{ done: boolean; value?: unknown }>; cancel(): Promise<void> };
}

async function* chunksOf(stream: Stream): AsyncGenerator {
  if (stream.locked) throw new TypeError(READ);
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel(); // whoever has stopped early wants no more of it
  }
}

function isStream(body: unknown): body is Stream {
  return typeof body === 'object' && body !== null && 'getReader' in body && 'locked' in body;
}

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value;
}
