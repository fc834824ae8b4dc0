/**
 * The package @waypost/client: each entry is one file, as a module and as CommonJS, with all that it needs but openapi-fetch. The types are
 * the compiler's own, file by file: put into one, those that several contracts name alike would be told apart by numbers (`ErrorResponse$1`),
 * and that is what editors would show.
 */
import { spawnSync } from 'node:child_process';
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

const ENTRIES = {
  index: 'client/src/index.ts',
  receiver: 'client/src/receiver/index.ts',
  outbox: 'client/src/outbox.ts',
};

/** Fills a folder with what is published. Answers whether it compiles; if not, the compiler has said why. */
export async function makeClient(folder) {
  const declared = join(folder, 'declared');
  if (!declare(declared)) return false;
  await copyReachable(declared, join(folder, 'types'));
  await cp(join(folder, 'types'), join(folder, 'cjs', 'types'), { recursive: true });
  await writeFile(join(folder, 'cjs', 'package.json'), '{ "type": "commonjs" }\n');
  for (const name of await bundle(folder))
    await copyFile(licenceOf(name), join(folder, `LICENSE.${name.replace('/', '-')}.txt`));
  return true;
}

function declare(folder) {
  const compiler = require.resolve('typescript/bin/tsc');
  const args = [compiler, '-p', 'client/tsconfig.build.json', '--outDir', folder];
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

/** The declarations that an entry leads to: the others speak of packages that whoever installs this one does not have. */
async function copyReachable(from, to) {
  const { default: ts } = await import('typescript');
  const seen = new Set();
  async function visit(file) {
    if (seen.has(file)) return;
    seen.add(file);
    const target = join(to, relative(from, file));
    await mkdir(dirname(target), { recursive: true });
    const text = await readFile(file, 'utf8');
    await writeFile(target, text);
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      if (fileName.startsWith('.')) await visit(join(dirname(file), fileName.replace(/\.js$/, '.d.ts')));
    }
  }
  for (const entry of Object.values(ENTRIES)) await visit(join(from, entry.replace(/\.ts$/, '.d.ts')));
  await rm(from, { recursive: true });
}

/**
 * Each entry as a module, and the same text as CommonJS: that is put together from the module, so that it takes the default of what it requires
 * as the compiler does.
 * @returns the packages of which something is in the files
 */
async function bundle(folder) {
  const { build, transform } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    charset: 'utf8',
    external: ['openapi-fetch'],
    metafile: true,
    logLevel: 'warning',
  });
  for (const name of Object.keys(ENTRIES)) {
    const module = await readFile(join(folder, `${name}.js`), 'utf8');
    const { code } = await transform(module, { format: 'cjs', target: 'es2022', charset: 'utf8' });
    await writeFile(join(folder, 'cjs', `${name}.js`), code);
  }
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  return new Set(files.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
}

function licenceOf(name) {
  return join(dirname(require.resolve(`${name}/package.json`)), 'LICENSE');
}
