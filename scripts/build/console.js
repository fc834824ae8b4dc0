/**
 * The web console: static files with the hash of their content in their names, each also compressed, as small as it gets, since it is done
 * once. What the page shows of the contracts' own texts (event types, examples, the meaning of states) is taken from them here.
 */
import { Buffer } from 'node:buffer';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { build } from 'vite';
import { consoleWords } from './consoleWords.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a first visit may weigh, compressed by gzip, in bytes: page, scripts and styles that it loads before any screen is chosen. */
const FIRST_LOAD_BUDGET = 250_000;

/** How Vite reads console/, for the build and for `npm run console:dev`. */
export function consoleConfig() {
  return {
    root: join(root, 'console'),
    base: '/console/',
    configFile: false,
    envDir: false,
    clearScreen: false,
    plugins: [consoleWords()],
    resolve: { alias: { '@waypost/client': join(root, 'client/src/index.ts') } },
  };
}

/** Fills a folder with the console. Answers whether it compiles; if not, Vite has said why. */
export async function makeConsole(folder) {
  const { NODE_ENV: environment } = process.env;
  process.env.NODE_ENV = 'production'; // Vite believes it: tests, which say `test`, would get the libraries' builds for development
  try {
    await build({
      ...consoleConfig(),
      logLevel: 'warn',
      build: {
        outDir: folder,
        emptyOutDir: true,
        target: 'es2022',
        // Neither would pass the page's policy: an asset in a data: URL of a script, and a script in the page.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        license: { fileName: 'LICENSES.md' },
        manifest: true,
        chunkSizeWarningLimit: FIRST_LOAD_BUDGET * 4, // the budget below is the bound
        rolldownOptions: {
          // Libraries mark what needs no server with directives, of which a bundle has no use.
          onwarn: (warning, warn) => {
            if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
          },
        },
      },
    });
  } catch (error) {
    process.stderr.write(`The console could not be built: ${error.message}\n`);
    return false;
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  }
  await compress(folder);
  return keepsToBudget(folder);
}

async function compress(folder) {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!/\.(html|js|css|svg)$/.test(name)) continue;
    const content = await readFile(join(folder, name));
    await writeFile(join(folder, `${name}.br`), await promisify(brotliCompress)(content));
    await writeFile(join(folder, `${name}.gz`), await promisify(gzip)(content, { level: 9 }));
  }
}

/** Prints what a first visit weighs, and refuses what is over the budget. */
async function keepsToBudget(folder) {
  const manifest = JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8'));
  const files = new Set(['index.html']);
  function add(key) {
    const { file, css = [], imports = [] } = manifest[key];
    if (files.has(file)) return;
    for (const name of [file, ...css]) files.add(name);
    for (const name of imports) add(name);
  }
  add('index.html');
  let [gzipped, br] = [0, 0];
  for (const name of files) {
    gzipped += Buffer.byteLength(await readFile(join(folder, `${name}.gz`)));
    br += Buffer.byteLength(await readFile(join(folder, `${name}.br`)));
  }
  const words = `${kilobytes(gzipped)} by gzip, ${kilobytes(br)} by Brotli, of ${kilobytes(FIRST_LOAD_BUDGET)}`;
  // Not where a command that builds first prints what it was asked for.
  process.stderr.write(`The console's first load: ${words}\n`);
  return gzipped <= FIRST_LOAD_BUDGET;
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1_000)} kB`;
}
