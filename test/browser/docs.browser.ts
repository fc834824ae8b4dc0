import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Browser, Page } from 'playwright-core';
import { contractFiles, docsDocument } from '../../src/http/docs/contractFiles.js';
import { docsRouter } from '../../src/http/docs/docsRouter.js';
import { packageFile } from '../../src/packageFile.js';
import { observe, startChromium, type Observed } from './chromium.js';

interface Operation {
  operationId?: string;
  summary: string;
  tags: string[];
}
const reference = JSON.parse(await readFile(docsDocument, 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, { post: Operation }>;
};
const operations = Object.values(reference.paths).flatMap((item) =>
  Object.values(item).filter(({ operationId }) => operationId),
);
const notifications = Object.values(reference.webhooks).map(({ post }) => post);

let browser: Browser;
let page: Page;
let observed: Observed;
let server: Server | undefined;

beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.close();
  server?.close();
  server = undefined;
});

const DESKTOP = { width: 1400, height: 900 };
const TELEPHONE = { width: 390, height: 844 };

async function openPage(url: string, size = DESKTOP): Promise<void> {
  page = await browser.newPage({ viewport: size });
  observed = await observe(page);
  await page.goto(url);
  await page.locator('h1', { hasText: 'Waypost' }).waitFor();
}

/** Serves the docs behind an API's strict headers, and an operation of that API; returns where. */
async function serve(listWebhooks: RequestHandler = (_request, response) => void response.json({})): Promise<string> {
  const app = express();
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } } }));
  app.use(docsRouter());
  app.get('/webhooks', listWebhooks);
  const listening = await new Promise<Server>((resolve) => {
    const started: Server = app.listen(0, '127.0.0.1', () => {
      resolve(started);
    });
  });
  server = listening;
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

function anchorOf({ tags: [tag = ''], operationId = '' }: Operation): string {
  return `#tag/${tag.toLowerCase()}/${operationId}`;
}

function expectNothingElse(host: string): void {
  expect(observed.complaints).toEqual([]);
  expect(observed.requests.filter((url) => !url.startsWith(`${host}/`))).toEqual([]);
}

/** Types into the search, and goes where the result with this title leads. */
async function find(words: string, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page
    .getByRole('combobox', { name: 'Search' })
    .or(page.getByPlaceholder(/search/i))
    .last()
    .fill(words);
  await page.getByRole('option').filter({ hasText: title }).first().click();
  await page.getByRole('heading', { name: title }).first().waitFor();
}

describe('/docs', () => {
  it('shows every operation with samples in three languages', async () => {
    const host = await serve();
    await openPage(`${host}/docs`);
    for (const operation of operations) {
      const anchor = anchorOf(operation);
      await page.evaluate(`location.hash = ${JSON.stringify(anchor)}`);
      const section = page.locator(`[id="api-1/${anchor.slice(1)}"]`);
      await section.getByRole('heading', { name: operation.summary }).first().waitFor();
      await section.locator('pre', { hasText: 'curl "$WAYPOST_URL' }).first().waitFor();
      await section.getByTestId('client-picker').click();
      for (const label of ['TypeScript', 'Python']) await page.getByRole('option', { name: label }).waitFor();
      await page.keyboard.press('Escape');
    }
    expectNothingElse(host);
  });

  it('shows every notification', async () => {
    const host = await serve();
    await openPage(`${host}/docs#tag/notifications`);
    for (const { summary } of notifications) await page.getByRole('heading', { name: summary }).first().waitFor();
    expectNothingElse(host);
  });

  it('finds an operation of each contract, a notification, an error code and a language with one search', async () => {
    const host = await serve();
    await openPage(`${host}/docs`);
    await find('replace', 'Replaces what can be changed of a webhook');
    await find('undelivered', 'Lists what has not reached its receiver');
    await find('publish', 'Publishes events');
    await find('waypoint', 'The status of a waypoint changed');
    await find('1100', '1100 InvalidWebhookUrl');
    await find('oapi-codegen', 'Go: oapi-codegen');
    expectNothingElse(host);
  });

  it('leads from its texts to chapters and operations, and to the documents', async () => {
    const host = await serve();
    await openPage(`${host}/docs`);
    await page.getByRole('link', { name: 'error codes' }).first().click();
    await page.waitForURL(/#description\/error-codes$/);
    await page.getByRole('link', { name: 'publishEvents' }).first().click();
    await page.getByRole('heading', { name: 'Publishes events' }).first().waitFor();
    for (const { name } of contractFiles()) {
      const links = page.locator(`a[href^="openapi/${name}."]`);
      expect(await links.evaluateAll((all) => all.map((link) => Reflect.get(link, 'href') as string))).toEqual(
        ['yaml', 'json'].map((format) => `${host}/openapi/${name}.${format}`),
      );
    }
  });

  it('tries an operation with a key that is kept nowhere', async () => {
    const keys: (string | undefined)[] = [];
    const host = await serve(({ headers }, response) => {
      keys.push(headers.authorization);
      response.json({ status: 'success', data: { webhooks: [] } });
    });
    await openPage(`${host}/docs`);
    await page.getByPlaceholder('Token').first().fill('wp_kept_nowhere');
    await page.evaluate("location.hash = '#tag/webhooks/listWebhooks'");
    await page.getByRole('button', { name: 'Test Request (get /webhooks)' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).first().click();
    await page.getByText('200 OK').first().waitFor();
    expect(keys).toEqual(['Bearer wp_kept_nowhere']);
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
    expect(kept).not.toContain('wp_kept_nowhere');
    expect(await page.evaluate('indexedDB.databases()')).toEqual([]);
    expectNothingElse(host);
    await page.reload();
    expect(await page.getByPlaceholder('Token').first().inputValue()).toBe('');
  });

  it.each([
    ['', 'Waypost'],
    ['#description/error-codes', 'Error codes'],
    ['#description/your-language', 'Your language'],
    ['#tag/deliveries/listDeliveries', 'Lists the deliveries of a webhook'],
  ])('is not wider than a telephone at %j', async (anchor, heading) => {
    const host = await serve();
    await openPage(`${host}/docs${anchor}`, TELEPHONE);
    await page.getByRole('heading', { name: heading }).first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(TELEPHONE.width);
    expectNothingElse(host);
  });
});

describe('npm run docs', () => {
  it('writes a page that opens from the disk, complete and on its own, beside the documents', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waypost-site-'));
    const tsx = packageFile('node_modules/tsx/dist/cli.mjs');
    const { status, stderr } = spawnSync(process.execPath, [tsx, packageFile('scripts/docs.ts'), '--out', folder], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    const file = pathToFileURL(join(folder, 'index.html')).href;
    await openPage(`${file}#tag/events/publishEvents`);
    await page.getByRole('heading', { name: 'Publishes events' }).first().waitFor();
    expect(observed.complaints).toEqual([]);
    expect(observed.requests.filter((url) => !url.startsWith(file))).toEqual([]);
    for (const { name } of contractFiles())
      expect((await stat(join(folder, 'openapi', `${name}.yaml`))).isFile()).toBe(true);
    await rm(folder, { recursive: true });
  });
});
