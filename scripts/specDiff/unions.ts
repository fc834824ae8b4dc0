import type { Rule } from './change.js';
import { child, get, isRecord, items, referenceOf, type Node } from './node.js';
import { differences, flatten, homeNodeOf, shapeOf } from './shape.js';

/** A `oneOf` whose discriminator tells the members apart. */
interface Union {
  property: string;
  /** By the discriminator's value: the schemas that hold together for that member. */
  members: Map<string, Node[]>;
}

/**
 * Compares two versions of a schema member by member, if one of them is a discriminated union: written as a union or as one object,
 * a value has to be the same. What was one object before is taken as what it says where the discriminator has the member's value.
 * @param deeper compares two lists of schemas, each of which holds together
 * @returns false if neither is such a union, or the two have different discriminators: nothing was compared
 */
export function compareUnions(
  report: (rule: Rule, message: string) => void,
  before: readonly Node[],
  after: readonly Node[],
  deeper: (before: readonly Node[], after: readonly Node[]) => void,
): boolean {
  const [old, now] = [unionOf(before), unionOf(after)];
  const property = (old ?? now)?.property;
  if (property === undefined || (old && now && old.property !== now.property)) return false;
  const [olds, nows] = [old, now].map((union, i) =>
    union ? new Set(union.members.keys()) : valuesOf(property, i === 0 ? before : after),
  );
  if (olds && nows) {
    const [added, removed] = differences(olds, nows);
    for (const value of added) report('valueAdded', `the value "${value}" of \`${property}\` was added`);
    for (const value of removed) report('valueRemoved', `the value "${value}" of \`${property}\` was removed`);
  } else if (nows) report('limitAdded', `only the values ${[...nows].join(', ')} of \`${property}\` are left`);
  else if (olds)
    report('limitRemoved', `values of \`${property}\` other than ${[...olds].join(', ')} are possible now`);
  for (const value of olds ?? nows ?? []) {
    if (olds && nows && !nows.has(value)) continue;
    deeper(
      old?.members.get(value) ?? narrowed(before, property, value),
      now?.members.get(value) ?? narrowed(after, property, value),
    );
  }
  return true;
}

/** The union that schemas are together; null if none of them is a union, or more than one is, or a member has no name. */
function unionOf(schemas: readonly Node[]): Union | null {
  const parts = schemas.flatMap((schema) => flatten(schema));
  const [union, another] = parts.filter((part) => child(part, 'discriminator') && child(part, 'oneOf'));
  const property = union && get(get(union, 'discriminator'), 'propertyName')?.value;
  if (!union || another || typeof property !== 'string') return null;
  const besides = parts.map((part) => without(part, part === union ? [...FLAT, 'oneOf'] : FLAT));
  const members = new Map<string, Node[]>();
  for (const member of items(child(union, 'oneOf'))) {
    const reference = referenceOf(member);
    if (reference === undefined) return null;
    for (const value of namesOf(union, reference)) members.set(value, [...besides, member]);
  }
  return { property, members };
}

/** What `flatten` has already taken from a schema. */
const FLAT = ['$ref', 'allOf'];

function without(schema: Node, keywords: readonly string[]): Node {
  if (!isRecord(schema.value)) return schema;
  return {
    ...schema,
    value: Object.fromEntries(Object.entries(schema.value).filter(([key]) => !keywords.includes(key))),
  };
}

/** The values that stand for a member: those of the mapping, or else the name of its schema. */
function namesOf(union: Node, reference: string): string[] {
  const mapping = get(get(union, 'discriminator'), 'mapping')?.value;
  const names = isRecord(mapping) ? Object.keys(mapping).filter((name) => mapping[name] === reference) : [];
  return names.length > 0 ? names : [reference.replace(/^.*\//, '')];
}

/** The values that a property may have; null means any. */
function valuesOf(property: string, schemas: readonly Node[]): Set<string> | null {
  const { values } = shapeOf(shapeOf(schemas).properties.get(property) ?? []);
  return values && new Set([...values].map((json) => String(JSON.parse(json))));
}

/** The schemas, where a property has this value. */
function narrowed(schemas: readonly Node[], property: string, value: string): Node[] {
  const home = homeNodeOf(schemas);
  return home ? [...schemas, { ...home, value: { properties: { [property]: { const: value } } } }] : [];
}
