/** What the validators of generated/checks/ are, and how they note what they find. */
import type { ErrorObject } from 'ajv';

/** A fault as Ajv describes it, as far as anybody reads it. */
export type SchemaFault = Pick<ErrorObject, 'instancePath' | 'keyword' | 'params' | 'schema' | 'parentSchema' | 'data'>;

/** What Ajv makes of a schema, at run time or ahead (`npm run generate`), with its options `allErrors` and `verbose`. */
export interface Validate {
  (value: unknown): unknown;
  /** Of the last call. */
  errors?: SchemaFault[] | null;
}

/** The faults with one more, for the validators. The broken keyword's value is in the schema that it is part of. */
export function noted(
  faults: SchemaFault[] | null,
  instancePath: string,
  keyword: string,
  parentSchema: Record<string, unknown>,
  data: unknown,
  params = {},
): SchemaFault[] {
  const fault = { instancePath, keyword, params, schema: parentSchema[keyword], parentSchema, data };
  faults?.push(fault);
  return faults ?? [fault];
}
