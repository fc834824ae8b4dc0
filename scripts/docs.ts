/**
 * `npm run docs [-- --out <folder>]`: writes the docs as one HTML file (default: docs-site/index.html) that carries everything it needs, and
 * beside it the documents that it links to. It opens from a disk and asks no host for anything.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contractFiles, docsDocument } from '../src/http/docs/contractFiles.js';
import { renderDocsPage } from '../src/http/docs/docsPage.js';
import { scalarScript } from '../src/http/docs/scalar.js';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'docs-site' } } });
const out = resolve(values.out);
const documents = join(out, 'openapi');

await mkdir(documents, { recursive: true });
for (const { yaml, json } of contractFiles())
  for (const file of [yaml, json]) await copyFile(file, join(documents, basename(file)));
const document = JSON.parse(await readFile(docsDocument, 'utf8')) as object;
const file = join(out, 'index.html');
await writeFile(file, renderDocsPage({ document, script: { inline: await scalarScript() } }));
process.stdout.write(`${file}\n`);
