/**
 * Writes everything under generated/: each contract, resolved and validated, its types, the constants that code needs at run time
 * (enums as lists, error codes by name), the document of the docs, and the Prisma client. Never edit the result; edit openapi/ and prisma/.
 * A contract that is not valid fails, with the place and the reason of each problem.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { stringify } from 'yaml';
import { checksModule } from './generate/checksModule.js';
import {
  InvalidContract,
  notificationContent,
  readContractDocument,
  withoutLinks,
} from './generate/contractDocument.js';
import { contractModule, contractsModule } from './generate/contractModule.js';
import { namedSchemas } from './generate/namedSchemas.js';
import { generatePrismaClient } from './generate/prismaClient.js';
import { validatorDocument } from './generate/validatorDocument.js';
import { readingOrder, referenceDocument } from './docs/reference.js';
import { entries, get, rootOf, type Node } from './specDiff/node.js';

const root = new URL('../', import.meta.url);
const generated = new URL('generated/', root);
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

await generateContracts().catch((error: unknown) => {
  if (!(error instanceof InvalidContract)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

await generatePrismaClient(fileURLToPath(new URL('prisma/schema.prisma', root)));

/** First all contracts are read, so that nothing is written if one of them is not valid. */
async function generateContracts(): Promise<void> {
  const documents = await Promise.all(
    files.map((file) => readContractDocument(fileURLToPath(new URL(`openapi/${file}`, root)))),
  );
  const docs = await referenceDocument(readingOrder(documents.map((root, i) => ({ name: names[i] ?? '', root }))));
  for (const folder of ['checks/', 'contracts/', 'openapi/']) {
    await rm(new URL(folder, generated), { recursive: true, force: true });
    await mkdir(new URL(folder, generated));
  }
  for (const [i, document] of documents.entries()) await writeContract(names[i] ?? '', withoutLinks(document));
  await write('docs.json', `${JSON.stringify(docs, null, 2)}\n`);
  await write('contracts/index.ts', banner('openapi/*.yaml') + contractsModule(names));
  const documentOf = (name: string) => documents[names.indexOf(name)] ?? rootOf(new Map([[name, {}]]), name);
  await writeChecks(documentOf('webhooks'), documentOf('events'));
}

/** What a receiver, the outbox and the server check by: notifications by their event types, and requests to publish. */
async function writeChecks(webhooks: Node, events: Node): Promise<void> {
  const pointers = [...entries(get(webhooks, 'webhooks')).keys()].map((eventType) => {
    const schema = get(notificationContent(webhooks, eventType), 'schema');
    return [eventType, schema?.pointer ?? ''] as const;
  });
  const notifications = checksModule('notificationValidators', validatorDocument(webhooks.value), new Map(pointers));
  await write('checks/notifications.ts', banner('openapi/webhooks.yaml') + notifications);
  const request = new Map([['publishEventsRequest', '/components/schemas/PublishEventsRequest']]);
  const published = checksModule('eventsValidators', validatorDocument(events.value), request);
  await write('checks/events.ts', banner('openapi/events.yaml') + published);
}

/** A contract as it is served, its types, and what the server checks by. */
async function writeContract(name: string, document: Node): Promise<void> {
  const comment = banner(`openapi/${name}.yaml`);
  await write(`openapi/${name}.json`, `${JSON.stringify(document.value, null, 2)}\n`);
  await write(`openapi/${name}.yaml`, stringify(document.value, { aliasDuplicateObjects: false, lineWidth: 0 }));
  const types = await openapiTS(JSON.stringify(document.value), {
    alphabetize: false,
    // What has a default may be left out of a request.
    defaultNonNullable: false,
  });
  const contract = document.value as Contract;
  const named = namedSchemas(types, constantsOf(contract));
  await write(`${name}.ts`, comment + astToString(named) + servedOperations(contract) + enumConstants(contract));
  const validated = rootOf(new Map([[name, validatorDocument(document.value)]]), name);
  await write(`contracts/${name}.ts`, comment + contractModule(name, validated));
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(new URL(file, generated), text);
}

/** The operationIds that the server answers, without those of the notifications that it sends. */
function servedOperations({ paths }: Contract): string {
  const ids = Object.values(paths).flatMap((path) =>
    Object.values(path).flatMap(({ operationId }) => operationId ?? []),
  );
  return `\n/** The operations that the server answers; the others of \`operations\` are notifications that it sends. */
export type ServedOperationId = ${ids.map((id) => JSON.stringify(id)).join(' | ')};\n`;
}

/** The schemas that are constants, too. */
function constantsOf({ components }: Contract): Set<string> {
  const named = Object.entries(components?.schemas ?? {}).filter(([, schema]) => schema['x-enum-varnames']);
  return new Set(named.map(([name]) => name));
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
      const meanings = schema['x-enumDescriptions'] ?? {};
      const entries = names.map((member, i) => {
        const value = JSON.stringify(members[i]);
        return `  /** ${value}: ${meanings[String(members[i])] ?? ''} */\n  ${member}: ${value},\n`;
      });
      return (
        `\nexport const ${name} = {\n${entries.join('')}} as const;\n` +
        `export type ${name} = (typeof ${name})[keyof typeof ${name}];\n` +
        enumMeanings(name, members, meanings)
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
