import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { packageFile } from '../../src/packageFile.js';

// It compiles everything, from nothing.
jest.setTimeout(300_000);

const { version } = JSON.parse(await readFile(packageFile('package.json'), 'utf8')) as { version: string };

/** The repository as `git clone` and `npm ci` leave it. */
let checkout: string;
beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'waypost-checkout-'));
  const files = ['bin', 'scripts', 'src', 'checks', 'generated', 'prisma', 'openapi', 'examples'];
  const client = ['client/src', 'client/package.json', 'client/tsconfig.build.json'];
  const page = ['console/src', 'console/index.html', 'console/tsconfig.json'];
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'];
  for (const file of [...files, ...client, ...page, ...settings]) {
    await cp(packageFile(file), join(checkout, file), { recursive: true });
  }
});
afterAll(() => rm(checkout, { recursive: true }));

/** Runs the file that npx runs. */
function waypost(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ exitCode: number; stdout: string; stderr: string }>((resolve) => {
    const options = { cwd: tmpdir(), env: { PATH: process.env.PATH, ...env } };
    const child = execFile(
      process.execPath,
      [join(checkout, 'bin', 'waypost.js'), ...args],
      options,
      (_, stdout, stderr) => {
        resolve({ exitCode: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

describe('in a new checkout, waypost', () => {
  it('says what to do while there is nothing to build with', async () => {
    const { exitCode, stderr } = await waypost(['--version']);
    const advice = 'waypost: The program is not built. Run `npm ci && npm run build` in its folder.\n';
    expect([exitCode, stderr]).toEqual([1, advice]);
  });

  it('builds the program, also when it is started twice in the same moment, and leaves nothing else behind', async () => {
    await symlink(packageFile('node_modules'), join(checkout, 'node_modules'));
    const before = await readdir(checkout);
    const folders = {
      client: await readdir(join(checkout, 'client')),
      console: await readdir(join(checkout, 'console')),
    };
    const built = { exitCode: 0, stdout: `${version}\n`, stderr: expect.stringContaining('the first time only') };
    expect(await Promise.all([waypost(['--version']), waypost(['--version'])])).toEqual([built, built]);
    expect((await readdir(checkout)).sort()).toEqual([...before, 'dist'].sort());
    for (const [folder, entries] of Object.entries(folders)) {
      expect((await readdir(join(checkout, folder))).sort()).toEqual([...entries, 'dist'].sort());
    }
  });

  it('does not build it again', async () => {
    expect(await waypost(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('the .env of a checkout', () => {
  const settings = () => join(checkout, '.env');
  // Nothing listens there, so that a command with usable settings comes no further.
  const elsewhere = {
    DATABASE_URL: 'postgresql://127.0.0.1:1/none',
    SECRET_KEYS: Buffer.alloc(32, 1).toString('base64'),
  };

  it('has settings, and the environment wins over it', async () => {
    await writeFile(settings(), 'LOG_LEVEL=loud # a remark\n');
    expect((await waypost(['migrate'], elsewhere)).stderr).toContain('LOG_LEVEL must be one of');
    expect((await waypost(['migrate'], { ...elsewhere, LOG_LEVEL: 'warn' })).stderr).toContain('ECONNREFUSED');
  });

  it('is not passed over in silence when it can not be read', async () => {
    await rm(settings());
    await mkdir(settings());
    const { exitCode, stderr } = await waypost(['--version']);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^waypost: \S+\.env can't be read \(EISDIR: .*\)\.\n$/),
    ]);
  });
});
