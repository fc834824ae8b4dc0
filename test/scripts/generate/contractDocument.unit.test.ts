/** What `npm run generate`, and with it CI, refuses: a contract that could not be served. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidContract, readContractDocument } from '../../../scripts/generate/contractDocument.js';
import { packageFile } from '../../../src/packageFile.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waypost-contract-'));
  await cp(packageFile('openapi'), folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

async function read(yaml: string, name = 'tried') {
  const file = join(folder, `${name}.yaml`);
  await writeFile(file, yaml);
  return readContractDocument(file);
}

/** The problems, each without the folder of the file. */
async function problemsOf(yaml: string, name?: string): Promise<string[]> {
  const refused: unknown = await read(yaml, name).then(
    () => [],
    (error: unknown) => error,
  );
  if (!(refused instanceof InvalidContract)) return [];
  return refused.problems.map((problem) => problem.replaceAll(/(?:[^\s:"']*\/)?([\w-]+\.yaml)/g, '$1'));
}

const head = 'openapi: 3.1.1\ninfo: { title: T, version: "1" }\n';
const ok = "responses: { '200': { description: ok } }";
const path = `paths: { /a: { get: { operationId: x, ${ok} } } }\n`;

describe('a contract that is valid', () => {
  it('is read', async () => {
    expect((await read(head + path)).value).toMatchObject({ openapi: '3.1.1', paths: { '/a': {} } });
  });

  it.each(['webhooks', 'events', 'deliveries'])('stands alone afterwards: %s', async (name) => {
    const { value } = await readContractDocument(packageFile(`openapi/${name}.yaml`));
    const references = [...JSON.stringify(value).matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference);
    expect(references).not.toEqual([]);
    expect(references.filter((reference) => !/^#\/components\/\w+\/[\w-]+$/.test(reference ?? ''))).toEqual([]);
  });
});

describe('a contract is refused with the place and the reason', () => {
  it.each([
    ['an empty file', '', ['tried.yaml: Document must be JSON object, got undefined']],
    [
      'no YAML',
      'openapi: [3.1.1\npaths: {',
      ['tried.yaml: missed comma between flow collection entries in "tried.yaml" (2:1)'],
    ],
    ['no OpenAPI', 'hello: world', ['tried.yaml: Unsupported specification']],
    [
      'a version that the server does not take',
      'openapi: 3.2.0\ninfo: { title: T, version: "1" }\npaths: {}',
      ['tried.yaml: #/openapi has to be 3.1.x, since the server validates requests by no other; it is 3.2.0'],
    ],
    [
      'paths that are none',
      `${head}paths: 5`,
      ['tried.yaml:3:8 #/paths Expected type `Paths` (object) but got `integer`'],
    ],
    [
      'an operation without responses that are objects',
      `${head}paths:\n  /a:\n    get:\n      operationId: x\n      responses: 1`,
      ['tried.yaml:7:18 #/paths/~1a/get/responses Expected type `Responses` (object) but got `integer`'],
    ],
    [
      'a reference into nowhere',
      `${head}paths: { /a: { get: { operationId: x, responses: { '200': { $ref: '#/components/responses/Gone' } } } } }`,
      ["tried.yaml:3:59 #/paths/~1a/get/responses/200 Can't resolve $ref"],
    ],
    [
      'an operation without an operationId',
      `${head}paths: { /a: { get: { ${ok} } } }`,
      ['tried.yaml:3:16 #/paths/~1a/get/operationId Operation object should contain `operationId` field.'],
    ],
    [
      'a schema of a type that does not exist',
      `${head}${path}components: { schemas: { A: { type: strin } } }`,
      [
        expect.stringMatching(
          /^tried\.yaml:4:37 #\/components\/schemas\/A\/type `type` can be one of the following only/,
        ),
      ],
    ],
    [
      'a pattern that is no regular expression',
      `${head}${path}components: { schemas: { A: { type: string, pattern: '[' } } }`,
      [expect.stringMatching(/^tried\.yaml: #\/components\/schemas\/A .*regular expression/i)],
    ],
  ])('%s', async (_, yaml, problems) => {
    expect(await problemsOf(yaml)).toEqual(problems);
  });

  it('with every problem at once', async () => {
    const twoFaults = `${head}paths: { /a: { get: { ${ok} } } }\ncomponents: { schemas: { A: { minLength: a } } }`;
    expect(await problemsOf(twoFaults)).toHaveLength(2);
  });

  it('a file that does not exist', async () => {
    await expect(readContractDocument(join(folder, 'nowhere.yaml'))).rejects.toThrow(InvalidContract);
  });
});

describe('the notifications have to fit WebhookEventType', () => {
  let webhooks: string;
  beforeAll(async () => {
    webhooks = await readFile(packageFile('openapi/webhooks.yaml'), 'utf8');
  });

  it.each([
    [
      'an event type without a notification',
      /enum: \[ROUTE_CREATED, /,
      'enum: [ROUTE_LOST, ROUTE_CREATED, ',
      'changed.yaml: #/webhooks/ROUTE_LOST describes no JSON payload',
    ],
    [
      'a notification of no event type',
      /\n {2}ROUTE_STARTED:\n/,
      '\n  ROUTE_BEGUN:\n',
      'changed.yaml: #/webhooks/ROUTE_BEGUN is no member of WebhookEventType',
    ],
    [
      'a notification without an example',
      /examples:\n {14}routeStarted:(\n {16}.*)+/,
      'examples: {}',
      'changed.yaml: #/webhooks/ROUTE_STARTED has no example',
    ],
  ])('%s', async (_, place, change, problem) => {
    expect(webhooks).toMatch(place);
    expect(await problemsOf(webhooks.replace(place, change), 'changed')).toContain(problem);
  });
});
