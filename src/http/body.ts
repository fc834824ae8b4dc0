import { isUtf8 } from 'node:buffer';
import express, { type Request, type RequestHandler } from 'express';
import { bodyTooLarge, malformedJson, unsupportedMediaType } from '../errors.js';
import { findJsonFault, placeAfter } from './jsonFault.js';

const CODINGS = ['gzip', 'deflate', 'br'];
/** JSON is UTF-8 (RFC 8259, section 8.1); the others are for callers who can't help it. */
const CHARSETS = ['utf-8', 'utf-16le', 'utf-16be'];

/**
 * Reads a JSON body of `maxBytes` at the most. Compressed bodies count by their size after decompression.
 * Afterwards `Content-Type` is plain `application/json`.
 * @throws ApiError 400 for an empty body and for what is not JSON, 413 for a larger body, 415 for what is not declared as JSON or not
 *   readable here; each says what was sent, and what is accepted or where the fault is.
 */
export function readJsonBody(maxBytes: number): RequestHandler {
  const readBytes: RequestHandler = express.raw({ limit: maxBytes, type: () => true });
  return (request, response, next) => {
    if (!announcesBody(request)) throw emptyBody();
    const charset = acceptedCharset(request.headers['content-type']);
    const coding = acceptedCoding(request.headers['content-encoding']);
    readBytes(request, response, (error?: unknown) => {
      request.headers['content-type'] = 'application/json';
      const fault = error === undefined ? parseBody(request, charset) : readingError(error, coding);
      next(fault);
    });
  };
}

/** Puts what the bytes of the body say in their place. @returns what is wrong with them: nobody would catch an error of this late hour */
function parseBody(request: Request, charset: string): unknown {
  try {
    const bytes: unknown = request.body;
    request.body = parseJson(Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0), charset);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** RFC 9112, section 6.3: without either header there is no body. */
function announcesBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function acceptedCharset(contentType = ''): string {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim());
  if (type.toLowerCase() !== 'application/json') {
    const fault = type === '' ? 'is missing' : `is ${shortened(type)}`;
    throw unsupportedMediaType({ path: '/headers/content-type', message: `${fault}: send application/json` });
  }
  const written = parameters.map((parameter) => /^charset\s*=\s*"?([^"]*)"?$/i.exec(parameter)?.[1]);
  const charset = (written.find((name) => name !== undefined) ?? 'utf-8').toLowerCase();
  if (CHARSETS.includes(charset)) return charset;
  const message = `has the charset ${shortened(charset)}: send ${CHARSETS.join(', ')} or none`;
  throw unsupportedMediaType({ path: '/headers/content-type', message });
}

function acceptedCoding(contentEncoding = 'identity'): string {
  const coding = contentEncoding.trim().toLowerCase();
  if (coding === 'identity' || CODINGS.includes(coding)) return coding;
  const message = `is ${shortened(coding)}: send ${CODINGS.join(', ')} or none`;
  // RFC 9110, section 12.5.3: the answer says which codings would have been accepted.
  throw unsupportedMediaType({ path: '/headers/content-encoding', message }, { 'Accept-Encoding': CODINGS.join(', ') });
}

/** The reader of the bytes says in `type` what happened. */
function readingError(error: unknown, coding: string): unknown {
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return bodyTooLarge(error);
  if (coding === 'identity') return notJson('does not have the length that Content-Length announces', error);
  return notJson(`can't be decompressed as ${coding}`, error);
}

function parseJson(bytes: Buffer, charset: string): unknown {
  if (bytes.length === 0) throw emptyBody();
  const text = charset === 'utf-8' ? decodeUtf8(bytes) : decodeOther(bytes, charset);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJson(findJsonFault(text) ?? 'is not JSON', error);
  }
}

const BYTE_ORDER_MARK = '\ufeff';

/** A byte that is not UTF-8 would silently become U+FFFD, and be stored as that. */
function decodeUtf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const encoded = Buffer.from(text);
  const wrong = bytes.findIndex((byte, i) => byte !== encoded[i]);
  throw notJson(`${placeAfter(bytes.toString('utf8', 0, wrong))}: the bytes are not UTF-8 from here`);
}

function decodeOther(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch (error) {
    throw notJson(`is not ${charset}`, error);
  }
}

function emptyBody(): Error {
  return notJson('is empty, where JSON is required');
}

function notJson(message: string, cause?: unknown): Error {
  return malformedJson({ path: '/body', message }, cause);
}

/** What was sent is shown so that a slip is recognised, not at length and without what a terminal would act on. */
function shortened(value: string): string {
  const printable = value.replaceAll(/[^\x20-\x7e]/g, '?');
  return printable.length > 60 ? `${printable.slice(0, 60)}…` : printable;
}
