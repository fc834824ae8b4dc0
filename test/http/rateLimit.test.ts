import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/service.js';

describe('the rate limit', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ RATE_LIMIT_PER_MINUTE: '3' });
  });
  afterAll(() => service.stop());

  it('says on each answer what is left, and answers 429 with Retry-After once nothing is', async () => {
    const account = await service.createAccount();
    const left = [];
    for (let i = 0; i < 3; i += 1) {
      const { status, headers } = await account.call('listWebhooks');
      expect([status, headers['ratelimit-policy']]).toEqual([200, expect.stringMatching(/^"api-key"; q=3; w=60/)]);
      left.push(/^"api-key"; r=(\d+); t=\d+$/.exec(String(headers['ratelimit']))?.[1]);
    }
    expect(left).toEqual(['2', '1', '0']);

    const limited = await account.call('listWebhooks');
    expect([limited.status, limited.body]).toEqual([
      429,
      {
        status: 'error',
        data: { code: 4000, message: 'Too many requests with this API key: wait as long as Retry-After says.' },
      },
    ]);
    const retryAfter = Number(limited.headers['retry-after']);
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    expect(limited.headers['ratelimit']).toMatch(/r=0/);
  });

  it('counts refused requests, too, and refuses before it reads a body', async () => {
    const account = await service.createAccount();
    const broken = { bytes: '{' };
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await account.call('createWebhook', broken)).status);
    expect(statuses).toEqual([400, 400, 400, 429]);
  });

  it("is a key's own: another key, also of the same account, has all of its quota", async () => {
    const [first, second] = [await service.createAccount(), await service.createAccount()];
    await Promise.all(Array.from({ length: 5 }, () => first.call('listWebhooks')));
    expect((await first.call('listWebhooks')).status).toBe(429);
    expect((await second.call('listWebhooks')).status).toBe(200);
  });

  it('can not be used up by somebody who has no valid key', async () => {
    const unknown = { headers: { Authorization: `Bearer wp_${'A'.repeat(43)}` } };
    for (let i = 0; i < 5; i += 1) {
      const { status, headers } = await service.call('listWebhooks', unknown);
      expect([status, headers['ratelimit']]).toEqual([401, undefined]);
    }
  });
});

it('0 means no limit, and no headers that speak of one', async () => {
  const service = await startTestService({ RATE_LIMIT_PER_MINUTE: '0' });
  const account = await service.createAccount();
  const answers = await Promise.all(Array.from({ length: 50 }, () => account.call('listWebhooks')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(Object.keys((answers[0]?.headers ?? {}) as object).filter((name) => name.startsWith('ratelimit'))).toEqual([]);
  await service.stop();
});
