/** Checking values by the schemas of the contracts. Imports nothing of the server, since receivers use it, too. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Fault } from '../errors.js';
import { boundKeywords } from './boundedKeywords.js';
import { faultsInWords } from './faultWords.js';

/**
 * The faults of a value, one for each place: all of them, unless an object or array has more than MAX_FAULTS of its own, of which the rest is
 * not looked for. The path of each begins with `path`, the place of the value itself.
 */
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
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, verbose: true });
  addFormats.default(ajv);
  boundKeywords(ajv);
  return ajv;
}

function checkBy(validate: ValidateFunction): SchemaCheck {
  return (value, path) => (validate(value) ? [] : faultsInWords(validate.errors ?? [], path));
}
