/** @waypost/client in projects of other people: installed from its tarball, and with nothing else of ours. */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build, type BuildOptions } from 'esbuild';
import { Webhook } from 'standardwebhooks';
import ts from 'typescript';
import { packageFile } from '../../src/packageFile.js';
import { generateSecret } from '../../src/signing/sign.js';
import { startProgram } from '../support/childProcess.js';
import { compile, pack, run, typescriptBlocks } from '../support/packages.js';
import { startTestService, type TestService } from '../support/service.js';

/** A project that has installed the client. */
let project: string;
let service: TestService;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'waypost-client-'));
  // What it needs is packed from where the tests have it, so that no registry is asked.
  const needed = ['openapi-fetch', 'openapi-typescript-helpers'];
  const [client = '', ...others] = await Promise.all(
    ['client', ...needed.map((name) => `node_modules/${name}`)].map((folder) => pack(folder, project)),
  );
  const overrides = Object.fromEntries(needed.map((name, i) => [name, `file:${others[i] ?? ''}`]));
  const manifest = {
    name: 'project',
    type: 'module',
    dependencies: { '@waypost/client': `file:${client}` },
    overrides,
  };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund'], { cwd: project });
  for (const name of programs) await copyFile(packageFile('test/support/clientProgram.ts'), join(project, name));
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
  await rm(project, { recursive: true });
});

/** The compiler makes a module of the one, and CommonJS of the other. */
const programs = ['program.mts', 'program.cts'];

/** As strictly as TypeScript can, the types of all packages included. */
async function configure(name: string, options: object, files = programs): Promise<string> {
  const strict = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    skipDefaultLibCheck: true, // of TypeScript's own libraries, which takes longer than all the rest
  };
  const compilerOptions = { ...strict, target: 'ES2022', lib: ['ES2022', 'DOM'], types: [], ...options };
  const file = `tsconfig.${name}.json`;
  await writeFile(join(project, file), JSON.stringify({ compilerOptions, files }));
  return file;
}

