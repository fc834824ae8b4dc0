import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createWebhooksClient, type WebhooksClient } from '@waypost/client';
import { openWorkplace, type Workplace } from '../support/program.js';

let workplace: Workplace;
beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(() => workplace.close());

const CREATES = 1_000;
const AT_ONCE = 20;
const KILL_AFTER = 400;

/** Creates webhooks until the service is gone, and returns the ids and URLs of those that were answered with 200. */
async function createUntilKilled(webhooks: WebhooksClient, kill: () => void): Promise<Map<string, string>> {
  const answered = new Map<string, string>();
  let next = 0;
  async function createSome(): Promise<void> {
    while (next < CREATES) {
      const webhook_url = `https://example.com/${(next += 1)}`;
      const { data } = await webhooks.POST('/webhooks', {
        body: { webhook_url, events: ['ROUTE_CREATED'], dc_ids: ['1'] },
      });
      if (data) answered.set(data.data.webhook.id, data.data.webhook.url);
      if (answered.size === KILL_AFTER) kill();
    }
  }
  await Promise.allSettled(Array.from({ length: AT_ONCE }, createSome));
  return answered;
}

it('kill -9 in the middle of 1,000 creates: after a restart all that was answered with 200 is listed, and nothing twice', async () => {
  const first = await workplace.serve();
  const [, apiKey = ''] = await first.waitFor(/WAYPOST_API_KEY=(wp_\S{43})\n/);
  const answered = await createUntilKilled(createWebhooksClient({ baseUrl: first.url, apiKey }), () => {
    first.kill('SIGKILL');
  });
  await first.ended;
  expect(answered.size).toBeGreaterThanOrEqual(KILL_AFTER);
  expect(answered.size).toBeLessThan(CREATES);

  const second = await workplace.serve();
  const { data } = await createWebhooksClient({ baseUrl: second.url, apiKey }).GET('/webhooks');
  const listed = new Map(data?.data.webhooks.map(({ id, url }) => [id, url]));
  for (const [id, url] of answered) expect([id, listed.get(id)]).toEqual([id, url]);
  expect(listed.size).toBe(data?.data.webhooks.length);
  expect(new Set(listed.values()).size).toBe(listed.size);

  expect((await second.end('SIGTERM')).exitCode).toBe(0);
});
