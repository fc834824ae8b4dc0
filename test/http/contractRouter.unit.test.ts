import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { webhooksContract } from '../../generated/contracts/webhooks.js';
import { keyRefusals, noFurtherFaults, type Binding } from '../../src/contract/binding.js';
import type { AccountContext, Caller } from '../../src/contract/caller.js';
import { ApiError } from '../../src/errors.js';
import { contractRouter } from '../../src/http/contractRouter.js';

type Handler = (input: AccountContext) => Promise<{ status: number; body: unknown }>;
const handler: Handler = () => Promise.resolve({ status: 200, body: {} });
const operations = webhooksContract.paths.flatMap((path) => path.operations);
const handlers = Object.fromEntries(operations.map(({ operationId }) => [operationId, handler]));

const caller: Caller = {
  kind: 'account',
  keyId: 'k',
  sessionId: null,
  isReadOnly: false,
  accountId: 'a',
  isDisabled: false,
};

/** Without the types of a feature's own binding, which would not let the mistakes of these tests pass (test/contract/binding.test-d.ts). */
function bind(bound: Record<string, Handler>, changes: Partial<Binding<Record<string, Handler>>> = {}) {
  const contextOf = () => {
    throw new Error('Nobody calls.');
  };
  return contractRouter(
    {
      contract: webhooksContract,
      handlers: bound,
      contextOf,
      refusals: keyRefusals,
      furtherFaults: noFurtherFaults,
      ...changes,
    },
    {
      authenticate: () => Promise.resolve(caller),
      authenticateCookie: () => Promise.resolve(null),
      rateLimit: (_request, _response, next) => {
        next();
      },
      onContractBreach: (error) => {
        throw error;
      },
    },
  );
}

describe('the handlers have to fit the contract at start', () => {
  it('one for each operation is accepted', () => {
    expect(() => bind(handlers)).not.toThrow();
  });

  it('an operation without a handler, and a handler for no operation, are one error that names both', () => {
    const { listWebhooks: renamed = handler, ...others } = handlers;
    expect(() => bind({ ...others, getWebhooks: renamed })).toThrow(
      'The handlers do not fit openapi/webhooks.yaml: listWebhooks has no handler, getWebhooks is no operation.',
    );
  });
});

describe('a request', () => {
  const created = { webhook_url: 'https://example.com/', events: ['ROUTE_CREATED'], dc_ids: ['1'] };

  it('has the caller looked at once, and its handler is told what was found out', async () => {
    const seen: { callers: Caller[]; inputs: unknown[] } = { callers: [], inputs: [] };
    const listWebhooks: Handler = (input) => {
      seen.inputs.push(input);
      return Promise.resolve({ status: 200, body: { status: 'success', data: { webhooks: [] } } });
    };
    const contextOf = (found: Caller) => {
      seen.callers.push(found);
      return { account: { id: 'a' } };
    };
    const app = express().use(bind({ ...handlers, listWebhooks }, { contextOf }));
    await request(app).get('/webhooks').set('Authorization', 'Bearer k').expect(200);
    expect(seen.callers).toEqual([caller]);
    expect(seen.inputs).toMatchObject([{ account: { id: 'a' } }]);
  });

  it('has its further faults asked for once, with what the schema has against it', async () => {
    const asked: unknown[] = [];
    const furtherFaults: Binding<never>['furtherFaults'] = (body, found) => {
      asked.push([body, found.map(({ path }) => path)]);
      return [{ path: '/body/webhook_url', message: 'is one that we do not like' }];
    };
    const app = express()
      .use(bind(handlers, { contextOf: () => ({ account: { id: 'a' } }), furtherFaults }))
      .use(answerFaults);
    const call = (body: object) =>
      request(app).post('/webhooks').set('Authorization', 'Bearer k').send(body).expect(400);
    const further = { path: '/body/webhook_url', message: 'is one that we do not like' };
    expect((await call(created)).body).toEqual([further]);
    const faulty = { ...created, dc_ids: [] };
    expect((await call(faulty)).body).toEqual([expect.objectContaining({ path: '/body/dc_ids' }), further]);
    expect(asked).toEqual([
      [created, []],
      [faulty, ['/body/dc_ids']],
    ]);
  });
});

const answerFaults: express.ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof ApiError) response.status(error.status).type('json').send(JSON.stringify(error.faults));
  else next(error);
};
