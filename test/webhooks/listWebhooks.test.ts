import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

describe('listWebhooks', () => {
  it('is an empty list for an account that has no webhooks', async () => {
    const account = await service.createAccount();
    const answer = await account.call('listWebhooks');
    expect([answer.status, answer.body]).toEqual([200, { status: 'success', data: { webhooks: [] } }]);
  });

  it('shows every webhook exactly as its creation answered, oldest first', async () => {
    const account = await service.createAccount();
    const created = [];
    for (const dc of ['z', 'a', 'm', 'b']) {
      created.push(await account.createWebhook({ webhook_url: `https://example.com/${dc}`, dc_ids: [dc] }));
    }
    expect(await account.listWebhooks()).toEqual(created);
  });

  it('keeps the order when webhooks change, and shows the change', async () => {
    const account = await service.createAccount();
    const [first, second] = [await account.createWebhook(), await account.createWebhook()];
    await account.call('updateWebhook', { id: first.id, body: { enabled: false } });
    expect(await account.listWebhooks()).toEqual([{ ...first, enabled: false }, second]);
  });

  it('leaves out what was deleted', async () => {
    const account = await service.createAccount();
    const [first, second] = [await account.createWebhook(), await account.createWebhook()];
    await account.call('deleteWebhook', { id: first.id });
    expect(await account.listWebhooks()).toEqual([second]);
  });

  it('shows what was committed to the database, also from outside', async () => {
    const account = await service.createAccount();
    const { id } = await account.createWebhook();
    await service.pool.query(`UPDATE webhooks SET events = '{ROUTE_STARTED,OF_A_LATER_VERSION}' WHERE id = $1`, [id]);
    // An event type that the contract does not have is not shown, since callers may not know it.
    expect(await account.listWebhooks()).toEqual([expect.objectContaining({ id, events: ['ROUTE_STARTED'] })]);
  });

  it('is a 400 with an unknown query parameter', async () => {
    const account = await service.createAccount();
    const answer = await account.call('listWebhooks', { query: 'page=2' });
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        status: 'error',
        data: {
          code: 1000,
          message: 'The request does not match the contract.',
          errors: [{ path: '/query/page', message: 'is no parameter of this operation' }],
        },
      },
    ]);
  });

  it('ignores a body and its content type, since the operation takes none', async () => {
    const account = await service.createAccount();
    const answer = await account.call('listWebhooks', { bytes: '{broken', headers: { 'Content-Type': 'text/html' } });
    expect(answer.status).toBe(200);
  });

  it('is a 401 without an API key', async () => {
    const answer = await service.call('listWebhooks');
    expect([answer.status, answer.body]).toEqual([
      401,
      {
        status: 'error',
        data: { code: 2000, message: 'The API key is missing: send it as Authorization: Bearer <API key>.' },
      },
    ]);
  });
});
