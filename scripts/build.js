/**
 * `npm run build`, and whoever imports this file: makes client/dist/, the package @waypost/client, console/dist/, the web console, and dist/, the
 * program, with the assets that its code reads, so that none needs a development dependency to run. Does nothing where they were made from
 * the very same inputs, and then takes some 30 ms.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { buildFolder } from './build/folder.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** What all are made from. The lock file stands for the versions of the compiler, the bundler and Scalar. */
const COMMON = ['checks/', 'client/src/', 'generated/', 'scripts/build/', 'tsconfig.json', 'package-lock.json'];
const CLIENT = [...COMMON, 'client/package.json', 'client/tsconfig.build.json'];
const CONSOLE = [...COMMON, 'console/src/', 'console/index.html', 'console/tsconfig.json', 'examples/', 'package.json'];
const SERVER = [...COMMON, 'src/', 'scripts/build.js', 'tsconfig.build.json', 'package.json'];

const built =
  (await buildFolder('client/dist', CLIENT, async (workshop) => {
    const { makeClient } = await import('./build/client.js');
    return makeClient(workshop);
  })) &&
  (await buildFolder('console/dist', CONSOLE, async (workshop) => {
    const { makeConsole } = await import('./build/console.js');
    return makeConsole(workshop);
  })) &&
  // The compiler reads the client's types.
  (await buildFolder('dist', SERVER, async (workshop) => {
    const compiled = compile(workshop); // and if not, the compiler has said why
    if (compiled) await copyScalar(workshop);
    return compiled;
  }));
if (!built) process.exit(1);

function compile(workshop) {
  const compiler = require.resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', workshop], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

/** The docs page's script and the licence it asks to be kept with it; src/http/docs/scalar.ts reads it from here. */
async function copyScalar(workshop) {
  const assets = join(workshop, 'src', 'http', 'docs', 'assets');
  const carrier = dirname(require.resolve('@scalar/fastify-api-reference'));
  await mkdir(assets, { recursive: true });
  await cp(join(carrier, 'js', 'standalone.js'), join(assets, 'scalar.js'));
  await cp(join(carrier, '..', 'LICENSE'), join(assets, 'scalar.LICENSE.txt'));
}
