/** Compiling the schemas of the contracts. */
import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { checkBy, type SchemaCheck } from '../../checks/schemaCheck.js';
import { boundKeywords } from './boundedKeywords.js';

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

/** Ajv as it is set for all of ours, at run time and ahead. */
export function createAjv(further: Options = {}): Ajv2020 {
  const options = { strict: false, allErrors: true, validateSchema: false, verbose: true, messages: false };
  const ajv = new Ajv2020({ ...options, ...further });
  addFormats.default(ajv);
  boundKeywords(ajv);
  return ajv;
}
