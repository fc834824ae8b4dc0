/**
 * `npm run docs [-- --out <folder>]`: writes each contract as one HTML file (default folder: docs-site/) that carries
 * everything it needs. It opens from a disk and asks no host for anything.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contractFiles } from '../src/http/docs/contractFiles.js';
import { renderDocsPage } from '../src/http/docs/docsPage.js';
import { redocScript } from '../src/http/docs/redoc.js';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'docs-site' } } });
const out = resolve(values.out);

const contracts = contractFiles();
const script = await redocScript();
await mkdir(out, { recursive: true });
for (const contract of contracts) {
  const page = renderDocsPage({
    title: contract.title,
    links: contracts.map(({ name, title }) => ({ title, href: `${name}.html`, current: name === contract.name })),
    contract: JSON.parse(await readFile(contract.json, 'utf8')) as object,
    redoc: { inline: script },
    downloadFileName: `${contract.name}.json`,
  });
  const file = join(out, `${contract.name}.html`);
  await writeFile(file, page);
  process.stdout.write(`${file}\n`);
}
