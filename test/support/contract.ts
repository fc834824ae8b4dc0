import { expect } from '@jest/globals';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readContract } from '../../src/contractDocument.js';

/** The little of OpenAPI that checking an answer needs. */
interface Content {
  schema: object;
  examples?: Record<string, { value: unknown }>;
}
interface ResponseObject {
  headers?: Record<string, { required?: boolean; schema: object }>;
  content?: Record<string, Content>;
}
interface OperationObject {
  operationId: string;
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, ResponseObject>;
}

/** One operation of the contract, or one notification. */
export interface Operation {
  operationId: string;
  method: 'get' | 'put' | 'post' | 'patch' | 'delete';
  /** As in the contract: `/webhooks/{id}`. The event type for a notification. */
  path: string;
  /** Of the request's JSON body; null where none is taken. */
  request: JsonContent | null;
  /** Of each declared response, by its status or `default`. */
  responses: Map<string, JsonContent>;
}

/** A JSON body in the contract: how to judge one, and the examples of it by name. */
export interface JsonContent {
  /** What the schema has against a value; empty if it matches. */
  faults(value: unknown): object[];
  examples: Record<string, unknown>;
}

/** What of an answer is judged. */
export interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  body: unknown;
}

export interface ContractCheck {
  operations: Map<string, Operation>;
  /** The notifications, by their event type. */
  notifications: Map<string, Operation>;
  /** Fails unless the answer's status, headers and body are what the operation declares for that very status. */
  expectDeclared(operationId: string, answer: Answer): void;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** Judges answers by a contract's YAML, with a validator of its own: not the one that the server uses. */
export async function contractCheck(name: string): Promise<ContractCheck> {
  const document = await readContract(name);
  const ajv = new Ajv2020.default({ strict: false, allErrors: true });
  addFormats.default(ajv);

  function operationsIn(section: object | undefined): [Operation, OperationObject][] {
    return Object.entries(section ?? {}).flatMap(([path, item]: [string, Record<string, OperationObject>]) =>
      methods.flatMap((method) => {
        const object = item[method];
        if (object === undefined) return [];
        const responses = Object.entries(object.responses).map(
          ([status, response]) => [status, jsonContent(response)] as const,
        );
        const request = object.requestBody ? jsonContent(object.requestBody) : null;
        const operation = { operationId: object.operationId, method, path, request, responses: new Map(responses) };
        return [[operation, object] satisfies [Operation, OperationObject]];
      }),
    );
  }

  function jsonContent({ content }: Pick<ResponseObject, 'content'>): JsonContent {
    const { schema, examples } = content?.['application/json'] ?? { schema: {} };
    const validate = ajv.compile(schema);
    return {
      faults: (value) => faultsOf(validate, value),
      examples: Object.fromEntries(Object.entries(examples ?? {}).map(([key, { value }]) => [key, value])),
    };
  }

  const served = operationsIn(document.paths);
  const objects = new Map(served.map(([{ operationId }, object]) => [operationId, object]));
  const operations = new Map(served.map(([operation]) => [operation.operationId, operation]));
  return {
    operations,
    notifications: new Map(operationsIn(document.webhooks).map(([operation]) => [operation.path, operation])),
    expectDeclared: (operationId, { status, headers, body }) => {
      const declared = operations.get(operationId)?.responses.get(String(status));
      const headerObjects = objects.get(operationId)?.responses[String(status)]?.headers ?? {};
      const faults = Object.entries(headerObjects).flatMap(([header, { required, schema }]): object[] => {
        const text = headers[header.toLowerCase()];
        if (text === undefined) return required ? [{ header, message: 'is missing' }] : [];
        const valid = ajv.validate(schema, text) || ajv.validate(schema, Number(text));
        return valid ? [] : [{ header, message: `is ${text}` }];
      });
      if (!/^application\/json(;|$)/.test(headers['content-type'] ?? ''))
        faults.push({ header: 'Content-Type', message: 'is not JSON' });
      expect({
        operationId,
        status,
        body,
        faults: declared ? [...faults, ...declared.faults(body)] : ['the status is not declared'],
      }).toEqual({ operationId, status, body, faults: [] });
    },
  };
}

function faultsOf(validate: ValidateFunction, value: unknown): object[] {
  return validate(value) ? [] : (validate.errors ?? []);
}
