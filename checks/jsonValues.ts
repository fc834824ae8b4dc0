/** What `JSON.parse` does silently: it changes numbers, and takes as much memory and time as there are values. */
import { MAX_FAULTS, type Fault } from './fault.js';

/**
 * Whether a text holds more than `limit` values, texts, numbers, arrays and objects alike, if it is JSON (RFC 8259). It reads no
 * further than it takes to tell, and makes nothing of what it reads.
 */
export function hasMoreValuesThan(limit: number, text: string): boolean {
  if (text.length <= 2 * limit) return false; // a value and a comma
  let values = 1;
  for (let at = 0; at < text.length && values <= limit; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at) - 1;
    else if (char === COMMA || ((char === BRACKET || char === BRACE) && !isClosed(text, at + 1))) values += 1;
  }
  return values > limit;
}

/**
 * The numbers in a text that is JSON which are others once they are doubles: `12345678901234567890`, `1e400`, `-0`. How a number is
 * written does not count: `1.0` and `1e3` stay what they are. More than MAX_FAULTS of them are not looked for.
 * @param place where the text is; the path of each fault begins with it, and names no more than 100 levels and 100 characters of each name
 */
export function changedNumbers(text: string, place: string): Fault[] {
  for (const [, written = ''] of ` ${text}`.matchAll(SUSPICIOUS)) {
    if (changeOf(written) !== null) return findChangedNumbers(text, place);
  }
  return [];
}

/** What has 15 characters, no exponent, and no sign before a zero, is the same as a double; it may also stand in a text. */
const SUSPICIOUS = /[\s:,[](-0[\d.eE+-]*|-?[\d.]{16}[\d.eE+-]*|-?[\d.]+[eE][\d+-]+)/g;
const NUMBER = /-?\d[\d.eE+-]*/y;

function findChangedNumbers(text: string, place: string): Fault[] {
  const faults: Fault[] = [];
  /** In each open container, the index or the name of the value that is being read; the name as it is written. */
  const places: (number | string)[] = [];
  let lastString = '';
  for (let at = 0; at < text.length && faults.length <= MAX_FAULTS; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      const end = endOfString(text, at);
      lastString = text.slice(at, end);
      at = end - 1;
    } else if (char === COLON) places[places.length - 1] = lastString;
    else if (char === BRACE) places.push('');
    else if (char === BRACKET) places.push(0);
    else if (char === COMMA) {
      const inside = places.at(-1);
      if (typeof inside === 'number') places[places.length - 1] = inside + 1;
    } else if (char === CLOSING_BRACE || char === CLOSING_BRACKET) places.pop();
    else if (char === MINUS || (char >= ZERO && char <= NINE)) {
      NUMBER.lastIndex = at;
      const [written = ''] = NUMBER.exec(text) ?? [];
      const message = changeOf(written);
      if (message !== null) faults.push({ path: place + pointer(places), message });
      at += written.length - 1;
    }
  }
  return faults;
}

/** What becomes of a number, in words; null if it stays what it is. */
function changeOf(written: string): string | null {
  const value = Number(written);
  const sent = String(value);
  if (sent === written || isShort(written, Math.abs(value))) return null;
  if (!Number.isFinite(value)) return 'is larger than a double can be: send it as a text';
  if (!Object.is(value, -0) && decimal(written) === decimal(sent)) return null;
  return `would become ${sent}, since a double holds no more: send it as a text`;
}

/** Every number of 15 digits comes back from a double as it was, unless it is close to the largest or the smallest (IEEE 754, DBL_DIG). */
function isShort(written: string, size: number): boolean {
  return written.length <= 15 && size > 1e-290 && size < 1e290;
}

/** The value of a finite number, the same however it is written: digits without zeros at either end, and a power of ten. */
function decimal(written: string): string {
  const [, whole = '', fraction = '', power = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE](.+))?$/.exec(written) ?? [];
  const digits = whole + fraction;
  let [start, end] = [0, digits.length];
  while (start < end && digits.charCodeAt(start) === ZERO) start += 1;
  while (start < end && digits.charCodeAt(end - 1) === ZERO) end -= 1;
  return start === end ? '0' : `${digits.slice(start, end)}e${Number(power) + whole.length - end}`;
}

const MAX_LEVELS = 100;
const MAX_NAME = 100;

/** A JSON pointer (RFC 6901), of a bounded length whatever the names are: fifty of them share what may be a long way. */
function pointer(places: readonly (number | string)[]): string {
  const tokens = places.slice(0, MAX_LEVELS).map((token) => {
    const name = typeof token === 'number' ? String(token) : String(JSON.parse(token));
    return (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name).replaceAll('~', '~0').replaceAll('/', '~1');
  });
  return tokens.map((token) => `/${token}`).join('');
}

const [QUOTE, COMMA, COLON, BRACKET, BRACE] = [0x22, 0x2c, 0x3a, 0x5b, 0x7b];
const [CLOSING_BRACKET, CLOSING_BRACE, MINUS, ZERO, NINE] = [0x5d, 0x7d, 0x2d, 0x30, 0x39];
const BACKSLASH = 0x5c;

/** Behind the string that begins at `start`; the end of the text if it does not end. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = end;
    while (text.charCodeAt(escapes - 1) === BACKSLASH) escapes -= 1;
    if ((end - escapes) % 2 === 0) return end + 1;
  }
  return text.length;
}

/** Whether nothing is in the array or object that was opened before `at`. */
function isClosed(text: string, at: number): boolean {
  for (let next = at; ; next += 1) {
    const char = text.charCodeAt(next);
    if (char === CLOSING_BRACKET || char === CLOSING_BRACE) return true;
    if (char !== 0x20 && char !== 0x0a && char !== 0x0d && char !== 0x09) return false;
  }
}
