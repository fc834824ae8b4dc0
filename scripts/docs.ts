/**
 * `npm run docs [-- --out <folder>]`: writes each contract as one HTML file (default folder: docs-site/) that carries
 * everything it needs. It opens from a disk and asks no host for anything.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contractFiles, type ContractFile } from '../src/http/docs/contractFiles.js';
import { renderDocsPage } from '../src/http/docs/docsPage.js';
import { redocScript } from '../src/http/docs/redoc.js';
import { packageFile } from '../src/packageFile.js';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'docs-site' } } });
const out = resolve(values.out);
const redocly = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');

const contracts = contractFiles();
const script = await redocScript();
await mkdir(out, { recursive: true });
for (const contract of contracts) {
  const page = renderDocsPage({
    title: contract.title,
    links: contracts.map(({ name, title }) => ({ title, href: `${name}.html`, current: name === contract.name })),
    contract: await bundle(contract),
    redoc: { inline: script },
    downloadFileName: `${contract.name}.json`,
  });
  const file = join(out, `${contract.name}.html`);
  await writeFile(file, page);
  process.stdout.write(`${file}\n`);
}

/** The contract as one document: what it takes from other contracts is among its own components. */
async function bundle({ name, path }: ContractFile): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'waypost-docs-'));
  try {
    const file = join(folder, `${name}.json`);
    const { status, stderr } = spawnSync(process.execPath, [redocly, 'bundle', path, '--output', file], {
      cwd: packageFile('.'),
      env: { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${path} can't be bundled:\n${stderr}`);
    const document: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof document !== 'object' || document === null) throw new Error(`${path} is not an OpenAPI document.`);
    return document;
  } finally {
    await rm(folder, { recursive: true });
  }
}
