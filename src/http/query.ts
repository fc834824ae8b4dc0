import type { RequestHandler } from 'express';
import { MAX_FAULTS, type Fault } from '../errors.js';
import { refusal } from './faults.js';
import type { QueryParameter } from './requestChecks.js';

/**
 * Reads the query as every client writes it (application/x-www-form-urlencoded, in UTF-8), checks it against the operation's
 * parameters, and leaves the values in `request.query`. The validator behind it would take `0x10` and `1e2` for integers.
 * @throws ApiError 400 with the faults of the query
 */
export function readQuery(parameters: readonly QueryParameter[]): RequestHandler {
  return (request, _response, next) => {
    const [, text = ''] = /\?(.*)$/s.exec(request.originalUrl) ?? [];
    const sent = parseQuery(text);
    const faults: Fault[] = [];
    const query: Record<string, unknown> = {};
    for (const [name, values] of sent) {
      if (faults.length > MAX_FAULTS) break;
      const path = `/query/${name}`;
      const parameter = parameters.find((known) => known.name === name);
      const fault = parameter ? writingFault(parameter, values) : 'is no parameter of this operation';
      if (!parameter || fault !== null) {
        faults.push({ path, message: fault ?? '' });
        continue;
      }
      query[name] = valueOf(parameter, values[0] ?? '');
      faults.push(...parameter.check(query[name], path));
    }
    for (const { name, required } of parameters) {
      if (required && !sent.has(name)) faults.push({ path: `/query/${name}`, message: 'is missing' });
    }
    if (faults.length > 0) throw refusal(faults, {});
    // Express parses the query anew whenever it is asked for, unless the request has one of its own.
    Object.defineProperty(request, 'query', { value: query, writable: true, configurable: true, enumerable: true });
    next();
  };
}

/** All values of each name; null for one that is not UTF-8. */
function parseQuery(text: string): Map<string, (string | null)[]> {
  const values = new Map<string, (string | null)[]>();
  for (const pair of text.split('&').filter((part) => part !== '')) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
    const key = decode(name) ?? name;
    const known = values.get(key);
    if (known) known.push(decode(value));
    else values.set(key, [decode(value)]);
  }
  return values;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `+` is a space, and a `%` that begins no escape stands for itself. Null if the bytes are not UTF-8. */
function decode(text: string): string | null {
  const bytes = text
    .replaceAll('+', ' ')
    .replaceAll(/%([0-9a-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return null;
  }
}

function writingFault({ type }: QueryParameter, values: (string | null)[]): string | null {
  const [value = null] = values;
  if (values.length > 1) return 'is given more than once';
  if (value === null) return 'is not UTF-8';
  if (value === '') return 'is empty';
  if (type === 'integer' && !/^-?\d+$/.test(value)) return 'must be a whole number in decimal digits';
  return null;
}

function valueOf({ type, format }: QueryParameter, text: string): unknown {
  if (type === 'integer') return Number(text);
  return format === 'date-time' ? withPlus(text) : text;
}

/** The offset of a time, `…T09:00:00+01:00`, is often sent as it stands, and its plus arrives as a space: nothing else can be meant. */
function withPlus(time: string): string {
  return time.replace(/(:\d\d(?:\.\d+)?) (?=\d\d:?\d\d$)/, '$1+');
}
