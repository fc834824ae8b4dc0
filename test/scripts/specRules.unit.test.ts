/** Each rule of scripts/specRules.js bites: openapi/webhooks.yaml as it is served, broken in one way at a time, is refused by `redocly lint`. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { packageFile } from '../../src/packageFile.js';

type Schema = Record<string, unknown>;
interface Document {
  components: {
    schemas: Record<'DcId' | 'ErrorCode' | 'Webhook' | 'WebhookResponse', Schema> & Record<string, Schema>;
    responses: Record<string, unknown>;
  };
}

const breakages: Record<string, [rule: string, place: string, edit: (document: Document) => void]> = {
  'a response with the name of a schema': [
    'unique-component-names',
    '#/components/responses/Webhook',
    ({ components: { responses } }) => (responses.Webhook = responses.CurrentWebhook),
  ],
  'a reference into the properties of a schema': [
    'whole-components',
    '#/components/schemas/WebhookResponse/properties/data',
    ({ components: { schemas } }) =>
      (schemas.WebhookResponse.properties = {
        data: { $ref: '#/components/schemas/WebhookListResponse/properties/data' },
      }),
  ],
  'a keyword beside a reference': [
    'whole-components',
    '#/components/schemas/Webhook/properties/id',
    ({ components: { schemas } }) =>
      (schemas.Webhook.properties = { id: { $ref: '#/components/schemas/DcId', maxLength: 7 } }),
  ],
  'a pattern with surrogates': [
    'portable-pattern',
    '#/components/schemas/DcId',
    ({ components: { schemas } }) => (schemas.DcId.pattern = '^[^\\uD800-\\uDFFF]*$'),
  ],
  'a pattern with a class that is another one in Python': [
    'portable-pattern',
    '#/components/schemas/DcId',
    ({ components: { schemas } }) => (schemas.DcId.pattern = '^\\d+$'),
  ],
  'a property that is never valid': [
    'plain-schemas',
    '#/components/schemas/Webhook/properties/id',
    ({ components: { schemas } }) => (schemas.Webhook.properties = { id: { not: {} } }),
  ],
  'a type that is narrowed': [
    'plain-schemas',
    '#/components/schemas/Narrowed',
    ({ components: { schemas } }) =>
      (schemas.Narrowed = { allOf: [{ $ref: '#/components/schemas/DcId' }, { const: '1' }] }),
  ],
  'a union that nothing tells apart': [
    'plain-schemas',
    '#/components/schemas/Union',
    ({ components: { schemas } }) =>
      (schemas.Union = { oneOf: [{ $ref: '#/components/schemas/Webhook' }, { $ref: '#/components/schemas/Fault' }] }),
  ],
  'a number without a name': [
    'plain-schemas',
    '#/components/schemas/ErrorCode',
    ({ components: { schemas } }) => (schemas.ErrorCode.enum = [1, 2, 3]),
  ],
  'an extension that nobody explains': [
    'explained-extensions',
    '#/info',
    ({ components: { schemas } }) => (schemas.DcId['x-mystery'] = true),
  ],
};

interface Problem {
  ruleId: string;
  location: { pointer: string; source: { ref: string } }[];
}

let folder: string;
let problems: Problem[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waypost-rules-'));
  const served = await readFile(packageFile('generated/openapi/webhooks.json'), 'utf8');
  const names = Object.keys(breakages);
  for (const [i, name] of names.entries()) {
    const document = JSON.parse(served) as Document;
    breakages[name]?.[2](document);
    await writeFile(fileOf(i), JSON.stringify(document));
  }
  await writeFile(fileOf(names.length), served);
  problems = await lint([...names.keys(), names.length].map(fileOf));
});
afterAll(() => rm(folder, { recursive: true }));
jest.setTimeout(60_000);

function fileOf(index: number): string {
  return join(folder, `${index}.json`);
}

/** By the repository's own configuration, in one run, since starting takes longer than linting. */
function lint(files: readonly string[]): Promise<Problem[]> {
  const redocly = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');
  const args = [redocly, 'lint', ...files, '--config', packageFile('redocly.yaml'), '--format', 'json'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 1e8, cwd: folder }, (_error, stdout, stderr) => {
      const reports = stdout.split(/(?<=^\})(?=\{)|(?<=^\})\s+(?=^\{)/m); // one for each file
      if (reports.length < files.length) reject(new Error(stdout + stderr));
      else resolve(reports.flatMap((report) => (JSON.parse(report) as { problems: Problem[] }).problems));
    });
  });
}

function problemsIn(file: string): [rule: string, pointer: string][] {
  return problems
    .filter(({ location: [place] }) => place?.source.ref.endsWith(file.slice(folder.length + 1)))
    .map(({ ruleId, location: [place] }) => [ruleId, place?.pointer ?? '']);
}

it.each(Object.keys(breakages))('%s', (name) => {
  const [rule, place] = breakages[name] ?? [];
  const found = problemsIn(fileOf(Object.keys(breakages).indexOf(name)));
  expect(found.map(([ruleId]) => ruleId)).toContain(`spelling/${rule}`);
  expect(found.map(([, pointer]) => pointer)).toContainEqual(expect.stringContaining(place ?? 'nowhere'));
});

it('nothing is said of what is not broken', () => {
  expect(problemsIn(fileOf(Object.keys(breakages).length))).toEqual([]);
});
