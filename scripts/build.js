/**
 * `npm run build`, and whoever imports this file: compiles src/ and generated/ into dist/, with the assets that the compiled code
 * reads, so that the package runs without any development dependency. Does nothing when dist/ was made from the very same inputs,
 * and then takes some 30 ms: it is JavaScript, so that no compiler is loaded to find that out.
 */
import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
/** Built here and then renamed: a failed build leaves dist/ as it was, and two at once don't take each other's files away. */
const workshop = join(root, `dist-${process.pid}`);
const STAMP = '.inputs';
const require = createRequire(import.meta.url);

/** What dist/ is made from: these files, and everything in these folders. The lock file stands for the compiler's and Scalar's versions. */
const INPUTS = [
  'src/',
  'generated/',
  'scripts/build.js',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
];

const inputs = await fingerprint();
if (inputs !== (await readFile(join(dist, STAMP), 'utf8').catch(() => ''))) {
  await removeAbandoned();
  const compiled = compile(); // and if not, the compiler has said why
  if (compiled) {
    await copyScalar();
    await writeFile(join(workshop, STAMP), inputs);
    await replaceDist();
  }
  await rm(workshop, { recursive: true, force: true });
  if (!compiled) process.exit(1);
}

async function fingerprint() {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    for (const file of input.endsWith('/') ? await filesIn(input) : [input]) {
      const content = await readFile(join(root, file));
      hash.update(`${file}\0${Buffer.byteLength(content)}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

async function filesIn(folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

function compile() {
  const compiler = require.resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', workshop], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

/** The docs page's script and the licence it asks to be kept with it; src/http/docs/scalar.ts reads it from here. */
async function copyScalar() {
  const assets = join(workshop, 'src', 'http', 'docs', 'assets');
  const carrier = dirname(require.resolve('@scalar/fastify-api-reference'));
  await mkdir(assets, { recursive: true });
  await cp(join(carrier, 'js', 'standalone.js'), join(assets, 'scalar.js'));
  await cp(join(carrier, '..', 'LICENSE'), join(assets, 'scalar.LICENSE.txt'));
}

async function replaceDist() {
  const old = `${workshop}-old`;
  await rename(dist, old).catch(ignore('ENOENT'));
  // Another build may have been faster in this moment: what it made is as good.
  await rename(workshop, dist).catch(ignore('ENOTEMPTY', 'EEXIST', 'EPERM'));
  await rm(old, { recursive: true, force: true });
}

/** What builds have left behind that were killed. */
async function removeAbandoned() {
  for (const name of await readdir(root)) {
    const pid = /^dist-(\d+)(-old)?$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(root, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function ignore(...codes) {
  return (error) => {
    if (!codes.includes(error.code)) throw error;
  };
}
