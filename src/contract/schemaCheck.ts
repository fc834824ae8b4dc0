/** Checking values by the schemas of the contracts. Imports nothing of the server, since receivers use it, too. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Fault } from '../errors.js';

/** Every fault of a value. The path of each begins with `path`, the place of the value itself. */
export type SchemaCheck = (value: unknown, path: string) => Fault[];

/**
 * Compiles schemas where they are in a document, whose references must not leave it. The document is taken to be valid.
 * @returns the check of the schema at a JSON pointer (RFC 6901) into the document; it throws if there is none
 */
export function createSchemaCompiler(document: object): (pointer: string) => SchemaCheck {
  const ajv = createAjv().addSchema(document, 'document');
  return (pointer) => {
    const validate = ajv.getSchema(`document#${pointer}`);
    if (!validate) throw new Error(`There is no schema at ${pointer}.`);
    return checkBy(validate);
  };
}

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  addFormats.default(ajv);
  return ajv;
}

function checkBy(validate: ValidateFunction): SchemaCheck {
  return (value, path) => (validate(value) ? [] : (validate.errors ?? []).map((error) => toFault(error, path)));
}

/** Ajv names the object that lacks a property; a caller wants the place of the property. */
function toFault({ instancePath, params, message }: ErrorObject, path: string): Fault {
  const missing = 'missingProperty' in params ? `/${String(params.missingProperty)}` : '';
  return { path: `${path}${instancePath}${missing}`, message: message ?? 'is not valid' };
}
