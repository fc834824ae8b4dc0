import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express, { type Express } from 'express';
import helmet from 'helmet';
import request from 'supertest';
import { consoleRouter } from '../../../src/http/console/consoleRouter.js';

const page = '<!doctype html><title>Waypost</title>';
const script = 'export const words = "a script";'.repeat(20);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waypost-console-'));
  await mkdir(join(folder, 'assets'));
  await mkdir(join(folder, '.vite'));
  await writeBuilt('index.html', page);
  await writeBuilt('assets/index-Bd_6-a.js', script);
  await writeBuilt('assets/index-nPb0.css', 'a { color: red }');
  await writeFile(join(folder, '.vite', 'manifest.json'), '{}');
});
afterAll(() => rm(folder, { recursive: true }));

async function writeBuilt(name: string, content: string): Promise<void> {
  await writeFile(join(folder, name), content);
  await writeFile(join(folder, `${name}.gz`), gzipSync(content));
  await writeFile(join(folder, `${name}.br`), brotliCompressSync(content));
}

/** Behind the strict headers of an API, with a 404 of its own after it. */
function app(options: Partial<Parameters<typeof consoleRouter>[0]> = {}): Express {
  const served = express();
  served.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } } }));
  served.use(consoleRouter({ frameAncestors: [], folder, ...options }));
  served.use((_request, response) => {
    response.status(404).json({ from: 'the app' });
  });
  return served;
}

describe('the console', () => {
  it.each([
    '/console',
    '/console/',
    '/console/webhooks/new',
    '/console/webhooks/019b76da-a800-7000-8000-000000000001?state=exhausted',
    '/console/deliveries/a.b',
    '/console/..%2Fpackage.json',
  ])('is one page, which knows its screens: %s', async (path) => {
    const response = await request(app()).get(path).expect(200);
    expect(response.text).toBe(page);
    expect(response.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  });

  it('lets the page run and show nothing but files of this host, and be framed by nobody', async () => {
    const { headers } = await request(app()).get('/console').expect(200);
    const policy = Object.fromEntries(
      (headers['content-security-policy'] ?? '').split('; ').map((rule) => {
        const [name = '', ...values] = rule.split(' ');
        return [name, values.join(' ')];
      }),
    );
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': "'self'",
      'img-src': "'self' data:",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  });

  it('is framed by the pages that the operator names', async () => {
    const { headers } = await request(app({ frameAncestors: ['https://a.example', 'https://b.example:8443'] }))
      .get('/console')
      .expect(200);
    expect(headers['content-security-policy']).toMatch(
      /; frame-ancestors https:\/\/a\.example https:\/\/b\.example:8443$/,
    );
    expect(headers).not.toHaveProperty('x-frame-options');
  });

  it.each([
    ['br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['identity', undefined],
    ['zstd', undefined],
  ])('serves a file as whoever accepts %j can read it, for good', async (accepted, encoding) => {
    const path = '/console/assets/index-Bd_6-a.js';
    const response = await request(app()).get(path).set('Accept-Encoding', accepted).expect(200);
    expect(response.text).toBe(script);
    expect(response.headers['content-encoding']).toBe(encoding);
    expect(response.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
  });

  it.each([
    '/console/assets/none.js',
    '/console/assets/',
    '/console/assets/index-Bd_6-a.js.gz',
    '/console/assets/..%2Findex.html',
    '/console/assets/constructor',
    '/consoles',
  ])('leaves %s to the app, since there is no such file', async (path) => {
    const response = await request(app()).get(path).expect(404);
    expect(response.body).toEqual({ from: 'the app' });
  });

  it('says what to do where it was not built', async () => {
    const response = await request(app({ folder: join(folder, 'none') }))
      .get('/console')
      .expect(503);
    expect(response.text).toContain('npm run build');
  });
});
