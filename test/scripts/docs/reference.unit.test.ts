import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { ErrorCode } from '../../../generated/webhooks.js';
import { answersOf, operationsOf } from '../../../scripts/docs/chapters.js';
import { errorNotes } from '../../../scripts/docs/errorCodes.js';
import { readingOrder, referenceDocument, textAt, type ContractDocument } from '../../../scripts/docs/reference.js';
import { languages } from '../../../scripts/clientsCheck/languages.js';
import { rootOf } from '../../../scripts/specDiff/node.js';
import { packageFile } from '../../../src/packageFile.js';

interface Sample {
  label: string;
  source: string;
}
interface Reference {
  info: { description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, { operationId?: string; security?: unknown; 'x-codeSamples'?: Sample[] }>>;
  webhooks: object;
}

let contracts: ContractDocument[];
let reference: Reference;
beforeAll(async () => {
  const files = (await readdir(packageFile('generated/openapi'))).filter((file) => file.endsWith('.json')).sort();
  contracts = await Promise.all(
    files.map(async (file) => {
      const document = JSON.parse(await readFile(packageFile(join('generated/openapi', file)), 'utf8')) as unknown;
      return { name: file.replace('.json', ''), root: rootOf(new Map([[file, document]]), file) };
    }),
  );
  reference = (await referenceDocument(readingOrder(contracts))) as unknown as Reference;
});

function operations() {
  return Object.values(reference.paths).flatMap((item) => Object.values(item).filter(({ operationId }) => operationId));
}

describe('the document of the docs', () => {
  it('has every operation of every contract, with its own authentication', () => {
    const ids = contracts
      .flatMap(({ root }) => operationsOf(root))
      .map((operation) => textAt(operation, 'operationId'));
    expect(operations().map(({ operationId }) => operationId)).toEqual(expect.arrayContaining(ids));
    expect(reference.paths['/events']?.post?.security).toEqual([{ publisherKey: [] }]);
    expect(reference.paths['/webhooks']?.post?.security).toEqual([{ apiKey: [] }]);
  });

  it('refuses two contracts that mean different things by one name', async () => {
    const other = { paths: {}, components: { schemas: { Webhook: { type: 'string' } } } };
    const sister = { name: 'sister', root: rootOf(new Map([['sister', other]]), 'sister') };
    await expect(referenceDocument([...contracts, sister])).rejects.toThrow('different things by Webhook');
  });

  it('refuses a link that leads nowhere', async () => {
    const other = { info: { title: 'Waypost Sister API', description: 'See [this](/docs#nowhere).' }, paths: {} };
    const sister = { name: 'sister', root: rootOf(new Map([['sister', other]]), 'sister') };
    await expect(referenceDocument([...contracts, sister])).rejects.toThrow('no place nowhere');
  });

  it('shows the commands of each language as they are checked', () => {
    for (const { install, generate } of languages) {
      for (const command of [...install, ...generate('events')])
        expect(reference.info.description).toContain(`\n${command}\n`);
    }
  });
});

describe('the samples', () => {
  it('are there for each operation in three languages', () => {
    for (const operation of operations()) {
      const labels = operation['x-codeSamples']?.map(({ label }) => label);
      expect([operation.operationId, labels]).toEqual([operation.operationId, ['curl', 'TypeScript', 'Python']]);
    }
  });

  it('call what the client has, with what the operation takes', () => {
    const sources = operations().map((operation) => operation['x-codeSamples']?.[1]?.source ?? '');
    expect(complaintsAbout(sources)).toEqual([]);
    expect(complaintsAbout(sources.map((source) => source.replace("'/webhooks'", "'/hooks'")))).not.toEqual([]);
  });

  it('show what the operation asks for, and nothing where that is nothing', () => {
    const shown = (path: string, method: string): (string | null)[] =>
      reference.paths[path]?.[method]?.['x-codeSamples']?.map(
        ({ source }) => /WAYPOST_(?!URL)\w+/.exec(source)?.[0] ?? null,
      ) ?? [];
    const each = (variable: string | null) => [variable, variable, variable];
    expect(shown('/console/sessions', 'post')).toEqual(each(null));
    expect(shown('/console/session/renew', 'post')).toEqual(each('WAYPOST_SESSION_COOKIE'));
    expect(shown('/console/session', 'delete')).toEqual(each('WAYPOST_ACCESS_TOKEN'));
    expect(shown('/console-links', 'post')).toEqual(each('WAYPOST_OPERATOR_KEY'));
    expect(shown('/webhooks', 'post')).toEqual(each('WAYPOST_API_KEY'));
    for (const { source } of reference.paths['/console/session/renew']?.post?.['x-codeSamples'] ?? []) {
      expect(source).toMatch(/Cookie.*waypost_session=/);
      expect(source).not.toContain('Authorization');
    }
  });

  it('hold whole values only', () => {
    for (const { source } of operations().flatMap((operation) => operation['x-codeSamples'] ?? []))
      expect(source).not.toMatch(/undefined|\[object|\{id\}'?"/);
  });
});

describe('the notes on error codes', () => {
  it('agree with what the contracts show: statuses, and who answers them', () => {
    const answers = answersOf(contracts);
    for (const [name, { status, from }] of Object.entries(errorNotes)) {
      const answer = answers.get(String(ErrorCode[name as keyof typeof ErrorCode]));
      const shown = [...(answer?.statuses ?? [])].filter((one) => one !== 'default');
      expect([name, shown]).toEqual([name, shown.length > 0 ? [String(status)] : []]);
      // Without a word on who answers it, the contracts have to say it.
      expect([name, from !== undefined || answer !== undefined]).toEqual([name, true]);
    }
  });
});

/** What the compiler, as strict as ours, has against modules. */
function complaintsAbout(sources: readonly string[]): string[] {
  const names = sources.map((_, i) => packageFile(`scripts/sample${i}.ts`));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    paths: { '@waypost/client': [packageFile('client/src/index.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile: read } = host;
  const sourceOf = (file: string): string | undefined => sources[names.indexOf(file)];
  host.getSourceFile = (file, version, ...rest) => {
    const source = sourceOf(file);
    return source === undefined
      ? getSourceFile.call(host, file, version, ...rest)
      : ts.createSourceFile(file, source, version);
  };
  host.fileExists = (file) => sourceOf(file) !== undefined || fileExists.call(host, file);
  host.readFile = (file) => sourceOf(file) ?? read.call(host, file);
  return ts
    .getPreEmitDiagnostics(ts.createProgram(names, options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
