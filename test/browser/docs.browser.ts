import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import express, { type Router } from 'express';
import helmet from 'helmet';
import type { Browser, Page } from 'playwright-core';
import { contractFiles } from '../../src/http/docs/contractFiles.js';
import { docsRouter } from '../../src/http/docs/docsRouter.js';
import { packageFile } from '../../src/packageFile.js';
import { observe, startChromium, type Observed } from './chromium.js';

/** The summaries of openapi/webhooks.yaml, as a reader sees them. */
const operations = [
  'Gets all registered webhooks',
  'Creates a webhook',
  'Updates a webhook',
  'Replaces what can be changed of a webhook',
  'Deletes a webhook',
];
const notifications = [
  'A route was created',
  'A route was started',
  'The ETAs of a route changed',
  'The status of a waypoint changed',
];

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

async function openPage(url: string, size = { width: 1400, height: 900 }): Promise<void> {
  page = await browser.newPage({ viewport: size });
  observed = observe(page);
  await page.goto(url);
  await page.locator('h1').waitFor();
}

/** Serves the router behind an API's strict headers, and returns where. */
async function serve(router: Router): Promise<string> {
  const app = express();
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } } }));
  app.use(router);
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

async function expectHeadings(names: string[]): Promise<void> {
  for (const name of names) {
    const heading = page.locator('h2', { hasText: name });
    await heading.first().scrollIntoViewIfNeeded();
    expect([name, await heading.first().isVisible()]).toEqual([name, true]);
  }
}

describe('/docs', () => {
  it('shows the five operations and the four notifications', async () => {
    await openPage(`${await serve(docsRouter())}/docs`);
    await expectHeadings([...operations, ...notifications]);
    expect(await page.locator('.menu-content li li').count()).toBe(operations.length + notifications.length);
  });

  it('keeps to its own host and its own policy', async () => {
    const host = await serve(docsRouter());
    await openPage(`${host}/docs`);
    await expectHeadings(operations);
    expect(observed.complaints).toEqual([]);
    expect(observed.requests.filter((url) => !url.startsWith(`${host}/`) && !url.startsWith(`blob:${host}/`))).toEqual(
      [],
    );
  });

  it('finds an operation by a word', async () => {
    await openPage(`${await serve(docsRouter())}/docs`);
    await page.getByPlaceholder('Search...').fill('waypoint');
    await page.locator('[data-role="search:results"]').getByText('The status of a waypoint changed').first().waitFor();
    expect(observed.complaints).toEqual([]);
  });

  it('is not wider than a telephone', async () => {
    await openPage(`${await serve(docsRouter())}/docs`, { width: 390, height: 844 });
    await expectHeadings([...operations, ...notifications]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  it('gives the contract for download as it was written', async () => {
    const host = await serve(docsRouter());
    await openPage(`${host}/docs`);
    expect(await page.getByRole('link', { name: 'Download' }).getAttribute('href')).toBe(
      `${host}/openapi/webhooks.yaml`,
    );
  });

  it('leads to a sister contract, whose references into the first one it follows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waypost-contracts-'));
    const path = join(folder, 'sister.yaml');
    await writeFile(path, sister);
    const contracts = [...contractFiles().slice(0, 1), { name: 'sister', title: 'Sister API', yaml: path, json: path }];
    await openPage(`${await serve(docsRouter(contracts))}/docs`);
    await page.getByRole('link', { name: 'Sister API' }).click();
    await page.locator('h2', { hasText: 'Gets one' }).waitFor();
    await page.getByText('Where notifications are sent, as it was registered.').first().waitFor();
    expect(await page.locator('header a[aria-current]').textContent()).toBe('Sister API');
    expect(observed.complaints).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

describe('npm run docs', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waypost-site-'));
    const tsx = packageFile('node_modules/tsx/dist/cli.mjs');
    const { status, stderr } = spawnSync(process.execPath, [tsx, packageFile('scripts/docs.ts'), '--out', folder], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('writes a page that opens from the disk, complete and on its own', async () => {
    const file = pathToFileURL(join(folder, 'webhooks.html')).href;
    await openPage(file);
    await expectHeadings([...operations, ...notifications]);
    expect(observed.complaints).toEqual([]);
    expect(observed.requests.filter((url) => url !== file && !url.startsWith('blob:'))).toEqual([]);
  });

  it('writes a page for each contract, and each leads to the others', async () => {
    for (const { name } of contractFiles()) {
      const html = await readFile(join(folder, `${name}.html`), 'utf8');
      for (const other of contractFiles()) expect(html).toContain(`<a href="${other.name}.html"`);
    }
  });
});

const sister = `
openapi: 3.1.1
info: { title: Waypost Sister API, version: 1.0.0 }
paths:
  /one:
    get:
      operationId: getOne
      summary: Gets one
      responses:
        '200':
          description: One.
          content:
            application/json:
              schema: { $ref: './webhooks.yaml#/components/schemas/Webhook' }
`;
