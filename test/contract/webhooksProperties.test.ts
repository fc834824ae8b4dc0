import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { webhookEventTypes } from '../../generated/webhooks.js';
import { sendRequest, type CallInput } from '../support/call.js';
import { contractCheck } from '../support/contract.js';
import { seedRequest } from '../support/seed.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

const contract = await contractCheck('webhooks');

let service: TestService;
let account: TestAccount;
let knownId: string;
beforeAll(async () => {
  service = await startTestService({ RATE_LIMIT_PER_MINUTE: '0', MAX_WEBHOOKS_PER_ACCOUNT: '10000' });
  account = await service.createAccount();
  knownId = (await account.createWebhook()).id;
});
afterAll(() => service.stop());

const ids = fc.oneof(
  fc.constant('known'),
  fc.uuid(),
  fc.string({ unit: 'grapheme', minLength: 1 }).map(encodeURIComponent),
  fc.stringMatching(/^[\w%'"~!$&()*+,;=:@-]{1,50}$/),
);
const queries = fc.option(fc.oneof(fc.webQueryParameters(), fc.stringMatching(/^[\w%[\]&=.+-]{1,20}$/)), {
  nil: undefined,
  freq: 3,
});

/** What a caller who read half of the documentation might send. */
const likelyBodies = fc.record(
  {
    webhook_url: fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), fc.jsonValue()),
    events: fc.oneof(fc.array(fc.oneof(fc.constantFrom(...webhookEventTypes), fc.string())), fc.jsonValue()),
    dc_ids: fc.oneof(fc.array(fc.string({ unit: 'binary' })), fc.jsonValue()),
    enabled: fc.oneof(fc.boolean(), fc.jsonValue()),
    id: fc.jsonValue(),
    url: fc.jsonValue(),
    constructor: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const contents: fc.Arbitrary<Pick<CallInput, 'body' | 'bytes'>> = fc.oneof(
  { weight: 4, arbitrary: likelyBodies.map((body) => ({ body })) },
  { weight: 1, arbitrary: fc.jsonValue().map((body) => ({ body })) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((bytes) => ({ bytes })) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => ({ bytes })) },
  { weight: 1, arbitrary: fc.constant({}) },
);
const headerText = fc.stringMatching(/^[!-~][ -~]{0,30}[!-~]$/);
const headers = fc.record(
  {
    'Content-Type': fc.oneof({ weight: 3, arbitrary: fc.constant('application/json') }, headerText),
    'Content-Encoding': fc.oneof(fc.constantFrom('gzip', 'br', 'deflate', 'identity', 'x'), headerText),
    Accept: headerText,
    Authorization: fc.oneof(
      headerText,
      headerText.map((text) => `Bearer ${text}`),
    ),
    'X-Request-Id': headerText,
  },
  { requiredKeys: [] },
);
const methods = fc.constantFrom(
  'get' as const,
  'put' as const,
  'post' as const,
  'patch' as const,
  'delete' as const,
  'options' as const,
);

const inputs = fc
  .record({
    id: ids,
    query: queries,
    content: contents,
    headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, headers),
  })
  .map(({ content, ...others }) => ({ ...others, ...content }));

describe('whatever a caller sends, the answer is one that the contract declares and no failure of the server:', () => {
  it.each([...contract.operations.keys()])('%s', async (operationId) => {
    await fc.assert(
      fc.asyncProperty(inputs, async ({ id, query, ...input }) => {
        // `call` fails on an answer that is not declared.
        const answer = await account.call(operationId, {
          ...input,
          id: id === 'known' ? knownId : id,
          ...(query !== undefined && { query }),
        });
        expect(answer.status).toBeLessThan(500);
        if (operationId === 'deleteWebhook' && answer.status === 200) knownId = (await account.createWebhook()).id;
      }),
      { numRuns: 150 },
    );
  });

  it('any method on any path', async () => {
    const paths = fc.oneof(
      fc.constantFrom('/webhooks', '/webhooks/', '/webhooks/1', '/healthz', '/docs'),
      fc.webPath(),
    );
    await fc.assert(
      fc.asyncProperty(methods, paths, contents, headers, async (method, path, content, sent) => {
        const answer = await sendRequest(service.url, method, path === '' ? '/' : path, { ...content, headers: sent });
        expect(answer.status).toBeLessThan(500);
        if (answer.status < 400) return;
        expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
        expect(contract.operations.get('createWebhook')?.responses.get('default')?.faults(answer.body)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

it('what is accepted is returned, and listed, exactly as it was sent', async () => {
  const storable = fc
    .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 20 })
    .filter((text) => !text.includes('\u0000'));
  const requests = fc.record({
    events: fc.uniqueArray(fc.constantFrom(...webhookEventTypes), { minLength: 1 }),
    dc_ids: fc.uniqueArray(storable, { minLength: 1 }),
    webhook_url: fc.webPath().map((path) => `https://example.com${path}`),
  });
  const other = await service.createAccount();
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const created = await other.createWebhook(request);
      const { webhook_url: url, ...others } = { ...seedRequest, ...request };
      expect(created).toEqual({ id: created.id, url, enabled: true, ...others });
      expect((await other.listWebhooks()).at(-1)).toEqual(created);
    }),
    { numRuns: 50 },
  );
});
