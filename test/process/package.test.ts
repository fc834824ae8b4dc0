/** The program, installed from its tarball and that of its client, on a machine that has nothing else of ours. */
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packageFile } from '../../src/packageFile.js';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';
import { pack, run } from '../support/packages.js';
import { buildProgram } from '../support/program.js';

let modules: string;
let database: TestDatabase;
beforeAll(async () => {
  await buildProgram();
  const scratch = await mkdtemp(join(tmpdir(), 'waypost-package-'));
  modules = join(scratch, 'node_modules');
  for (const [name, folder] of Object.entries({ waypost: '.', '@waypost/client': 'client' })) {
    const installed = join(modules, name);
    await mkdir(installed, { recursive: true });
    await run('tar', ['-xzf', await pack(folder, scratch), '-C', installed, '--strip-components=1']);
    // Not as npm would put them, but nothing that is not declared is there.
    for (const needed of Object.keys(await dependenciesOf(installed))) await link(needed);
  }
  database = await createEmptyDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(dirname(modules), { recursive: true });
});

async function dependenciesOf(folder: string): Promise<Record<string, string>> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return manifest.dependencies;
}

/** Takes a package from where the tests have it, so that no registry is asked; the client is there as a tarball. */
async function link(name: string): Promise<void> {
  if (name === '@waypost/client') return;
  const path = join(modules, name);
  await mkdir(dirname(path), { recursive: true });
  await symlink(packageFile(`node_modules/${name}`), path);
}

function waypost(args: string[], env: Record<string, string>): Promise<{ stdout: string }> {
  return run(process.execPath, [join(modules, 'waypost', 'bin', 'waypost.js'), ...args], {
    env: { PATH: process.env.PATH, ...env },
  });
}

describe('the packed package', () => {
  it('holds all that the program needs, and needs no package that it does not declare', async () => {
    const settings = { DATABASE_URL: database.url, SECRET_KEYS: Buffer.alloc(32, 1).toString('base64') };
    await writeFile(join(modules, 'waypost', '.env'), 'LOG_LEVEL=loud'); // which nobody reads: a deployed service has its environment
    const { stdout } = await waypost(['migrate'], settings);
    expect(stdout).toMatch(/^applied: /);
  });

  it('calls a service by the client of the same version', async () => {
    const { version } = JSON.parse(await readFile(packageFile('client/package.json'), 'utf8')) as { version: string };
    expect((await dependenciesOf(join(modules, 'waypost')))['@waypost/client']).toBe(version);
    expect((await waypost(['--version'], {})).stdout).toBe(`${version}\n`);
    const env = { WAYPOST_URL: 'http://127.0.0.1:9', WAYPOST_PUBLISHER_KEY: 'wp_x', WAYPOST_ACCOUNT_ID: 'x' };
    const published = waypost(['publish', '--event', 'ROUTE_STARTED', '--dc', '1', '--route', 'R-1'], env);
    await expect(published).rejects.toMatchObject({
      stderr: expect.stringContaining("http://127.0.0.1:9 can't be reached"),
    });
  });

  it('exports the contracts, and no code', async () => {
    const { exports } = JSON.parse(await readFile(join(modules, 'waypost', 'package.json'), 'utf8')) as {
      exports: object;
    };
    expect(Object.keys(exports)).toEqual(['./openapi/*', './package.json']);
  });
});