describe('the client of the packed package', () => {
  it('is installed with openapi-fetch and nothing else, in less than a megabyte, without a script', async () => {
    const lock = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    const packages = Object.fromEntries(Object.entries(lock.packages).filter(([path]) => path !== '')); // itself
    const names = ['@waypost/client', 'openapi-fetch', 'openapi-typescript-helpers'];
    expect(Object.keys(packages)).toEqual(names.map((name) => `node_modules/${name}`));
    expect(Object.values(packages).filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
    const bytes = await bytesIn(join(project, 'node_modules'));
    say(`@waypost/client, installed: ${Math.round(bytes / 1_000)} kB`);
    expect(bytes).toBeLessThan(1_000_000);
  });

  it.each([
    ['node16', { module: 'Node16', moduleResolution: 'Node16' }],
    ['nodenext', { module: 'NodeNext', moduleResolution: 'NodeNext' }],
    ['bundler', { module: 'ESNext', moduleResolution: 'Bundler', noEmit: true }],
  ])('compiles by moduleResolution %s, and what the contract does not have does not', async (name, options) => {
    await compile(project, await configure(name, options));
  });

  it.each(['mjs', 'cjs'])('works, as %s', async (extension) => {
    const { apiKey } = await service.createAccount();
    const { stdout } = await run(process.execPath, [join(project, `program.${extension}`), service.url, apiKey]);
    const { webhook, ...rest } = JSON.parse(stdout) as { webhook: { id: string } };
    const url = 'https://example.com/webhook';
    expect(webhook).toEqual({ id: webhook.id, url, enabled: true, dc_ids: ['1'], events: ['ROUTE_CREATED'] });
    const changed = { ...webhook, enabled: false };
    expect(rest).toEqual({
      answers: [
        { status: 'success', data: { webhook: changed } },
        { status: 'success', data: { webhooks: [changed] } },
        { status: 'success', data: {} },
        { status: 'error', data: { code: 3001, message: 'The webhook could not be found.' } },
      ],
      named: true,
      inserted: 2,
      faults: [{ path: '/events/0/waypoint_id', message: 'is missing' }],
      reason: 'headers',
      events: 'function',
    });
  });

  it('shows names in an editor, and not what they stand for', async () => {
    const places = ['webhook: Webhook', 'changed: Pub', 'notification.event', 'error: Err'];
    expect(await hovers(places)).toEqual([
      'const webhook: Webhook',
      'const changed: PublishedEvent',
      '(parameter) notification: Notification',
      'const error: ErrorResponse | undefined',
    ]);
  });

  it('compiles as the READMEs show it', async () => {
    await mkdir(join(project, 'node_modules', '@types'));
    await symlink(packageFile('node_modules/@types/node'), join(project, 'node_modules', '@types', 'node'));
    const readmes = [join(project, 'node_modules/@waypost/client/README.md'), packageFile('README.md')];
    const blocks = (await Promise.all(readmes.map((file) => readFile(file, 'utf8')))).flatMap(typescriptBlocks);
    const entries = blocks.map((block) => /from '(@waypost\/[\w/]+)'/.exec(block)?.[1]);
    const each = ['@waypost/client', '@waypost/client/receiver', '@waypost/client/outbox'];
    expect(entries).toEqual([...each, ...each]);
    // A misspelt field, to see that the compiler looks at all.
    const shown = [...blocks, blocks[0]?.replace('webhook_url:', 'webhook_uri:') ?? ''];
    const files = shown.map((_, i) => `readme${i}.mts`);
    for (const [i, block] of shown.entries()) await writeFile(join(project, `readme${i}.mts`), block);
    const options = { module: 'NodeNext', lib: ['ES2022'], types: ['node'], noEmit: true };
    const failure = compile(project, await configure('readme', options, files));
    await expect(failure).rejects.toThrow(/^[^\n]*readme6\.mts\(\d+,\d+\): error TS\d+: [^\n]*webhook_uri[^\n]*\n$/);
  });
});

describe('a bundle', () => {
  it('of the clients has less than 8 kB', async () => {
    await writeFile(join(project, 'clients.mjs'), "export * from '@waypost/client';\n");
    const code = await bundle('clients.mjs', { platform: 'browser', format: 'esm' });
    say(`clients, bundled: ${code.length} bytes`);
    expect(code.length).toBeLessThan(8_000);
  });

  it('of a client runs where there is fetch and nothing of Node', async () => {
    const { apiKey } = await service.createAccount();
    const call = `createWebhooksClient(${JSON.stringify({ baseUrl: service.url, apiKey })}).GET('/webhooks')`;
    await writeFile(
      join(project, 'page.mjs'),
      `import { createWebhooksClient } from '@waypost/client';\nlisted = ${call};\n`,
    );
    const code = await bundle('page.mjs', { platform: 'browser', format: 'iife' });
    const page = { fetch, Request, Headers, URLSearchParams, FormData, listed: Promise.resolve({}) };
    runInNewContext(code, page);
    expect(await page.listed).toMatchObject({ data: { data: { webhooks: [] } } });
  });

  it('of the receiver has less than 15 kB, and nothing of Node', async () => {
    await writeFile(join(project, 'receiver.mjs'), "export * from '@waypost/client/receiver';\n");
    const code = await bundle('receiver.mjs', { platform: 'browser', format: 'esm' });
    say(`receiver, bundled: ${code.length} bytes`);
    expect(code.length).toBeLessThan(15_000);
  });

  it('of a program that receives is one file, which runs in an empty folder', async () => {
    await copyFile(packageFile('examples/typed-receiver-http.ts'), join(project, 'http.ts'));
    const alone = await mkdtemp(join(tmpdir(), 'waypost-alone-'));
    await writeFile(join(alone, 'index.cjs'), await bundle('http.ts', { platform: 'node', format: 'cjs' }));
    const secret = generateSecret();
    const receiver = startProgram(['index.cjs'], { PORT: '0', WEBHOOK_SECRET: secret }, alone);
    const [url = ''] = /http:\S+/.exec(await receiver.waitForOutput(/http:\S+/)) ?? [];

    const body = JSON.stringify({ event: 'ROUTE_STARTED', hook_timestamp_millis: 0, dc_id: '1', route_id: 'R-1' });
    const at = new Date();
    const headers = { 'webhook-id': 'e-1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)) };
    const signature = new Webhook(secret).sign('e-1', at, body);
    const send = (signed: string) =>
      fetch(url, { method: 'POST', headers: { ...headers, 'webhook-signature': signed }, body });
    expect([(await send(signature)).status, (await send('v1,AAAA')).status]).toEqual([200, 401]);
    expect(receiver.output()).toContain('ROUTE_STARTED of route R-1 at 1970-01-01T00:00:00.000Z (e-1)\n');
    await receiver.interrupt();
    await rm(alone, { recursive: true });
  });
});

/** What esbuild makes of a file of the project, minified. It must leave nothing to be imported but what Node itself has. */
async function bundle(file: string, options: BuildOptions): Promise<string> {
  const { outputFiles, metafile } = await build({
    ...options,
    absWorkingDir: project,
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  expect(imports.filter((path) => options.platform !== 'node' || !path.startsWith('node:'))).toEqual([]);
  return outputFiles[0]?.text ?? '';
}

/** What an editor says of the first word at each of these places in the program. */
async function hovers(places: readonly string[]): Promise<string[]> {
  const file = join(project, 'program.mts');
  const text = await readFile(file, 'utf8');
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true, types: [] };
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getCurrentDirectory: () => project,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => ts.ScriptSnapshot.fromString(ts.sys.readFile(path) ?? ''),
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
  });
  return places.map((place) =>
    ts.displayPartsToString(service.getQuickInfoAtPosition(file, text.indexOf(place))?.displayParts),
  );
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}

/** For whoever reads the run: the figures that are bounded. */
function say(figure: string): void {
  process.stdout.write(`${figure}\n`);
}
