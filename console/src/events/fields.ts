import type { ShownSchema } from 'virtual:contract';

/** A field of a notification, as a row of a table shows it. */
export interface Field {
  /** With those around it: `stops[].eta`. */
  name: string;
  type: string;
  isRequired: boolean;
  meaning: string;
}

/** The fields of a schema, each followed by those within it. */
export function fieldsOf(schema: ShownSchema, prefix = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = prefix + key;
    const { description: meaning = '' } = property;
    const isRequired = schema.required?.includes(key) ?? false;
    return [{ name, type: typeWords(property), isRequired, meaning }, ...fieldsWithin(property, name)];
  });
}

function fieldsWithin(property: ShownSchema, name: string): Field[] {
  return property.items ? fieldsWithin(property.items, `${name}[]`) : fieldsOf(property, `${name}.`);
}

/** `string`, `integer or null`, `list of string`; what can have few values, by these. */
function typeWords({ type, format, enum: values, const: value, items }: ShownSchema): string {
  if (value !== undefined) return JSON.stringify(value);
  if (values) return values.map((member) => JSON.stringify(member)).join(' or ');
  if (items) return `list of ${typeWords(items)}`;
  const words = [type ?? 'any'].flat().join(' or ');
  return format === undefined || format === 'int64' ? words : `${words} (${format})`;
}
