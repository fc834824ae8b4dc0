import type { Request, Response } from 'express';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { bodyTooLarge } from '../errors.js';
import { meetExpectation } from './unreadBody.js';

const decoders = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress };
export type Coding = keyof typeof decoders | 'identity';

/** The values of `Content-Encoding` that are read. */
export const CODINGS = Object.keys(decoders);

export function isCoding(name: string): name is Coding {
  return name === 'identity' || CODINGS.includes(name);
}

/**
 * The bytes of a request's body, decompressed. It stops reading when there are more than `maxBytes`, on the wire or decompressed, and leaves the
 * rest where it is: a body that is announced to be larger is not read at all.
 * @throws ApiError 413 for a larger body
 * @throws Error if it breaks off, or is not compressed as `coding` says
 */
export async function readBytes(
  request: Request,
  response: Response,
  { coding, maxBytes }: { coding: Coding; maxBytes: number },
): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw bodyTooLarge();
  meetExpectation(request, response);
  const decoder = coding === 'identity' ? null : decoders[coding]();
  const chunks: Buffer[] = [];
  let [received, size] = [0, 0];
  return new Promise((resolve, reject) => {
    function settle(outcome: () => void): void {
      request.off('data', receive).off('end', end).pause().on('error', ignore);
      if (decoder) request.unpipe(decoder);
      decoder?.on('error', ignore).destroy();
      outcome();
    }
    const fail = (error: Error) => {
      settle(() => {
        reject(error);
      });
    };
    const end = () => {
      settle(() => {
        resolve(Buffer.concat(chunks, size));
      });
    };
    const receive = (chunk: Buffer) => {
      received += chunk.length;
      if (received > maxBytes) fail(bodyTooLarge());
      else if (!decoder) keep(chunk);
    };
    const keep = (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) fail(bodyTooLarge());
      else chunks.push(chunk);
    };
    request.on('data', receive).on('error', fail);
    if (decoder) request.pipe(decoder).on('data', keep).on('error', fail).on('end', end);
    else request.on('end', end);
  });
}

/** What comes of a stream that nobody reads any more. */
const ignore = () => undefined;
