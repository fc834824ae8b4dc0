import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { packageFile } from '../../src/packageFile.js';
import { createEmptyDatabase } from '../support/database.js';
import { buildProgram } from '../support/program.js';
import { startTestService } from '../support/service.js';

const run = promisify(execFile);

/** Another package, on a machine that has ours as it would be published. */
let scratch: string;
/** Where ours is. */
let installed: string;
beforeAll(async () => {
  await buildProgram();
  scratch = await mkdtemp(join(tmpdir(), 'waypost-package-'));
  installed = join(scratch, 'node_modules', 'waypost');
  await mkdir(installed, { recursive: true });
  const packing = ['pack', '--ignore-scripts', '--offline', '--json', '--pack-destination', scratch];
  const { stdout } = await run('npm', packing, { cwd: packageFile('.') });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  await run('tar', ['-xzf', join(scratch, packed?.filename ?? ''), '-C', installed, '--strip-components=1']);
  // All that a client needs besides, and what it is compiled with.
  await link('openapi-fetch', 'typescript', '@types/node');
  await writeFile(join(scratch, 'package.json'), JSON.stringify({ name: 'scratch', type: 'module' }));
});
afterAll(() => rm(scratch, { recursive: true }));

/** Installs packages from where the tests have them, so that no registry is asked. */
async function link(...names: string[]): Promise<void> {
  for (const name of names) {
    const path = join(scratch, 'node_modules', name);
    await mkdir(dirname(path), { recursive: true });
    await symlink(packageFile(`node_modules/${name}`), path);
  }
}

/** Compiles files as strictly as TypeScript can. @throws Error with what the compiler says */
async function compile(files: Record<string, string>): Promise<void> {
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    module: 'NodeNext',
    target: 'ES2023',
    types: ['node'],
    skipLibCheck: true, // of TypeScript's own libraries, which takes longer than all the rest
  };
  const names = Object.keys(files);
  await writeFile(join(scratch, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: names }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(scratch, name), text);
  const compiler = join(scratch, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [compiler, '-p', scratch]).catch((error: unknown) => {
    const said = typeof error === 'object' && error !== null && 'stdout' in error ? error.stdout : error;
    throw new Error(String(said));
  });
}

/** Compiles a program, runs it, and returns the JSON that it prints. */
async function compileAndRun(program: string, args: string[]): Promise<unknown> {
  await compile({ 'program.ts': program });
  const { stdout } = await run(process.execPath, [join(scratch, 'program.js'), ...args]);
  return JSON.parse(stdout);
}

const program = `
  import { createWebhooksClient, type ErrorResponse, type Webhook } from 'waypost/client';

  const [baseUrl = '', apiKey = ''] = process.argv.slice(2);
  const webhooks = createWebhooksClient({ baseUrl, apiKey });

  const created = await webhooks.POST('/webhooks', {
    body: { webhook_url: 'https://example.com/webhook', events: ['ROUTE_CREATED'], dc_ids: ['1'] },
  });
  if (created.error) throw new Error(created.error.data.message);
  const webhook: Webhook = created.data.data.webhook;
  const path = { id: webhook.id };
  const updated = await webhooks.PATCH('/webhooks/{id}', { params: { path }, body: { enabled: false } });
  const listed = await webhooks.GET('/webhooks');
  const deleted = await webhooks.DELETE('/webhooks/{id}', { params: { path } });
  const again = await webhooks.DELETE('/webhooks/{id}', { params: { path } });
  const error: ErrorResponse | undefined = again.error;

  // @ts-expect-error the contract has no such event type
  await webhooks.POST('/webhooks', { body: { webhook_url: 'https://example.com/', events: ['X'], dc_ids: ['1'] } });
  // @ts-expect-error enabled is a boolean
  await webhooks.PUT('/webhooks/{id}', { params: { path }, body: { enabled: 'yes' } });
  // @ts-expect-error the contract has no such path
  await webhooks.GET('/webhook');

  console.log(JSON.stringify([webhook, updated.data, listed.data, deleted.data, error]));
`;

describe('the client of the packed package', () => {
  it('compiles under strict TypeScript, refuses what the contract does not have, and works', async () => {
    const service = await startTestService();
    const { apiKey } = await service.createAccount();
    const [webhook, ...answers] = (await compileAndRun(program, [service.url, apiKey])) as [{ id: string }];
    await service.stop();

    const { id } = webhook;
    const url = 'https://example.com/webhook';
    expect(webhook).toEqual({ id, url, enabled: true, dc_ids: ['1'], events: ['ROUTE_CREATED'] });
    const changed = { ...webhook, enabled: false };
    expect(answers).toEqual([
      { status: 'success', data: { webhook: changed } },
      { status: 'success', data: { webhooks: [changed] } },
      { status: 'success', data: {} },
      { status: 'error', data: { code: 3001, message: 'The webhook could not be found.' } },
    ]);
  });

  it('compiles as the README shows it, and so does all else that the README shows', async () => {
    const readme = await readFile(join(installed, 'README.md'), 'utf8');
    const blocks = [...readme.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, block = '']) => block);
    const entries = blocks.map((block) => /from '(waypost\/\w+)'/.exec(block)?.[1]);
    expect(entries).toEqual(['waypost/client', 'waypost/receiver', 'waypost/outbox']);
    await compile(Object.fromEntries(blocks.map((block, i) => [`readme${i}.ts`, block])));
    // A misspelt field, to see that the compiler looks at all.
    const misspelt = blocks.join('').replace('webhook_url:', 'webhook_uri:');
    await expect(compile({ 'misspelt.ts': misspelt })).rejects.toThrow('webhook_uri');
  });

  it('loads no code of the server: one file of its own, and openapi-fetch', async () => {
    const entry = join(installed, 'dist', 'src', 'client', 'index.js');
    expect(await importsOf(entry)).toEqual({ files: ['dist/src/client/index.js'], packages: ['openapi-fetch'] });
  });
});

/** All files of the package that a compiled module loads, itself included, and the packages that they ask for. */
async function importsOf(entry: string): Promise<{ files: string[]; packages: string[] }> {
  const files = new Set<string>();
  const packages = new Set<string>();
  async function visit(file: string): Promise<void> {
    if (files.has(file)) return;
    files.add(file);
    for (const { fileName: name } of ts.preProcessFile(await readFile(file, 'utf8')).importedFiles) {
      if (name.startsWith('.')) await visit(join(dirname(file), name));
      else packages.add(name);
    }
  }
  await visit(entry);
  return { files: [...files].map((file) => relative(installed, file)), packages: [...packages] };
}

describe('the packed package', () => {
  it('holds all that the program needs, and needs no package that it does not declare', async () => {
    const { dependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    await link(...Object.keys(dependencies).filter((name) => name !== 'openapi-fetch'));
    const database = await createEmptyDatabase();
    const settings = { DATABASE_URL: database.url, SECRET_KEYS: Buffer.alloc(32, 1).toString('base64') };
    await writeFile(join(installed, '.env'), 'LOG_LEVEL=loud'); // which nobody reads: a deployed service has its environment
    const program = join(installed, 'bin', 'waypost.js');
    const { stdout } = await run(process.execPath, [program, 'migrate'], {
      env: { PATH: process.env.PATH, ...settings },
    });
    expect(stdout).toMatch(/^applied: /);
    await database.drop();
  });
});
