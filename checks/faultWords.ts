/** What a schema has against a value, in our own words: whoever validates, callers and receivers read the same. */
import type { Fault } from './fault.js';
import { closestName } from './spelling.js';
import type { SchemaFault } from './validate.js';

/** The faults that Ajv found (with its option `verbose`), one for each wrong value. `place` is where the checked value itself is. */
export function faultsInWords(errors: readonly SchemaFault[], place: string): Fault[] {
  const said = errors.filter(({ keyword }) => keyword !== 'if'); // which says no more than that `then` has found something
  return firstAtEachPath(said.map((error) => ({ path: place + pathOf(error), message: wordsFor(error) })));
}

/** Several rules may object to one value, and a schema and its parts may say the same twice: the first word is enough to mend it. */
export function firstAtEachPath<F extends Fault>(faults: readonly F[]): F[] {
  const byPath = new Map<string, F>();
  for (const fault of faults) if (!byPath.has(fault.path)) byPath.set(fault.path, fault);
  return [...byPath.values()];
}

/** Words for a format of OpenAPI or JSON Schema, where a value does not have it. */
export const formatWords: Readonly<Record<string, string>> = {
  'date-time': 'must be a time with an offset, such as 2026-01-01T09:00:00Z',
  uuid: 'must be a UUID, such as 019b76da-a800-7000-8000-000000000001',
};

/** JSON pointers (RFC 6901). Ajv names the object that lacks a property, or has one too many; a caller wants the place of the property. */
function pathOf({ instancePath, params }: SchemaFault): string {
  const { missingProperty, additionalProperty, unevaluatedProperty } = params as Record<string, unknown>;
  const name = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  return typeof name === 'string'
    ? `${instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    : instancePath;
}

function wordsFor(error: SchemaFault): string {
  return words[error.keyword]?.(error) ?? 'is not valid';
}

const unknown = ({ params, parentSchema }: SchemaFault) => {
  const { additionalProperty, unevaluatedProperty } = params as Record<string, unknown>;
  const name = String(additionalProperty ?? unevaluatedProperty);
  const meant = closestName(name, propertiesOf(parentSchema));
  return meant === null ? 'is not known here' : `is not known here: did you mean ${meant}?`;
};

/** By the keyword of the schema that was broken. Each continues "<place> …". */
const words: Readonly<Record<string, (error: SchemaFault) => string>> = {
  required: () => 'is missing',
  additionalProperties: unknown,
  unevaluatedProperties: unknown,
  type: ({ schema, data }) => typeWords([schema].flat().map(String), data),
  enum: ({ schema }) => `must be one of ${[schema].flat().map(shown).join(', ')}`,
  const: ({ schema }) => `must be ${shown(schema)}`,
  minItems: ({ schema }) => `must have at least ${counted(schema, 'entry', 'entries')}`,
  maxItems: ({ schema }) => `must have at most ${counted(schema, 'entry', 'entries')}`,
  uniqueItems: ({ params, data }) => {
    const { j } = params as Record<string, unknown>;
    return `lists ${shown(Array.isArray(data) ? data[Number(j)] : data)} twice`;
  },
  minLength: ({ schema }) =>
    schema === 1 ? 'must not be empty' : `must have at least ${counted(schema, 'character', 'characters')}`,
  maxLength: ({ schema }) => `must have at most ${counted(schema, 'character', 'characters')}`,
  minProperties: ({ schema }) => `must have at least ${counted(schema, 'property', 'properties')}`,
  maxProperties: ({ schema }) => `must have at most ${counted(schema, 'property', 'properties')}`,
  minimum: ({ schema }) => `must be at least ${String(schema)}`,
  maximum: ({ schema }) => `must be at most ${String(schema)}`,
  exclusiveMinimum: ({ schema }) => `must be more than ${String(schema)}`,
  exclusiveMaximum: ({ schema }) => `must be less than ${String(schema)}`,
  multipleOf: ({ schema }) => `must be a multiple of ${String(schema)}`,
  format: ({ schema }) => formatWords[String(schema)] ?? `must be a valid ${String(schema)}`,
  // No caller should have to read a pattern: the contract says in words what it is there for.
  pattern: ({ schema, parentSchema }) =>
    textOf(parentSchema, 'x-pattern-words') ?? `must match the pattern ${String(schema)}`,
  // What is never valid says why in its description.
  not: ({ parentSchema }) => textOf(parentSchema, 'description') ?? 'is not allowed',
  'false schema': () => 'is not allowed',
};

const typeNames: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

function typeWords(types: string[], data: unknown): string {
  const wanted = types.map((type) => typeNames[type] ?? type).join(' or ');
  if (typeof data === 'number' && types.includes('integer')) return `must be ${wanted}`; // "not a number" would be wrong
  return `must be ${wanted}, not ${kindOf(data)}`;
}

function kindOf(data: unknown): string {
  if (data === null) return 'null';
  if (typeof data === 'boolean') return String(data);
  return typeNames[Array.isArray(data) ? 'array' : typeof data] ?? typeof data;
}

function counted(count: unknown, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

const MAX_SHOWN = 40;

/** A value within a sentence: plain where nobody could misread it, in JSON otherwise, and never at length. */
function shown(value: unknown): string {
  if (typeof value === 'string' && /^[\w.:-]{1,40}$/.test(value)) return value;
  const json = JSON.stringify(value);
  return json.length > MAX_SHOWN ? `${json.slice(0, MAX_SHOWN)}…` : json;
}

function propertiesOf(schema: unknown): string[] {
  const properties = typeof schema === 'object' && schema !== null && 'properties' in schema ? schema.properties : null;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

function textOf(schema: unknown, name: string): string | undefined {
  const text =
    typeof schema === 'object' && schema !== null ? Object.entries(schema).find(([key]) => key === name) : [];
  return typeof text?.[1] === 'string' ? text[1] : undefined;
}
