import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Webhook } from '../support/call.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let account: TestAccount;
let webhook: Webhook;
beforeAll(async () => {
  service = await startTestService();
  account = await service.createAccount();
});
beforeEach(async () => {
  webhook = await account.createWebhook();
});
afterAll(() => service.stop());

const unchangeable = "Can't be changed: delete the webhook and create another.";

describe.each(['updateWebhook', 'replaceWebhook'])('%s', (operationId) => {
  it('disables and enables, and answers with the whole webhook', async () => {
    for (const enabled of [false, false, true, true]) {
      const answer = await account.call(operationId, { id: webhook.id, body: { enabled } });
      const changed = { ...webhook, enabled };
      expect([answer.status, answer.body]).toEqual([200, { status: 'success', data: { webhook: changed } }]);
      expect(await account.listWebhooks()).toContainEqual(changed);
    }
  });

  it('changes no other webhook', async () => {
    const other = await account.createWebhook();
    await account.call(operationId, { id: webhook.id, body: { enabled: false } });
    expect(await account.listWebhooks()).toContainEqual(other);
  });

  it.each([
    { id: 'x' },
    { url: 'https://example.com/' },
    { webhook_url: 'https://example.com/' },
    { events: [] },
    { dc_ids: ['1'] },
  ])('refuses %j with code 1105: it says to delete the webhook and create another', async (change) => {
    const [property = ''] = Object.keys(change);
    const answer = await account.call(operationId, { id: webhook.id, body: { enabled: false, ...change } });
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        status: 'error',
        data: {
          code: 1105,
          message: 'Only enabled can be changed: delete the webhook and create another.',
          errors: [{ path: `/body/${property}`, message: unchangeable }],
        },
      },
    ]);
  });

  it('refuses even the values that the webhook has, since a caller who sends them expects them to count', async () => {
    const { enabled, ...others } = webhook;
    const answer = await account.call(operationId, { id: webhook.id, body: { enabled, ...others } });
    const { data } = answer.body;
    expect([answer.status, data.code]).toEqual([400, 1105]);
    expect(data.errors?.map(({ path }) => path).sort()).toEqual([
      '/body/dc_ids',
      '/body/events',
      '/body/id',
      '/body/url',
    ]);
  });

  it.each([
    ['a text', { enabled: 'true' }, 1104, { '/body/enabled': 'must be true or false, not a string' }],
    ['a number', { enabled: 1 }, 1104, { '/body/enabled': 'must be true or false, not a number' }],
    ['null', { enabled: null }, 1104, { '/body/enabled': 'must be true or false, not null' }],
    ['nothing', {}, 1104, { '/body/enabled': 'is missing' }],
    ['an unknown property', { enabled: true, x: 1 }, 1000, { '/body/x': 'is not known here' }],
    [
      'faults of several parameters',
      { enabled: 'no', dc_ids: [], x: 1 },
      1000,
      {
        '/body/enabled': 'must be true or false, not a string',
        '/body/dc_ids': unchangeable,
        '/body/x': 'is not known here',
      },
    ],
  ])('refuses %s, and lists every fault with its path', async (_, body, code, faults) => {
    const answer = await account.call(operationId, { id: webhook.id, body });
    const { data } = answer.body;
    expect([answer.status, data.code]).toEqual([400, code]);
    expect(Object.fromEntries((data.errors ?? []).map(({ path, message }) => [path, message]))).toEqual(faults);
  });

  it.each([
    ['no body', {}, 400, 1001],
    ['malformed JSON', { bytes: '{"enabled":tru' }, 400, 1001],
    ['null', { bytes: 'null' }, 400, 1000],
    ['true', { bytes: 'true' }, 400, 1000],
    ['a form', { bytes: 'enabled=true', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }, 415, 1002],
    ['a body over 64 KiB', { bytes: ' '.repeat(65_537) }, 413, 1003],
    ['a query', { body: { enabled: true }, query: 'enabled=true' }, 400, 1000],
  ])('refuses %s and changes nothing', async (_, input, status, code) => {
    const answer = await account.call(operationId, { id: webhook.id, ...input });
    expect([answer.status, answer.body.data.code]).toEqual([status, code]);
    expect(await account.listWebhooks()).toContainEqual(webhook);
  });

  it('is a 404 once the webhook is deleted', async () => {
    await account.call('deleteWebhook', { id: webhook.id });
    const answer = await account.call(operationId, { id: webhook.id, body: { enabled: true } });
    expect([answer.status, answer.body]).toEqual([
      404,
      { status: 'error', data: { code: 3001, message: 'The webhook could not be found.' } },
    ]);
  });

  it('is a 401 without an API key', async () => {
    expect((await service.call(operationId, { id: webhook.id, body: { enabled: false } })).status).toBe(401);
    expect(await account.listWebhooks()).toContainEqual(webhook);
  });
});
