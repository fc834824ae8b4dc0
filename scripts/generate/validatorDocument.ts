/**
 * A contract as the server's validator is given it. What is served to the world is spelled so that every generator of clients understands it;
 * this says the same, or what the contract says in words, in keywords by which a validator finds the fault and its place at once.
 */
import { isRecord } from '../specDiff/node.js';

type Schema = Record<string, unknown>;

/** @param document stands alone; it is left as it is */
export function validatorDocument(document: unknown): unknown {
  const rewrite = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rewrite);
    if (!isRecord(value)) return value;
    const rewritten = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, rewrite(member)]));
    return [exactPattern, refusedProperties, choiceByDiscriminator(document), typedItems(document)].reduce<Schema>(
      (schema, step) => step(schema),
      rewritten,
    );
  };
  return rewrite(document);
}

/** ECMAScript's patterns can name what those of other languages can't. */
function exactPattern(schema: Schema): Schema {
  const { 'x-pattern-ecmascript': pattern, ...rest } = schema;
  return pattern === undefined ? schema : { ...rest, pattern };
}

/** A property that is known and never valid has a fault with its own words and code, not that of a property that nobody knows. */
function refusedProperties(schema: Schema): Schema {
  const { 'x-refused-properties': refused, ...rest } = schema;
  if (!isRecord(refused)) return schema;
  const never = Object.entries(refused).map(([name, words]) => [name, { ...(words as Schema), not: {} }]);
  return { ...rest, properties: { ...(rest.properties as Schema), ...(Object.fromEntries(never) as Schema) } };
}

/**
 * Only the alternative that is named is looked at: its faults are those of the value, where `oneOf` would list those of all of them. Where none is
 * named, what all of them have in common is looked at.
 */
function choiceByDiscriminator(document: unknown): (schema: Schema) => Schema {
  return (schema) => {
    const { oneOf, discriminator, ...rest } = schema;
    if (!Array.isArray(oneOf) || !isRecord(discriminator)) return schema;
    const { propertyName, mapping } = discriminator as { propertyName: string; mapping: Record<string, string> };
    const names = Object.keys(mapping);
    const named = (values: Schema): Schema => ({
      type: 'object',
      required: [propertyName],
      properties: { [propertyName]: values },
    });
    return {
      ...rest,
      ...named({ type: 'string', enum: names }),
      allOf: [
        ...Object.entries(mapping).map(([name, $ref]) => ({ if: named({ const: name }), then: { $ref } })),
        { if: named({ enum: names }), else: commonOf(Object.values(mapping).map(($ref) => at(document, $ref))) },
      ],
    };
  };
}

/** The properties that all of these schemas have and describe in the same way, and those of them that all require. */
function commonOf(schemas: readonly Schema[]): Schema {
  const declared = schemas.map(({ properties }) => (properties ?? {}) as Schema);
  const [first = {}] = declared;
  const isCommon = (name: string) =>
    declared.every((properties) => JSON.stringify(properties[name]) === JSON.stringify(first[name]));
  const isRequired = (name: string) =>
    schemas.every(({ required }) => (required as string[] | undefined)?.includes(name));
  const names = Object.keys(first).filter(isCommon);
  return {
    type: 'object',
    required: names.filter(isRequired),
    properties: Object.fromEntries(names.map((name) => [name, first[name]])),
  };
}

/** With the type beside the reference, Ajv finds a repetition without comparing each item with all others. */
function typedItems(document: unknown): (schema: Schema) => Schema {
  return (schema) => {
    const { uniqueItems, items } = schema;
    if (uniqueItems !== true || !isRecord(items) || typeof items.$ref !== 'string') return schema;
    const { type } = at(document, items.$ref);
    return type === undefined ? schema : { ...schema, items: { type, ...items } };
  };
}

function at(document: unknown, reference: string): Schema {
  const found = reference
    .split('/')
    .slice(1)
    .reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), document);
  return isRecord(found) ? found : {};
}
