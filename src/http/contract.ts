import { readFile } from 'node:fs/promises';
import $RefParser from '@apidevtools/json-schema-ref-parser';
import { OpenApiSpecLoader } from 'express-openapi-validator/dist/framework/openapi.spec.loader.js';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import { packageFile } from '../packageFile.js';

type Document = OpenAPIV3.DocumentV3_1;
type Schema = OpenAPIV3.SchemaObject & { 'x-error-code'?: number };

/** One operation of a contract, with what the router needs to know of it. */
export interface ContractOperation {
  operationId: string;
  /** In lower case, as in the contract. */
  method: string;
  /** The schemas of the body's properties; null where the operation takes no body. */
  bodyProperties: Record<string, Schema> | null;
}

/** One path of a contract with its operations. */
export interface ContractPath {
  /** In the notation of Express: `/webhooks/:id`. */
  route: string;
  operations: ContractOperation[];
  /** The contract cut down to this path, so that the validator has nothing else to try. */
  document: Document;
}

export interface Contract {
  name: string;
  paths: ContractPath[];
  /** The largest request body (`x-max-body-bytes`). */
  maxBodyBytes: number;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const DEFAULT_MAX_BODY_BYTES = 65_536;

/**
 * Reads `openapi/<name>.yaml`, follows its references into other files, and validates it against OpenAPI 3.1.
 * @throws Error if the file can't be read or is not valid: a contract is checked before the server listens, not by its first request.
 */
export async function loadContract(name: string): Promise<Contract> {
  const document = await readContract(name);
  await new OpenApiSpecLoader({
    apiDoc: unshare(document),
    validateApiSpec: true,
    $refParser: { mode: 'bundle' },
  }).load();
  return {
    name,
    paths: Object.entries(document.paths ?? {}).map(([template, item]) => ({
      route: template.replaceAll(/\{(\w+)\}/g, ':$1'),
      operations: operationsOf(template, item),
      document: { ...document, paths: { [template]: item } },
    })),
    maxBodyBytes: 'x-max-body-bytes' in document ? Number(document['x-max-body-bytes']) : DEFAULT_MAX_BODY_BYTES,
  };
}

/** The contract's whole document, all references resolved. */
export async function readContract(name: string): Promise<Document> {
  const file = packageFile(`openapi/${name}.yaml`);
  await readFile(file).catch((cause: unknown) => {
    throw new Error(`The contract ${file} can't be read.`, { cause });
  });
  return unshare(await $RefParser.dereference<Document>(file));
}

/**
 * A copy in which nothing is shared. The validator writes into the documents it is given, and what two operations share
 * would leak from one to the other.
 */
export function unshare<T>(document: T): T {
  return JSON.parse(JSON.stringify(document)) as T;
}

function operationsOf(template: string, item: OpenAPIV3.PathItemObject): ContractOperation[] {
  return METHODS.flatMap((method) => {
    const operation = item[method];
    if (!operation) return [];
    if (!operation.operationId) throw new Error(`${method} ${template} has no operationId.`);
    return [{ operationId: operation.operationId, method, bodyProperties: bodyProperties(operation) }];
  });
}

function bodyProperties({ requestBody }: OpenAPIV3.OperationObject): Record<string, Schema> | null {
  if (!requestBody || '$ref' in requestBody) return null;
  const schema = requestBody.content['application/json']?.schema;
  return schema && 'properties' in schema ? (schema.properties as Record<string, Schema>) : {};
}
