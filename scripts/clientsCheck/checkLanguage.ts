/** One generator: its clients are generated, counted, compiled and called, and its language's receiver is sent a notification. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkReceiver } from './checkReceiver.js';
import { DOCUMENTS, type DocumentName, type Language, type Program } from './languages.js';
import { variablesOf } from './service.js';
import type { Place } from './shells.js';
import { step, type Check } from './steps.js';
import type { Cell, Row } from './table.js';
import { expectedOf, missingIn, sourcesBelow, warningsIn, type CountedDocument } from './whatCameOut.js';
import { bring, prepareWorkspace } from './workspace.js';

export const HEADINGS = ['generated', 'compiled', 'called'];

/** What a language's program has to say that it has done. */
const CALLS = {
  webhooks: [
    ...['createWebhook', 'listWebhooks', 'updateWebhook', 'replaceWebhook', 'deleteWebhook'],
    ...['ROUTE_STARTED', 'ErrorCode'],
  ],
  events: ['publishEvents'],
  deliveries: ['getWebhookSecret', 'listDeliveries'],
  platform: ['createAccount', 'listAccounts', 'updateAccount', 'createApiKey', 'revokeApiKey', 'deleteAccount'],
  console: ['createConsoleSession', 'endConsoleSession'],
} satisfies Record<DocumentName, string[]>;

const NONE: Cell = { state: 'none' };

/** @returns a row for each document, and one for the receiver if there is one */
export async function checkLanguage(check: Check, language: Language): Promise<Row[]> {
  const title = titleOf(language);
  let place: Place | undefined;
  const name = `${language.name}-${language.generator.replace(/\W+/g, '-')}`.toLowerCase();
  const installed = await step(check, `${title}: install`, async () => {
    place = await prepareWorkspace(check.shells, { ...language, name }, variablesOf(check.service));
    return 'done';
  });
  if (place === undefined) return sameRows(language, installed);

  const rows: Row[] = [];
  for (const document of DOCUMENTS) {
    const { generated, compiled } = await makeClient(check, language, document, place);
    rows.push({ title: `${title}: ${document}`, cells: [generated, compiled, NONE] });
  }
  const called = await callAll(check, language, place);
  const documents = rows.map((row, i) => ({ ...row, cells: [...row.cells.slice(0, 2), called[i] ?? NONE] }));
  return language.receiver ? [...documents, await receive(check, language, language.receiver, place)] : documents;
}

async function makeClient(
  check: Check,
  language: Language,
  document: DocumentName,
  place: Place,
): Promise<{ generated: Cell; compiled: Cell }> {
  const title = titleOf(language);
  const generated = await step(check, `${title}: generate ${document}`, () =>
    generate(check, language, document, place),
  );
  if (generated.state !== 'done') return { generated, compiled: NONE };
  const compiled = await step(check, `${title}: compile ${document}`, async () => {
    await check.shells.run(language.compile(document), place);
    return 'yes';
  });
  return { generated, compiled };
}

/** @throws Error if a warning says that something was left out, or if something is missing */
async function generate(check: Check, language: Language, document: DocumentName, place: Place): Promise<string> {
  const output = join(place.folder, language.output(document));
  await rm(output, { recursive: true, force: true });
  const warnings = warningsIn(await check.shells.run(language.generate(document), place));
  if (warnings.length > 0) throw new Error(`it warns\n${warnings.join('\n')}`);
  const contract = JSON.parse(await readFile(join(place.folder, `${document}.json`), 'utf8')) as CountedDocument;
  const expected = expectedOf(contract);
  const missing = missingIn(await sourcesBelow(output), expected, language.naming);
  if (missing.length > 0) throw new Error(`left out: ${missing.join(', ')}`);
  return `${expected.operations.length} operations, ${expected.schemas.length + expected.unions.length} types`;
}

/** Runs the program. @returns a cell for each document */
async function callAll(check: Check, language: Language, place: Place): Promise<Cell[]> {
  const { program } = language;
  if (!program) return [];
  let said = '';
  const ran = await step(check, `${titleOf(language)}: call`, async () => {
    await bring(place, program.file);
    await check.shells.run(program.compile, place);
    said = await check.shells.run([program.run], place);
    return 'done';
  });
  if (ran.state !== 'done') return DOCUMENTS.map(() => ran);
  return DOCUMENTS.map((document) => calledOf(document, said));
}

/** Whether the program said that it did all that there is to do with a document. */
export function calledOf(document: DocumentName, said: string): Cell {
  const lines = new Set(said.split('\n').map((line) => line.trim()));
  const missing = CALLS[document].filter((name) => !lines.has(`${document} ${name}`));
  if (missing.length > 0) return { state: 'failed', text: `not called: ${missing.join(', ')}` };
  return { state: 'done', text: CALLS[document].join(', ') };
}

async function receive(check: Check, language: Language, receiver: Program, place: Place): Promise<Row> {
  const title = `${titleOf(language)}: ${receiver.file}`;
  const compiled = await step(check, `${title}: compile`, async () => {
    await bring(place, receiver.file);
    await check.shells.run(receiver.compile, place);
    return 'yes';
  });
  const called =
    compiled.state === 'done' ? await step(check, title, () => checkReceiver(check, receiver, place)) : NONE;
  return { title, cells: [NONE, compiled, called] };
}

function titleOf({ name, generator, version }: Language): string {
  return `${name}, ${generator} ${version}`;
}

function sameRows(language: Language, cell: Cell): Row[] {
  return DOCUMENTS.map((document) => ({
    title: `${titleOf(language)}: ${document}`,
    cells: [cell, NONE, NONE],
  }));
}
