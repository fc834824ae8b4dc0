import express, { type RequestHandler } from 'express';
import { bodyTooLarge, malformedJson, unsupportedMediaType } from '../errors.js';

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/**
 * Reads a JSON body of `maxBytes` at the most. Compressed bodies count by their size after decompression.
 * Afterwards `Content-Type` is plain `application/json`.
 * @throws ApiError 415 for anything that is not declared as JSON, 413 for a larger body, 400 for malformed JSON.
 */
export function readJsonBody(maxBytes: number): RequestHandler {
  const parse: RequestHandler = express.json({ limit: maxBytes, strict: false, type: () => true });
  return (request, response, next) => {
    if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) throw unsupportedMediaType();
    parse(request, response, (error?: unknown) => {
      request.headers['content-type'] = 'application/json';
      next(error === undefined ? undefined : bodyError(error));
    });
  };
}

/** The body parser says in `type` what happened. */
function bodyError(error: unknown): unknown {
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return bodyTooLarge(error);
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') return unsupportedMediaType(error);
  return malformedJson(error); // not JSON, cut short, or not what Content-Length and Content-Encoding promised
}
