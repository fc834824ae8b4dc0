/**
 * `npm run build`: compiles src/ and generated/ into dist/, with the assets that the compiled code reads, so that the
 * package runs without any development dependency. Does nothing when dist/ was made from the very same inputs.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const folder = fileURLToPath(root);
const dist = new URL('dist/', root);
const stamp = new URL('.inputs', dist);
const require = createRequire(import.meta.url);

/** What dist/ is made from: these files, and everything in these folders. The lock file stands for the compiler's and Redoc's versions. */
const INPUTS = [
  'src/',
  'generated/',
  'scripts/build.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
];

const inputs = await fingerprint();
if (inputs !== (await readFile(stamp, 'utf8').catch(() => ''))) {
  await rm(dist, { recursive: true, force: true });
  compile();
  await copyRedoc();
  await chmod(new URL('src/main.js', dist), 0o755);
  await writeFile(stamp, inputs); // Last, so that a build that failed or was stopped is never taken for a finished one.
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    for (const file of input.endsWith('/') ? await filesIn(input) : [input]) {
      const content = await readFile(join(folder, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

async function filesIn(input: string): Promise<string[]> {
  const entries = await readdir(join(folder, input), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function compile(): void {
  const { status } = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** The docs page's script and the licences it asks to be kept with it; src/http/docs/redoc.ts reads it from here. */
async function copyRedoc(): Promise<void> {
  const assets = new URL('src/http/docs/assets/', dist);
  await mkdir(assets, { recursive: true });
  for (const file of ['redoc.standalone.js', 'redoc.standalone.js.LICENSE.txt']) {
    await cp(require.resolve(`redoc/bundles/${file}`), new URL(file, assets));
  }
}
