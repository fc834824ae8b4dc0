import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import express, { type Express } from 'express';
import helmet from 'helmet';
import request from 'supertest';
import { parse } from 'yaml';
import { contractFiles, docsDocument } from '../../../src/http/docs/contractFiles.js';
import { docsRouter } from '../../../src/http/docs/docsRouter.js';
import { packageFile } from '../../../src/packageFile.js';

/** The router behind the strict headers of an API, with a 404 of its own after it. */
function appWith(router: express.Router): Express {
  const app = express();
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } } }));
  app.use(router);
  app.use((_request, response) => {
    response.status(404).json({ from: 'the app' });
  });
  return app;
}

describe('the docs', () => {
  const app = appWith(docsRouter());

  it('are those of the contracts of openapi/', async () => {
    const names = (await readdir(packageFile('openapi'))).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []);
    expect(contractFiles().map(({ name }) => name)).toEqual(names.sort());
  });

  it('serve each contract as one document, in YAML and in JSON', async () => {
    for (const { name, yaml, json } of contractFiles()) {
      const asYaml = await request(app).get(`/openapi/${name}.yaml`).expect(200);
      expect(asYaml.headers['content-type']).toBe('text/yaml; charset=utf-8');
      expect(asYaml.text).toBe(await readFile(yaml, 'utf8'));
      const asJson = await request(app).get(`/openapi/${name}.json`).expect(200);
      expect(asJson.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(asJson.text).toBe(await readFile(json, 'utf8'));
      expect(parse(asYaml.text)).toEqual(asJson.body);
    }
  });

  it.each([
    '/openapi/unknown.yaml',
    '/openapi/webhooks',
    '/openapi/webhooks.txt',
    '/openapi/webhooks.yaml.json',
    '/openapi/..%2Fpackage.json',
    '/openapi/%2e%2e%2fredocly.yaml',
    '/openapi/',
    '/docs/unknown',
    '/docs/constructor',
    '/docs/..%2F..%2Fpackage.json',
    '/docs/assets/other.js',
  ])('leave %s to the app, since no contract has this name', async (path) => {
    const response = await request(app).get(path).expect(404);
    expect(response.body).toEqual({ from: 'the app' });
  });

  it('are one page, which fetches one document over all contracts', async () => {
    const page = await request(app).get('/docs').expect(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('"url":"/docs/assets/docs.json"');
    const document = await request(app).get('/docs/assets/docs.json').expect(200);
    expect(document.body).toEqual(JSON.parse(await readFile(docsDocument, 'utf8')));
  });

  it('lead from a name of a contract to its chapter', async () => {
    const chapters = (JSON.parse(await readFile(docsDocument, 'utf8')) as { info: { description: string } }).info;
    for (const { name, chapter } of contractFiles()) {
      const response = await request(app).get(`/docs/${name}`).expect(301);
      expect(response.headers['location']).toBe(`/docs#${chapter}`);
      expect(chapters.description).toContain(`](#${chapter})`);
    }
  });

  it('are at one path, so that what the page links to is found beside it', async () => {
    const response = await request(app).get('/docs/').expect(301);
    expect(response.headers['location']).toBe('/docs');
  });

  it('let a page run and apply only what carries the nonce of this very answer', async () => {
    const [first, second] = [await request(app).get('/docs'), await request(app).get('/docs')];
    const nonces = [first, second].map(
      ({ headers }) => /script-src 'nonce-([^']+)'/.exec(policyOf(headers))?.[1] ?? 'none',
    );
    expect(new Set(nonces).size).toBe(2);
    expect(first.text).toContain(`nonce="${nonces[0] ?? ''}"`);
    expect(policyOf(first.headers)).toMatch(/^default-src 'none'/);
    expect(policyOf(first.headers).replace("style-src-attr 'unsafe-inline'", '')).not.toMatch(/unsafe|https?:/);
    expect(first.headers['cache-control']).toBe('no-store');
  });

  it("serve Scalar's script without what the policy refuses and what is not here", async () => {
    const response = await request(app).get('/docs/assets/scalar.js').expect(200);
    expect(response.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(response.text).toContain('createApiReference');
    expect(/new Function\(""\)|sourceMappingURL=standalone/.exec(response.text)).toBeNull();
  });

  it('sends the script compressed to those who take it, and as it is to others', async () => {
    const get = (coding: string) =>
      request(app).get('/docs/assets/scalar.js').set('Accept-Encoding', coding).expect(200);
    const [compressed, plain] = [await get('gzip'), await get('identity')];
    expect(compressed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(Number(compressed.headers['content-length'])).toBeLessThan(1_500_000);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(compressed.text).toBe(plain.text);
  });

  it('work below a path of a larger app', async () => {
    const outer = express().use('/hooks', docsRouter());
    const response = await request(outer).get('/hooks/docs').expect(200);
    expect(response.text).toContain('src="/hooks/docs/assets/scalar.js"');
    expect(response.text).toContain('"url":"/hooks/docs/assets/docs.json"');
    const leads = await request(outer).get('/hooks/docs/webhooks').expect(301);
    expect(leads.headers['location']).toBe('/hooks/docs#description/webhooks-api');
  });
});

function policyOf(headers: Readonly<Record<string, string>>): string {
  return headers['content-security-policy'] ?? '';
}
