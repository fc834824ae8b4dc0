/** @waypost/client in a page: a bundle of it, in Chromium, against the real service. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import type * as Client from '../../client/src/index.js';
import { packageFile } from '../../src/packageFile.js';
import { startTestService, type TestService } from '../support/service.js';
import { observe, startChromium } from './chromium.js';

let browser: Browser;
let service: TestService;
beforeAll(async () => {
  [browser, service] = await Promise.all([startChromium(), startTestService()]);
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});

/** As a script that leaves the client in a global. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [packageFile('client/src/index.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'waypost',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

declare const waypost: typeof Client;

it('creates and lists webhooks from a page, and reads an error by its name', async () => {
  const { apiKey } = await service.createAccount();
  const page = await browser.newPage();
  const observed = await observe(page);
  // A page of the service's own origin: it lets no other one read its answers.
  await page.route('**/page.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto(`${service.url}/page.html`);
  await page.addScriptTag({ content: await bundle() });
  const seen = await page.evaluate(
    async (access) => {
      const webhooks = waypost.createWebhooksClient(access);
      const body = { webhook_url: 'https://example.com/hook', events: ['ROUTE_STARTED' as const], dc_ids: ['1'] };
      const created = await webhooks.POST('/webhooks', { body });
      const listed = await webhooks.GET('/webhooks');
      const id = created.data?.data.webhook.id ?? '';
      await webhooks.DELETE('/webhooks/{id}', { params: { path: { id } } });
      const refused = await webhooks.DELETE('/webhooks/{id}', { params: { path: { id } } });
      return {
        listed: listed.data?.data.webhooks.map((webhook) => webhook.id),
        id,
        isNotFound: refused.error?.data.code === waypost.ErrorCode.WebhookNotFound,
      };
    },
    { baseUrl: service.url, apiKey },
  );
  expect(seen).toEqual({ listed: [seen.id], id: expect.any(String), isNotFound: true });
  expect(observed.complaints.filter((complaint) => !complaint.includes('404'))).toEqual([]); // of which Chromium complains itself
  expect(observed.requests.filter((url) => !url.startsWith(service.url))).toEqual([]);
});
