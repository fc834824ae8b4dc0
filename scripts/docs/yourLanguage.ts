import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { packageFile } from '../../src/packageFile.js';
import { DOCUMENTS, languages, type Language, type Program } from '../clientsCheck/languages.js';

/** How a client is made in each language: the very commands, files and programs that `npm run clients:check` runs. */
export async function yourLanguage(): Promise<string> {
  return `## Your language

Each API has a document that stands alone, from which generators make clients. These commands were tried with this version of Waypost: what they
generate compiles, and the programs call the service and verify a notification. Begin in an empty folder; \`WAYPOST_URL\` is where the service is.

${[typescriptPackage, ...(await Promise.all(languages.map(sectionOf)))].join('\n\n')}`;
}

const typescriptPackage = `### TypeScript: @waypost/client

The package has typed clients of all APIs and a typed receiver of notifications. Nothing has to be generated.

${block('bash', 'npm install @waypost/client')}`;

async function sectionOf(language: Language): Promise<string> {
  const { name, generator, version, registry, files, install, generate, program, receiver } = language;
  const parts = [
    `### ${name}: ${generator}`,
    `Version ${version}, from ${registry}.`,
    ...(await Promise.all(files.map(async (file) => `\`${basename(file)}\`\n\n${await sourceOf(file)}`))),
    block('bash', [...install, ...DOCUMENTS.flatMap(generate)].join('\n')),
  ];
  if (program) parts.push(await folded('A program that calls all APIs', program));
  if (receiver) parts.push(await folded('A receiver of notifications', receiver));
  return parts.join('\n\n');
}

async function folded(summary: string, { file, compile, run }: Program): Promise<string> {
  return `<details>
<summary>${summary}: ${basename(file)}</summary>

${await sourceOf(file)}

${block('bash', [...compile, run].join('\n'))}

</details>`;
}

const HIGHLIGHTED: Readonly<Record<string, string>> = {
  '.py': 'python',
  '.go': 'go',
  '.java': 'java',
  '.ts': 'ts',
  '.xml': 'xml',
};

async function sourceOf(file: string): Promise<string> {
  return block(HIGHLIGHTED[extname(file)] ?? extname(file).slice(1), await readFile(packageFile(file), 'utf8'));
}

function block(highlighted: string, text: string): string {
  return `\`\`\`${highlighted}\n${text.trimEnd()}\n\`\`\``;
}
