import { readFile } from 'node:fs/promises';
import $RefParser from '@apidevtools/json-schema-ref-parser';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import { packageFile } from '../packageFile.js';

export type ContractDocument = OpenAPIV3.DocumentV3_1;

/**
 * The document of `openapi/<name>.yaml`, all references resolved, also those into other files.
 * @throws Error if the file can't be read.
 */
export async function readContract(name: string): Promise<ContractDocument> {
  const file = packageFile(`openapi/${name}.yaml`);
  await readFile(file).catch((cause: unknown) => {
    throw new Error(`The contract ${file} can't be read.`, { cause });
  });
  return unshare(await $RefParser.dereference<ContractDocument>(file));
}

/**
 * A copy in which nothing is shared. The validator writes into the documents it is given, and what two operations share
 * would leak from one to the other.
 */
export function unshare<T>(document: T): T {
  return JSON.parse(JSON.stringify(document)) as T;
}
