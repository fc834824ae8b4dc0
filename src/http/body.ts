import { isUtf8 } from 'node:buffer';
import type { Request, RequestHandler } from 'express';
import { ApiError, invalidRequest, malformedJson, unsupportedMediaType } from '../errors.js';
import { CODINGS, isCoding, readBytes, type Coding } from './bodyBytes.js';
import { refusal } from './faults.js';
import { findJsonFault, placeAfter } from './jsonFault.js';
import { changedNumbers, hasMoreValuesThan } from '../../checks/jsonValues.js';

/** JSON is UTF-8 (RFC 8259, section 8.1); the others are for callers who can't help it. */
const CHARSETS = ['utf-8', 'utf-16le', 'utf-16be'];

/** A hundred for each of a thousand events. Parsing more takes more time and memory than the bytes of a body let expect. */
const MAX_VALUES = 100_000;

/**
 * Reads a JSON body of `maxBytes` at the most. Compressed bodies count by their size after decompression.
 * Afterwards `Content-Type` is plain `application/json`.
 * @throws ApiError 400 for an empty body, for what is not JSON, and for values that are too many or would change; 413 for a larger body; 415 for
 *   what is not declared as JSON or not readable here. Each says what was sent, and what is accepted or where the fault is.
 */
export function readJsonBody(maxBytes: number): RequestHandler {
  return async (request, response, next) => {
    if (!announcesBody(request)) throw emptyBody();
    const charset = acceptedCharset(request.headers['content-type']);
    const coding = acceptedCoding(request.headers['content-encoding']);
    const bytes = await readBytes(request, response, { coding, maxBytes }).catch((error: unknown) => {
      throw readingError(error, coding);
    });
    request.headers['content-type'] = 'application/json';
    const text = decode(bytes, charset);
    request.body = parseJson(text);
    const faults = changedNumbers(text, '/body');
    if (faults.length > 0) throw refusal(faults, request.operation?.bodyProperties ?? {});
    next();
  };
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

function acceptedCoding(contentEncoding = 'identity'): Coding {
  const coding = contentEncoding.trim().toLowerCase();
  if (isCoding(coding)) return coding;
  const message = `is ${shortened(coding)}: send ${CODINGS.join(', ')} or none`;
  // RFC 9110, section 12.5.3: the answer says which codings would have been accepted.
  throw unsupportedMediaType({ path: '/headers/content-encoding', message }, { 'Accept-Encoding': CODINGS.join(', ') });
}

function readingError(error: unknown, coding: Coding): unknown {
  if (error instanceof ApiError) return error;
  if (coding === 'identity') return notJson('does not have the length that Content-Length announces', error);
  return notJson(`can't be decompressed as ${coding}`, error);
}

function decode(bytes: Buffer, charset: string): string {
  if (bytes.length === 0) throw emptyBody();
  return charset === 'utf-8' ? decodeUtf8(bytes) : decodeOther(bytes, charset);
}

function parseJson(text: string): unknown {
  if (hasMoreValuesThan(MAX_VALUES, text)) {
    throw invalidRequest([{ path: '/body', message: `must not hold more than ${MAX_VALUES} values` }]);
  }
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
