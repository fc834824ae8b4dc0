/**
 * Writes everything under generated/: each contract, resolved and validated, its types, the constants that code needs at run time
 * (enums as lists, error codes by name), and the Prisma client. Never edit the result; edit openapi/ and prisma/.
 * A contract that is not valid fails, with the place and the reason of each problem.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { parse } from 'yaml';
import { InvalidContract, readContractDocument } from './generate/contractDocument.js';
import { contractModule, contractsModule } from './generate/contractModule.js';
import { generatePrismaClient } from './generate/prismaClient.js';

const root = new URL('../', import.meta.url);
const banner = (source: string) => `// Generated from ${source} by \`npm run generate\`. Do not edit.\n\n`;

interface EnumSchema {
  enum?: (string | number)[];
  'x-enum-varnames'?: string[];
  'x-enumDescriptions'?: Record<string, string>;
}
interface Contract {
  paths: Record<string, Record<string, { operationId?: string }>>;
  components?: { schemas?: Record<string, EnumSchema> };
}

const files = (await readdir(new URL('openapi/', root))).filter((name) => name.endsWith('.yaml')).sort();
const names = files.map((file) => file.replace('.yaml', ''));

await writeContracts().catch((error: unknown) => {
  if (!(error instanceof InvalidContract)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

for (const file of files) {
  const contract = new URL(`openapi/${file}`, root);
  const types = await openapiTS(contract, {
    alphabetize: false,
    // What has a default may be left out of a request.
    defaultNonNullable: false,
    // A property that is never valid has no type, so that the compiler refuses it as the server does.
    transform: (schema) =>
      'not' in schema && JSON.stringify(schema.not) === '{}'
        ? ts.factory.createKeywordTypeNode(ts.SyntaxKind.NeverKeyword)
        : undefined,
  });
  const document = parse(await readFile(contract, 'utf8')) as Contract;
  const target = new URL(`generated/${file.replace('.yaml', '.ts')}`, root);
  await writeFile(
    target,
    banner(`openapi/${file}`) + astToString(types) + servedOperations(document) + enumConstants(document),
  );
}

await generatePrismaClient(fileURLToPath(new URL('prisma/schema.prisma', root)));

/** First all contracts are read, so that nothing is written if one of them is not valid. */
async function writeContracts(): Promise<void> {
  const documents = await Promise.all(
    files.map((file) => readContractDocument(fileURLToPath(new URL(`openapi/${file}`, root)))),
  );
  const folder = new URL('generated/contracts/', root);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [i, document] of documents.entries()) {
    const name = names[i] ?? '';
    await writeFile(new URL(`${name}.ts`, folder), banner(`openapi/${name}.yaml`) + contractModule(name, document));
  }
  await writeFile(new URL('index.ts', folder), banner('openapi/*.yaml') + contractsModule(names));
}

/** The operationIds that the server answers, without those of the notifications that it sends. */
function servedOperations({ paths }: Contract): string {
  const ids = Object.values(paths).flatMap((path) =>
    Object.values(path).flatMap(({ operationId }) => operationId ?? []),
  );
  return `\n/** The operations that the server answers; the others of \`operations\` are notifications that it sends. */
export type ServedOperationId = ${ids.map((id) => JSON.stringify(id)).join(' | ')};\n`;
}

/** The enums of a contract's components as values: `webhookEventTypes` as a list, `ErrorCode.WebhookNotFound` by name. */
function enumConstants({ components }: Contract): string {
  return Object.entries(components?.schemas ?? {})
    .filter(([, schema]) => schema.enum)
    .map(([name, schema]) => {
      const members = schema.enum ?? [];
      const names = schema['x-enum-varnames'];
      if (!names) return `\nexport const ${lowerFirst(name)}s = ${JSON.stringify(members)} as const;\n`;
      if (names.length !== members.length) throw new Error(`${name}: ${members.length} members, ${names.length} names`);
      const entries = names.map((member, i) => `  ${member}: ${JSON.stringify(members[i])},\n`).join('');
      return (
        `\nexport const ${name} = {\n${entries}} as const;\n` +
        `export type ${name} = (typeof ${name})[keyof typeof ${name}];\n` +
        enumMeanings(name, members, schema['x-enumDescriptions'] ?? {})
      );
    })
    .join('');
}

function enumMeanings(name: string, members: (string | number)[], meanings: Record<string, string>): string {
  const lines = members.map((member) => {
    const meaning = meanings[member];
    if (!meaning) throw new Error(`${name}: ${member} has no line in x-enumDescriptions`);
    return `  ${member}: ${JSON.stringify(meaning)},\n`;
  });
  return `\nexport const ${lowerFirst(name)}Meanings: Record<${name}, string> = {\n${lines.join('')}};\n`;
}

function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
