import {
  addressOf,
  canonical,
  child,
  entries,
  follow,
  isRecord,
  items,
  referenceOf,
  resolve,
  type Node,
} from './node.js';

/**
 * What all schemas of a list together say of a value. References and `allOf` are only ways of writing such lists, so they
 * are gone here: a schema that is split up or moved has the same shape as before.
 */
export interface Shape {
  /** Nothing is valid. */
  never: boolean;
  /** JSON types, `integer` besides `number` wherever `number` is; null means any. */
  types: ReadonlySet<string> | null;
  /** The members of `enum` and `const` as JSON; null means any. */
  values: ReadonlySet<string> | null;
  /** Bounds with their tightest value. */
  bounds: Map<string, number>;
  /** Patterns, formats and the like, as JSON; several where several schemas have one. */
  limits: Map<string, string>;
  required: ReadonlySet<string>;
  properties: Map<string, Node[]>;
  /** Properties that are declared but never valid. */
  refused: Set<string>;
  /** What other properties have to be: anything (true), nothing (false), or these schemas. */
  others: boolean | Node[];
  items: Node[];
  /** `oneOf` and `anyOf`, each a list of alternatives. */
  alternatives: Map<string, Node[]>;
  /** Keywords that change what happens without changing what is valid, as JSON. */
  effects: Map<string, string>;
  /** All other keywords, as JSON. */
  rest: Map<string, string>;
}

/** Keywords with a number: does a smaller or a larger one let less pass? */
const BOUNDS: Readonly<Record<string, 'max' | 'min'>> = {
  maxLength: 'max',
  maxItems: 'max',
  maxProperties: 'max',
  maximum: 'max',
  exclusiveMaximum: 'max',
  minLength: 'min',
  minItems: 'min',
  minProperties: 'min',
  minimum: 'min',
  exclusiveMinimum: 'min',
};
const LIMITS = new Set(['pattern', 'format', 'multipleOf', 'uniqueItems', 'contentEncoding', 'contentMediaType']);
const EFFECTS = new Set(['default', 'deprecated', 'readOnly', 'writeOnly', 'x-error-code']);
/** Words for people and tools: what is valid does not depend on them. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...[
    'title',
    'description',
    'summary',
    'example',
    'examples',
    'externalDocs',
    '$comment',
    '$defs',
    'xml',
    'discriminator',
  ],
  ...['x-enumDescriptions', 'x-enum-varnames'],
]);

export function isUpperBound(keyword: string): boolean {
  return BOUNDS[keyword] === 'max';
}

/** The shape that a list of schemas has together. */
export function shapeOf(schemas: readonly Node[]): Shape {
  const parts = schemas.flatMap((schema) => flatten(schema));
  const keywords = parts.flatMap((part) => [...keywordsOf(part)]);
  const all = (name: string): Node[] => keywords.flatMap(([keyword, node]) => (keyword === name ? [node] : []));
  const values = intersection([
    ...all('enum').map((node) => new Set(items(node).map((member) => JSON.stringify(member.value)))),
    ...all('const').map((node) => new Set([JSON.stringify(node.value)])),
  ]);
  const shape: Shape = {
    never: parts.some(isNever),
    types: intersection(all('type').map(({ value }) => typesIn(value))) ?? (values && typesOfValues(values)),
    values,
    bounds: new Map(),
    limits: new Map(),
    required: new Set(all('required').flatMap(({ value }) => (Array.isArray(value) ? value.map(String) : []))),
    properties: new Map(),
    refused: new Set(),
    others: othersOf([...all('additionalProperties'), ...all('unevaluatedProperties')]),
    items: all('items'),
    alternatives: new Map(),
    effects: new Map(),
    rest: new Map(),
  };
  gatherProperties(shape, all('properties'));
  for (const declaration of all('x-refused-properties'))
    for (const name of entries(declaration).keys()) shape.refused.add(name);
  for (const [keyword, node] of keywords) gatherKeyword(shape, keyword, node);
  return shape;
}

/** The keywords of one schema; the pattern as exactly as it is given. */
function keywordsOf(schema: Node): Map<string, Node> {
  const keywords = entries(schema);
  const exact = keywords.get('x-pattern-ecmascript');
  return exact ? keywords.set('pattern', exact) : keywords;
}

