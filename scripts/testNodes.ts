/**
 * `npm run test:nodes [-- <version> …] [--project <name> …] [--except <name> …]`: runs the unit and service tests on other versions of Node
 * than the one that is installed, without the files whose names begin with those excepted. Their binaries come from the npm registry, once, into node_modules/.cache/.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageFile } from '../src/packageFile.js';

/** The oldest that `engines` promises, and the long-term supported ones since. */
const VERSIONS = ['20.19.0', '22.23.3', '24.21.0', '26.10.0'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    project: { type: 'string', multiple: true, default: ['unit', 'service'] },
    except: { type: 'string', multiple: true, default: [] },
  },
});
const versions = positionals.length > 0 ? positionals : VERSIONS;

const summary: string[] = [];
for (const version of versions) {
  console.log(`\n=== Node ${version}: ${values.project.join(' and ')} tests`);
  const begun = performance.now();
  const passed = await runTests(version);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  summary.push(`Node ${version}: ${passed ? 'passed' : 'FAILED'} after ${seconds} s`);
  if (!passed) process.exitCode = 1;
}
console.log(`\n${summary.join('\n')}`);

async function runTests(version: string): Promise<boolean> {
  const folder = await installNode(version);
  const node = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` };
  const { stdout } = spawnSync('node', ['--version'], { env: node, encoding: 'utf8' });
  if (stdout.trim() !== `v${version}`) throw new Error(`${folder} holds Node ${stdout.trim()}, not ${version}.`);
  const excepted = values.except.map((name) => `--testPathIgnorePatterns=/${name}[^/]*$`);
  const args = ['test', '--', '--selectProjects', ...values.project, ...excepted];
  return spawnSync('npm', args, { cwd: packageFile('.'), env: node, stdio: 'inherit' }).status === 0;
}

/**
 * Installs the package of this platform that the npm package `node` would choose by its install script.
 * @returns the folder of the binary
 */
async function installNode(version: string): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  const home = packageFile(join('node_modules', '.cache', 'node', version));
  const binaries = join(home, 'node_modules', name, 'bin');
  if (existsSync(join(binaries, 'node'))) return binaries;
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{"private": true}'); // or npm would take the repository for the package to change
  const args = ['install', '--no-save', '--no-package-lock', '--ignore-scripts', '--silent', `${name}@${version}`];
  const { status } = spawnSync('npm', args, { cwd: home, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${name}@${version} can't be installed.`);
  return binaries;
}
