import request from 'supertest';
import type { components } from '../../generated/webhooks.js';
import type { ContractCheck } from './contract.js';

/** What a call sends besides what its operation settles. */
export interface CallInput {
  /** The `{id}` of the path, as it stands: escaping is the caller's affair. */
  id?: string;
  /** What follows the `?`. */
  query?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it stands, in place of `body`. */
  bytes?: string | Uint8Array;
  /** `Content-Type` is `application/json` unless it is given here; an empty text leaves a header out. */
  headers?: Record<string, string>;
}

/** An answer as it arrived. */
export interface Answer {
  status: number;
  /** By their names in lower case. */
  headers: Record<string, string>;
  text: string;
  /** `text` parsed; any part may be missing from an answer that was not checked against the contract. */
  body: {
    status: string;
    data: Partial<components['schemas']['ErrorResponse']['data']> & {
      webhook?: Webhook;
      webhooks?: Webhook[];
      /** Of openapi/events.yaml. */
      events?: { id: string; deliveries: number }[];
      /** Of other contracts. */
      [name: string]: unknown;
    };
  };
}

export type Webhook = components['schemas']['Webhook'];

/**
 * Calls an operation by its id, and fails unless the answer is one that the contract declares for the operation.
 */
export type CallOperation = (operationId: string, input?: CallInput) => Promise<Answer>;

/** Calls operations of the service at `url`, with an API key if there is one. */
export function createCaller(url: string, contract: ContractCheck, apiKey?: string): CallOperation {
  return async (operationId, input = {}) => {
    const operation = contract.operations.get(operationId);
    if (!operation) throw new Error(`The contract has no operation ${operationId}.`);
    const path = operation.path.replace('{id}', input.id ?? '00000000-0000-7000-8000-000000000000');
    const answer = await sendRequest(url, operation.method, path, {
      ...input,
      headers: { ...(apiKey !== undefined && { Authorization: `Bearer ${apiKey}` }), ...input.headers },
    });
    contract.expectDeclared(operationId, answer);
    return answer;
  };
}

/** Sends any request at all, and judges nothing. */
export async function sendRequest(
  url: string,
  method: 'get' | 'head' | 'options' | 'put' | 'post' | 'patch' | 'delete',
  path: string,
  { query, body, bytes, headers = {} }: Omit<CallInput, 'id'> = {},
): Promise<Answer> {
  const call = request(url)[method](query === undefined ? path : `${path}?${query}`);
  const content = bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  const all = { ...(content !== undefined && { 'Content-Type': 'application/json' }), ...headers };
  for (const [name, value] of Object.entries(all)) if (value !== '') void call.set(name, value);
  if (content !== undefined) {
    // A buffer and a serializer of our own, since superagent has ideas about text and objects. It takes bytes, too: its types don't say so.
    const bytesAsTheyAre = () => Buffer.from(content) as unknown as string;
    void call.serialize(bytesAsTheyAre).send(Buffer.from(content));
  }
  return call;
}
