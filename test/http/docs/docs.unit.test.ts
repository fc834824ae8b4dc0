import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import express, { type Express } from 'express';
import helmet from 'helmet';
import request from 'supertest';
import { parse } from 'yaml';
import { contractFiles, type ContractFile } from '../../../src/http/docs/contractFiles.js';
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

  it('serves each contract as one document, in YAML and in JSON', async () => {
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
  ])('leaves %s to the app, since no contract has this name', async (path) => {
    const response = await request(app).get(path).expect(404);
    expect(response.body).toEqual({ from: 'the app' });
  });

  it('shows the Webhooks API first', async () => {
    const first = await request(app).get('/docs').expect(200);
    expect(first.text).toContain('<title>Waypost Webhooks API</title>');
    expect(first.text).toContain('<a href="/docs/webhooks" aria-current="page">');
    expect(first.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('lets a page run and apply only what carries the nonce of this very answer', async () => {
    const [first, second] = [await request(app).get('/docs'), await request(app).get('/docs')];
    const nonces = [first, second].map(
      ({ headers }) => /script-src 'nonce-([^']+)'/.exec(policyOf(headers))?.[1] ?? 'none',
    );
    expect(new Set(nonces).size).toBe(2);
    expect(first.text).toContain(`nonce="${nonces[0] ?? ''}"`);
    expect(policyOf(first.headers)).toMatch(/^default-src 'none'/);
    expect(policyOf(first.headers)).not.toMatch(/unsafe|https?:/);
    expect(first.headers['cache-control']).toBe('no-store');
  });

  it('serves Redoc without the one picture that it would take from elsewhere', async () => {
    const response = await request(app).get('/docs/assets/redoc.js').expect(200);
    expect(response.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(/cdn\.redoc|sourceMappingURL=redoc/.exec(response.text)).toBeNull();
  });

  it('works below a path of a larger app', async () => {
    const outer = express().use('/hooks', docsRouter());
    const response = await request(outer).get('/hooks/docs').expect(200);
    expect(response.text).toContain('src="/hooks/docs/assets/redoc.js"');
    expect(response.text).toContain('"/hooks/openapi/webhooks.yaml"');
    expect(response.text).toContain('href="/hooks/docs/webhooks"');
  });
});

describe('the docs of several contracts', () => {
  const file = packageFile('README.md');
  const about: ContractFile = { name: 'about', title: 'About <b>"it"</b> & more', yaml: file, json: file };
  const app = appWith(docsRouter([...contractFiles().slice(0, 1), about]));

  it('are those of openapi/, the Webhooks API first and then by name', async () => {
    const names = (await readdir(packageFile('openapi')))
      .flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? [])
      .sort();
    expect(contractFiles().map(({ name }) => name)).toEqual([
      'webhooks',
      ...names.filter((name) => name !== 'webhooks'),
    ]);
  });

  it('leads from each page to the others, in their order', async () => {
    const response = await request(app).get('/docs/about').expect(200);
    expect([...response.text.matchAll(/href="(\/docs[^"]*)"/g)].map(([, href]) => href)).toEqual([
      '/docs/webhooks',
      '/docs/about',
    ]);
    expect(response.text).toContain('<a href="/docs/about" aria-current="page">');
  });

  it('writes a title as text, whatever it contains', async () => {
    const response = await request(app).get('/docs/about').expect(200);
    expect(response.text).toContain('<title>About &lt;b&gt;&quot;it&quot;&lt;/b&gt; &amp; more</title>');
    expect(response.text).not.toContain('<b>');
  });
});

function policyOf(headers: Readonly<Record<string, string>>): string {
  return headers['content-security-policy'] ?? '';
}