const STRUCTURE = new Set([
  ...['$ref', 'allOf', 'type', 'enum', 'const', 'required', 'properties', 'items'],
  ...['additionalProperties', 'unevaluatedProperties'],
]);

function gatherKeyword(shape: Shape, keyword: string, node: Node): void {
  const { value } = node;
  const bound = BOUNDS[keyword];
  if (STRUCTURE.has(keyword) || ANNOTATIONS.has(keyword)) return;
  if (bound && typeof value === 'number') {
    if (value === 0 && /^min[LIP]/.test(keyword)) return; // no bound at all
    shape.bounds.set(keyword, Math[bound === 'max' ? 'min' : 'max'](value, shape.bounds.get(keyword) ?? value));
  } else if (LIMITS.has(keyword)) {
    if (value !== false) add(shape.limits, keyword, JSON.stringify(value));
  } else if (EFFECTS.has(keyword)) {
    if (value !== false || keyword === 'default') add(shape.effects, keyword, JSON.stringify(value));
  } else if (keyword === 'oneOf' || keyword === 'anyOf') {
    shape.alternatives.set(keyword, [...(shape.alternatives.get(keyword) ?? []), ...items(node)]);
  } else if (!keyword.startsWith('x-')) {
    add(shape.rest, keyword, canonical(node, ANNOTATIONS));
  }
}

function gatherProperties(shape: Shape, declarations: Node[]): void {
  for (const declaration of declarations) {
    for (const [name, schema] of entries(declaration)) {
      shape.properties.set(name, [...(shape.properties.get(name) ?? []), schema]);
    }
  }
  const refused = [...shape.properties].filter(([, schemas]) =>
    schemas.flatMap((schema) => flatten(schema)).some(isNever),
  );
  for (const [name] of refused) shape.properties.delete(name);
  shape.refused = new Set(refused.map(([name]) => name));
}

function add(found: Map<string, string>, keyword: string, json: string): void {
  const before = found.get(keyword)?.split('\n') ?? [];
  found.set(keyword, [...new Set([...before, json])].sort().join('\n'));
}

/** The schema itself, and those that its `$ref` and `allOf` add to it. */
export function flatten(schema: Node, within: readonly string[] = []): Node[] {
  const address = addressOf(schema);
  if (within.includes(address)) return [];
  const inner = [...within, address];
  const reference = referenceOf(schema);
  return [
    schema,
    ...(reference === undefined ? [] : flatten(resolve(schema, reference), inner)),
    ...items(child(schema, 'allOf')).flatMap((part) => flatten(part, inner)),
  ];
}

function isNever({ value }: Node): boolean {
  return value === false || (isRecord(value) && isRecord(value.not) && Object.keys(value.not).length === 0);
}

function othersOf(declarations: Node[]): boolean | Node[] {
  if (declarations.some(isNever)) return false;
  const schemas = declarations.filter(({ value }) => isRecord(value) && Object.keys(value).length > 0);
  return schemas.length === 0 ? true : schemas;
}

function typesIn(value: unknown): Set<string> {
  const types = (Array.isArray(value) ? value : [value]).map(String);
  return new Set(types.includes('number') ? [...types, 'integer'] : types);
}

function typesOfValues(values: ReadonlySet<string>): Set<string> {
  return new Set([...values].map((json) => typeOf(JSON.parse(json))));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function intersection(sets: ReadonlySet<string>[]): ReadonlySet<string> | null {
  const [first, ...others] = sets;
  if (!first) return null;
  return new Set([...first].filter((member) => others.every((other) => other.has(member))));
}

/** Where a list of schemas is written, for people: the last one says what is special about the value. */
export function homeOf(schemas: readonly Node[]): string {
  const home = homeNodeOf(schemas);
  return home ? addressOf(home) : '';
}

export function homeNodeOf(schemas: readonly Node[]): Node | undefined {
  const last = schemas.at(-1);
  return last && follow(last);
}

/** What the second set has more than the first, and what it has not. */
export function differences(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): [added: string[], removed: string[]] {
  return [[...after].filter((member) => !before.has(member)), [...before].filter((member) => !after.has(member))];
}
