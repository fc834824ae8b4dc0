import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { updateAccount } from '../../src/accounts/accounts.js';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { errorCodeMeanings, webhookEventTypes, type ErrorCode } from '../../generated/webhooks.js';
import { sendRequest, type Answer } from '../support/call.js';
import { consoleAccess } from '../support/console.js';
import { contractCheck } from '../support/contract.js';
import { seedList, seedListRequest, seedRequest, seedWebhook } from '../support/seed.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

const contract = await contractCheck('webhooks');
const operations = [...contract.operations.values()];

let service: TestService;
let account: TestAccount;
beforeAll(async () => {
  service = await startTestService({ MAX_WEBHOOKS_PER_ACCOUNT: '5' });
});
afterAll(() => service.stop());

/** All examples of answers, once each: an example is shared by the operations that answer alike. */
const answers = new Map(
  operations.flatMap(({ responses }) =>
    [...responses].flatMap(([status, { examples }]) =>
      Object.entries(examples).map(([name, value]) => [name, { status, value }] as const),
    ),
  ),
);
const errorAnswers = [...answers].filter(([, { status }]) => status !== '200');

describe('the examples of the contract', () => {
  const requests = operations.flatMap(({ operationId, request }) =>
    Object.entries(request?.examples ?? {}).map(([name, body]) => ({ operationId, name, body })),
  );
  it.each(requests)('$operationId accepts its example $name', async ({ operationId, body }) => {
    account = await service.createAccount();
    const { id } = await account.createWebhook();
    const answer = await account.call(operationId, { id, body });
    expect(answer.status).toBe(200);
  });

  const bodies = operations.flatMap(({ operationId, responses }) =>
    [...responses].flatMap(([status, { examples, faults }]) =>
      Object.entries(examples).map(([name, value]) => ({ operationId, status, name, value, faults })),
    ),
  );
  it.each(bodies)('$operationId: the answer $status $name matches its schema', ({ value, faults }) => {
    expect(faults(value)).toEqual([]);
  });

  it('are there for each request and each answer', () => {
    for (const { request, responses } of operations) {
      const contents = [...(request ? [request] : []), ...responses.values()];
      expect(contents.filter(({ examples }) => Object.keys(examples).length === 0)).toEqual([]);
    }
  });

  it.each(errorAnswers)('%s has a code with the message that belongs to it', (_, { value }) => {
    const { code, message } = (value as { data: { code: ErrorCode; message: string } }).data;
    expect(message).toBe(errorCodeMeanings[code]);
  });
});

