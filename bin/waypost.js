#!/usr/bin/env node
/**
 * The command `waypost`. It is a file of the repository, and not one that the build makes, because npx remembers for good that a
 * package has no program.
 *
 * In a checkout, it builds the program if that was never done, and reads the settings in `.env`. The published package has neither
 * a use for the one nor a place for the other: a service that is deployed gets its settings by its environment alone.
 */
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { parseEnv } from 'node:util';

const main = new URL('../dist/src/main.js', import.meta.url);
/** Of the package @waypost/client, which a checkout builds, too. */
const client = new URL('../client/dist/index.js', import.meta.url);
const build = new URL('../scripts/build.js', import.meta.url);
const settings = fileURLToPath(new URL('../.env', import.meta.url));

if (existsSync(build)) {
  readSettings();
  if (!existsSync(main) || !existsSync(client)) await buildFirst();
}
await import(main.href);

/** What the environment says wins over what the file says. */
function readSettings() {
  try {
    const values = parseEnv(readFileSync(settings, 'utf8'));
    for (const [name, value] of Object.entries(values)) process.env[name] ??= value;
  } catch (error) {
    if (error.code !== 'ENOENT') fail(`${settings} can't be read (${error.message}).`);
  }
}

async function buildFirst() {
  if (!existsSync(new URL('../node_modules/typescript/', import.meta.url))) {
    fail('The program is not built. Run `npm ci && npm run build` in its folder.');
  }
  process.stderr.write('waypost: building the program, the first time only ...\n');
  await import(build.href);
}

function fail(message) {
  process.stderr.write(`waypost: ${message}\n`);
  process.exit(1);
}
