import { expect } from '@jest/globals';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import $RefParser from '@apidevtools/json-schema-ref-parser';
import { packageFile } from '../../src/packageFile.js';

/** The little of OpenAPI that checking an answer needs. */
interface BodyObject {
  content?: Record<string, { schema: object; examples?: Record<string, { value: unknown }> }>;
}
interface OperationObject {
  operationId: string;
  requestBody?: BodyObject;
  responses: Record<string, BodyObject & { headers?: Record<string, { required?: boolean; schema: object }> }>;
}

interface DocumentObject {
  paths: Record<string, object>;
  webhooks?: Record<string, object>;
}

/** One operation of the contract, or one notification. */
export interface Operation {
  operationId: string;
  method: (typeof methods)[number];
  /** As in the contract: `/webhooks/{id}`; the event type for a notification. */
  path: string;
  /** The request's JSON body; null where none is taken. */
  request: JsonBody | null;
  /** Each declared response, by its status or `default`. */
  responses: Map<string, JsonBody & { headerFaults(headers: Headers): object[] }>;
}

/** A JSON body in the contract: how to judge one, and the examples of it by name. */
export interface JsonBody {
  /** What the schema has against a value; empty if it matches. */
  faults(value: unknown): object[];
  examples: Record<string, unknown>;
}

/** `Set-Cookie` arrives as a list, since it may be there several times. */
type Headers = Record<string, string | string[] | undefined>;

export interface ContractCheck {
  operations: Map<string, Operation>;
  /** The notifications, by their event type. */
  notifications: Map<string, Operation>;
  /** Fails unless the answer's status, headers and body are what the operation declares for that very status. */
  expectDeclared(operationId: string, answer: { status: number; headers: Headers; body: unknown }): void;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** Judges answers by a contract as it is served, with a validator of its own: not the one that the server uses. */
export async function contractCheck(name: string): Promise<ContractCheck> {
  const document = await $RefParser.dereference<DocumentObject>(packageFile(`generated/openapi/${name}.json`));
  const ajv = new Ajv2020.default({ strict: false, allErrors: true });
  addFormats.default(ajv);

  function operationsIn(section: object | undefined): Operation[] {
    return Object.entries(section ?? {}).flatMap(([path, item]: [string, Record<string, OperationObject>]) =>
      methods.flatMap((method) => {
        const operation = item[method];
        if (!operation) return [];
        const { operationId, requestBody, responses } = operation;
        const declared = Object.entries(responses).map(
          ([status, response]) =>
            [status, { ...jsonBody(response), headerFaults: headerCheck(response.headers) }] as const,
        );
        const request = requestBody ? jsonBody(requestBody) : null;
        return [{ operationId, method, path, request, responses: new Map(declared) }];
      }),
    );
  }

  function jsonBody({ content }: BodyObject): JsonBody {
    const { schema, examples } = content?.['application/json'] ?? { schema: {} };
    const validate = ajv.compile(schema);
    return {
      faults: (value) => (validate(value) ? [] : (validate.errors ?? [])),
      examples: Object.fromEntries(Object.entries(examples ?? {}).map(([key, { value }]) => [key, value])),
    };
  }

  function headerCheck(declared: OperationObject['responses'][string]['headers'] = {}): (headers: Headers) => object[] {
    const checks = Object.entries(declared).map(([header, { required, schema }]) => {
      const validate = ajv.compile(schema);
      return { header, required, isValid: (text: string) => validate(text) || validate(Number(text)) };
    });
    return (headers) =>
      checks.flatMap(({ header, required, isValid }) => {
        const text = headers[header.toLowerCase()];
        if (text === undefined) return required ? [{ header, message: 'is missing' }] : [];
        const sent = String(text);
        return isValid(sent) ? [] : [{ header, message: `is ${sent}` }];
      });
  }

  const operations = new Map(operationsIn(document.paths).map((operation) => [operation.operationId, operation]));
  return {
    operations,
    notifications: new Map(operationsIn(document.webhooks).map((operation) => [operation.path, operation])),
    expectDeclared: (operationId, { status, headers, body }) => {
      const declared = operations.get(operationId)?.responses.get(String(status));
      const isJson = /^application\/json(;|$)/.test(String(headers['content-type']));
      const faults = declared
        ? [...declared.headerFaults(headers), ...declared.faults(body)]
        : ['the status is not declared'];
      expect({ operationId, status, body, isJson, faults }).toEqual({
        operationId,
        status,
        body,
        isJson: true,
        faults: [],
      });
    },
  };
}
