/** What a reader may meet next, by what came before. */
type Expected =
  | 'a value'
  | 'a value or ]'
  | 'a name in double quotes'
  | 'a name in double quotes or }'
  | ':'
  | ', or ]'
  | ', or }'
  | 'the end';

/**
 * Where a text stops being JSON (RFC 8259) and what belongs there, as in `line 2, column 7: expected a value, found ]`. What
 * `JSON.parse` says differs with the version of Node.js, often names no place, and shows parts of the text, in which there may be secrets.
 * Nothing but the one character at fault is shown.
 * @returns null for a text that is JSON
 */
export function findJsonFault(text: string): string | null {
  const open: ('{' | '[')[] = [];
  let at = 0;
  let expected: Expected = 'a value';
  for (;;) {
    at = endOf(SPACE, text, at) ?? at;
    const found = text[at];
    const inside = open.at(-1);
    if (found === undefined && expected === 'the end') return null;

    if (expected === ':' && found === ':') {
      expected = 'a value';
    } else if (expected === ', or }' && found === ',') {
      expected = 'a name in double quotes';
    } else if (expected === ', or ]' && found === ',') {
      expected = 'a value';
    } else if (expected.endsWith(`or ${String(found)}`) && inside !== undefined) {
      open.pop();
      expected = afterValueIn(open.at(-1));
    } else if (expected.startsWith('a name') && found === '"') {
      const end = endOfString(text, at);
      if (typeof end === 'string') return end;
      at = end - 1;
      expected = ':';
    } else if (expected.startsWith('a value') && found === '"') {
      const end = endOfString(text, at);
      if (typeof end === 'string') return end;
      at = end - 1;
      expected = afterValueIn(inside);
    } else if (expected.startsWith('a value') && (found === '{' || found === '[')) {
      open.push(found);
      expected = found === '{' ? 'a name in double quotes or }' : 'a value or ]';
    } else {
      const end = expected.startsWith('a value') ? endOf(SCALAR, text, at) : null;
      if (end === null) return `${placeAfter(text.slice(0, at))}: expected ${expected}, found ${nameOf(text, at)}`;
      at = end - 1;
      expected = afterValueIn(inside);
    }
    at += 1;
  }
}

/** The place after a text, as `line 3, column 14`, both from 1. */
export function placeAfter(text: string): string {
  const before = text.split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}

const SPACE = /[ \t\n\r]+/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function afterValueIn(container: '{' | '[' | undefined): Expected {
  if (container === undefined) return 'the end';
  return container === '{' ? ', or }' : ', or ]';
}

/** Where the match of a sticky pattern ends; null if it does not match there. */
function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** Where a string ends that begins at `start`, or what is wrong with it. */
function endOfString(text: string, start: number): number | string {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') return at + 1;
    if (char < ' ')
      return `${placeAfter(text.slice(0, at))}: control characters in strings have to be escaped, line breaks as \\n`;
    if (char !== '\\') continue;
    const end = endOf(ESCAPE, text, at);
    if (end === null) return `${placeAfter(text.slice(0, at))}: \\ does not begin an escape of JSON here`;
    at = end - 1;
  }
  return `${placeAfter(text.slice(0, start))}: this string does not end`;
}

function nameOf(text: string, at: number): string {
  const char = text.codePointAt(at);
  if (char === undefined) return 'the end';
  const name = String.fromCodePoint(char);
  return /[\p{C}\p{Z}]/u.test(name) ? `U+${char.toString(16).toUpperCase().padStart(4, '0')}` : name;
}
