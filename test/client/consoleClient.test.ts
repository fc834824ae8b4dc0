import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConsoleClient, createWebhooksClient } from '@waypost/client';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let account: TestAccount;
beforeAll(async () => {
  service = await startTestService();
  account = await service.createAccount();
});
afterAll(() => service.stop());

describe('createConsoleClient', () => {
  it('signs in without a token, and out with that of the moment', async () => {
    let accessToken = '';
    const sessions = createConsoleClient({ baseUrl: service.url, accessToken: () => accessToken });
    const { data } = await createConsoleClient({ baseUrl: service.url }).POST('/console/sessions', {
      body: { credential: account.apiKey },
    });
    expect(data?.data.session.account).toEqual({ id: account.id, name: 'test' });
    const before = await sessions.DELETE('/console/session');
    expect([before.response.status, before.error?.data.code]).toEqual([401, 2006]);
    accessToken = data?.data.access_token ?? '';
    expect((await sessions.DELETE('/console/session')).response.status).toBe(200);
  });
});

describe('a key that changes', () => {
  it('is asked for with each call, and may be promised', async () => {
    const keys = [account.apiKey, 'wp_unknown', account.apiKey];
    const webhooks = createWebhooksClient({ baseUrl: service.url, apiKey: () => Promise.resolve(keys.shift() ?? '') });
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await webhooks.GET('/webhooks')).response.status);
    expect(statuses).toEqual([200, 401, 200]);
  });

  it('that can not be had fails the call, and nothing is sent', async () => {
    const fetched: unknown[] = [];
    const webhooks = createWebhooksClient({
      baseUrl: service.url,
      apiKey: () => Promise.reject(new Error('signed out')),
      fetch: (request) => {
        fetched.push(request);
        return fetch(request);
      },
    });
    await expect(webhooks.GET('/webhooks')).rejects.toThrow('signed out');
    expect(fetched).toEqual([]);
  });
});
