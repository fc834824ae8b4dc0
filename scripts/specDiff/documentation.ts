import type { Change } from './change.js';
import { addressOf, child, isRecord, type Node } from './node.js';
import { ANNOTATIONS } from './shape.js';

/** Keywords that only people read. */
const WORDS: ReadonlySet<string> = new Set([...ANNOTATIONS, 'info', 'tags', 'license', 'bearerFormat']);
/** Keywords whose members have names of their own choosing, which mean nothing even if they look like keywords. */
const NAMED = new Set([
  ...['paths', 'webhooks', 'responses', 'headers', 'content', 'properties', 'patternProperties', 'schemas'],
  ...['parameters', 'requestBodies', 'securitySchemes', 'callbacks', 'links', 'pathItems', 'encoding'],
]);
/** Values, in which nothing is a keyword. */
const VALUES = new Set(['default', 'const', 'enum', 'required', 'security']);

/** The words that are different at the same place of a contract. What was added or removed as a whole is not listed again. */
export function documentationChanges(before: Node, after: Node, areNames = false): Change[] {
  const olds = keysOf(before);
  return [...new Set([...olds, ...keysOf(after)])].flatMap((key) => {
    const [was, is] = [child(before, key), child(after, key)];
    if (!areNames && isRecord(after.value) && WORDS.has(key)) {
      const change = was && is ? 'changed' : is ? 'added' : 'removed';
      if (was && is && text(was) === text(is)) return [];
      return [
        { severity: 'documentation', home: addressOf(after), message: `\`${key}\` was ${change}`, place: '' } as const,
      ];
    }
    if (!was || !is || (!areNames && VALUES.has(key))) return [];
    return documentationChanges(was, is, !areNames && NAMED.has(key) && isRecord(is.value));
  });
}

function keysOf({ value }: Node): string[] {
  return Array.isArray(value) ? [...value.keys()].map(String) : isRecord(value) ? Object.keys(value) : [];
}

/** As it is written: an example may contain what looks like a reference. */
function text({ value }: Node): string {
  return JSON.stringify(value);
}
