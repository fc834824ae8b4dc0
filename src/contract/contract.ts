import { OpenApiSpecLoader } from 'express-openapi-validator/dist/framework/openapi.spec.loader.js';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import { readContract, unshare, type ContractDocument } from './document.js';

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
  document: ContractDocument;
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
