import { expect } from '@jest/globals';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readContract } from '../../src/http/contract.js';

/** The little of OpenAPI that checking an answer needs. */
interface OperationObject {
  operationId: string;
  responses: Record<
    string,
    {
      headers?: Record<string, { required?: boolean }>;
      content?: Record<string, { schema: object; examples?: Record<string, { value: unknown }> }>;
    }
  >;
  requestBody?: { content: Record<string, { schema: object; examples?: Record<string, { value: unknown }> }> };
}

export interface ContractCheck {
  operations: Map<string, OperationObject>;
  /** Fails unless the answer's status, headers and body are what the operation declares for that status. */
  expectDeclared(
    operationId: string,
    answer: { status: number; headers: Record<string, unknown>; body: unknown },
  ): void;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'];

/** Judges answers by a contract's YAML, with a validator of its own: not the one that the server uses. */
export async function contractCheck(name: string): Promise<ContractCheck> {
  const document = await readContract(name);
  const ajv = new Ajv2020.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const operations = new Map<string, OperationObject>();
  for (const item of Object.values(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(item as Record<string, OperationObject>)) {
      if (methods.includes(method)) operations.set(operation.operationId, operation);
    }
  }
  return {
    operations,
    expectDeclared: (operationId, { status, headers, body }) => {
      const response = operations.get(operationId)?.responses[status];
      expect({ operationId, status, declared: response !== undefined }).toEqual({
        operationId,
        status,
        declared: true,
      });
      for (const [header, { required }] of Object.entries(response?.headers ?? {})) {
        if (required) expect(Object.keys(headers)).toContain(header.toLowerCase());
      }
      expect(headers['content-type']).toMatch(/^application\/json/);
      const validate = ajv.compile(response?.content?.['application/json']?.schema ?? false);
      expect({ body, faults: validate(body) ? [] : validate.errors }).toEqual({ body, faults: [] });
    },
  };
}