describe('each error example is what the service answers', () => {
  const call = (operationId: string, input: Parameters<TestAccount['call']>[1]) => account.call(operationId, input);
  const create = (changes: object) => call('createWebhook', { body: { ...seedRequest, ...changes } });
  const causes: Record<string, () => Promise<Answer>> = {
    unknownQueryParameter: () => call('listWebhooks', { query: 'page=2' }),
    invalidWebhookUrl: () => create({ webhook_url: 'example.com/webhook' }),
    forbiddenAddress: () => create({ webhook_url: 'http://10.0.0.8/webhook' }),
    unknownEventType: () => create({ events: ['ROUTE_EATEN'] }),
    malformedJson: () => call('createWebhook', { bytes: '{"webhook_url":' }),
    tooManyWebhooks: async () => {
      for (let i = 0; i < 5; i += 1) await account.createWebhook();
      return create({});
    },
    notABoolean: () => call('updateWebhook', { body: { enabled: 'true' } }),
    unchangeable: () => call('updateWebhook', { body: { enabled: true, dc_ids: ['1'] } }),
    missing: () => service.call('listWebhooks'),
    invalid: () => service.call('listWebhooks', { headers: { Authorization: 'Bearer wp_unknown' } }),
    webhookNotFound: () => call('deleteWebhook', {}),
    methodNotAllowed: () => sendRequest(service.url, 'delete', '/webhooks'),
    bodyTooLarge: () => call('createWebhook', { bytes: ' '.repeat(65_537) }),
    unsupportedMediaType: () =>
      call('createWebhook', { bytes: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
    accountDisabled: async () => {
      await updateAccount(service.database.prisma, account.id, { enabled: false });
      return call('listWebhooks', {});
    },
    readOnly: async () => {
      const access = await consoleAccess(service);
      const link = await access.linkTo({ kind: 'account', accountId: account.id }, { isReadOnly: true });
      const { accessToken } = await access.signIn(link);
      return service.call('createWebhook', { body: seedRequest, headers: { Authorization: `Bearer ${accessToken}` } });
    },
    wrongKindOfKey: async () => {
      const { apiKey } = await createApiKey(service.database.prisma, { kind: 'publisher' }, 'publisher');
      return service.call('listWebhooks', { headers: { Authorization: `Bearer ${apiKey}` } });
    },
  };
  /** What is caused and compared elsewhere: in rateLimit.test.ts, failure.test.ts, protocol.test.ts, and listen.unit.test.ts. */
  const elsewhere = [
    'rateLimited',
    'internalError',
    'databaseUnavailable',
    'expectationFailed',
    'headersTooLarge',
    'requestTimeout',
  ];

  it('and none is left out', () => {
    const known = [...Object.keys(causes), ...elsewhere];
    expect(errorAnswers.map(([name]) => name).filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(Object.entries(causes))('%s', async (name, cause) => {
    account = await service.createAccount();
    const answer = await cause();
    expect({ status: String(answer.status), value: answer.body }).toEqual(answers.get(name));
  });
});

describe('the examples of notifications', () => {
  it('are there for each event type and no other', () => {
    expect([...contract.notifications.keys()]).toEqual(webhookEventTypes);
  });

  it.each([...contract.notifications])('%s: each matches its schema and is of this type', (eventType, { request }) => {
    const examples = Object.values(request?.examples ?? {});
    expect(examples).not.toEqual([]);
    for (const example of examples) {
      expect(request?.faults(example)).toEqual([]);
      expect(example).toMatchObject({ event: eventType });
    }
  });

  it.each([...contract.notifications])('%s: without any one of its fields it does not match', (_, { request }) => {
    const [example = {}] = Object.values(request?.examples ?? {});
    for (const field of Object.keys(example as object)) {
      expect(request?.faults({ ...(example as object), [field]: undefined })).not.toEqual([]);
    }
  });
});

describe("the seed's examples hold to the letter: same envelope, same fields, no others", () => {
  /** An example of the seed, with the id that this webhook happened to get. */
  const withId = (example: string, id: string) => JSON.parse(example.replace('the-webhook-identifier', id)) as unknown;

  it('GET /webhooks', async () => {
    account = await service.createAccount();
    const { id } = await account.createWebhook(seedListRequest);
    const answer = await account.call('listWebhooks');
    expect([answer.status, answer.body]).toStrictEqual([200, withId(seedList, id)]);
  });

  it('POST /webhooks', async () => {
    account = await service.createAccount();
    const answer = await account.call('createWebhook', { body: seedRequest });
    const [webhook] = await account.listWebhooks();
    expect([answer.status, answer.body]).toStrictEqual([200, withId(seedWebhook, webhook?.id ?? '')]);
  });

  it.each(['updateWebhook', 'replaceWebhook'])('PATCH and PUT /webhooks/(id): %s', async (operationId) => {
    account = await service.createAccount();
    const { id } = await account.createWebhook();
    const answer = await account.call(operationId, { id, body: { enabled: true } });
    expect([answer.status, answer.body]).toStrictEqual([200, withId(seedWebhook, id)]);
  });

  it('DELETE /webhooks/(id)', async () => {
    account = await service.createAccount();
    const { id } = await account.createWebhook();
    const answer = await account.call('deleteWebhook', { id });
    expect([answer.status, answer.body]).toStrictEqual([200, { status: 'success', data: {} }]);
  });

  it("and the contract's own examples are the seed's", () => {
    expect(answers.get('webhooks')?.value).toStrictEqual(JSON.parse(seedList));
    expect(answers.get('webhook')?.value).toStrictEqual(JSON.parse(seedWebhook));
    expect(answers.get('deleted')?.value).toStrictEqual({ status: 'success', data: {} });
  });
});
