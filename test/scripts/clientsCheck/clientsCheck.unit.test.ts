import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { calledOf } from '../../../scripts/clientsCheck/checkLanguage.js';
import { casesOf } from '../../../scripts/clientsCheck/checkSchemathesis.js';
import { DOCUMENTS, languages } from '../../../scripts/clientsCheck/languages.js';
import { openShells } from '../../../scripts/clientsCheck/shells.js';
import { passes, tableOf, type Row } from '../../../scripts/clientsCheck/table.js';
import { whatIsAbsent } from '../../../scripts/clientsCheck/workspace.js';
import { packageFile } from '../../../src/packageFile.js';
import { createPaint } from '../../../src/terminal.js';

const done: Row = { title: 'Go', cells: [{ state: 'done', text: 'yes' }, { state: 'none' }] };
const failed: Row = { title: 'Java', cells: [{ state: 'failed', text: 'javac' }, { state: 'none' }] };
const absent: Row = { title: 'Python', cells: [{ state: 'absent', text: 'there is no python3' }, { state: 'none' }] };

describe('the table', () => {
  it('passes if nothing failed, and strictly only if everything ran', () => {
    expect(passes([done], { strict: true })).toBe(true);
    expect(passes([done, absent], { strict: false })).toBe(true);
    expect(passes([done, absent], { strict: true })).toBe(false);
    expect(passes([done, failed], { strict: false })).toBe(false);
    expect(passes([], { strict: false })).toBe(false);
  });

  it('says what failed and what did not run, and why', () => {
    const lines = tableOf(['compiled', 'called'], [done, failed, absent], createPaint(false)).split('\n');
    expect(lines.map((line) => line.trimEnd().split(/ {2,}/))).toEqual([
      ['', 'compiled', 'called'],
      ['Go', 'yes', '-'],
      ['Java', 'FAILED: javac', '-'],
      ['Python', 'NOT RUN: there is no python3', '-'],
    ]);
  });
});

describe('what is typed', () => {
  it.each(languages.map((language) => [`${language.name}, ${language.generator}`, language] as const))(
    'of %s is pinned, names each document, and finds its files',
    (_, language) => {
      const all = [...language.install, ...DOCUMENTS.flatMap((document) => language.generate(document))].join('\n');
      expect(all).toContain(language.version);
      expect(all).not.toMatch(/latest|packageFile|\/work\/|\/tmp\//);
      for (const document of DOCUMENTS) {
        expect(language.generate(document).join('\n')).toContain(`/openapi/${document}.json`);
        expect(language.compile(document).join('\n')).toContain(document);
      }
      const files = [...language.files, language.program?.file ?? [], language.receiver?.file ?? []].flat();
      expect(files.filter((file) => !existsSync(packageFile(file)))).toEqual([]);
    },
  );

  it('is understood by a shell', () => {
    const commands = languages.flatMap((language) => [
      ...language.install,
      ...DOCUMENTS.flatMap((document) => [...language.generate(document), ...language.compile(document)]),
      ...[language.program, language.receiver].flatMap((program) => (program ? [...program.compile, program.run] : [])),
    ]);
    expect(spawnSync('bash', ['-n', '-c', commands.join('\n')], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});

describe('what a program says', () => {
  it('has to hold every call of the document', () => {
    expect(calledOf('events', 'webhooks createWebhook\nevents publishEvents\n')).toEqual({
      state: 'done',
      text: 'publishEvents',
    });
    expect(calledOf('deliveries', 'deliveries getWebhookSecret\n')).toEqual({
      state: 'failed',
      text: 'not called: listDeliveries',
    });
  });
});

describe('what Schemathesis says', () => {
  const cases = (line: string, warnings = '') => `${warnings}Test cases:\n  ${line}\n\nSeed: 20260101\n`;

  it('is believed if enough cases passed, and nothing was warned of', () => {
    expect(casesOf(cases('1186 generated, 1186 passed, 4 skipped'))).toBe('1186 cases');
    expect(() => casesOf(cases('1186 generated, 1180 passed'))).toThrow();
    expect(() => casesOf(cases('12 generated, 12 passed'))).toThrow();
    const warned = 'Warnings:\n  ⚠️ Missing test data: 6 operations repeatedly returned 404 responses\n\n';
    expect(() => casesOf(cases('1186 generated, 1186 passed', warned))).toThrow('Missing test data');
  });
});

describe('an installation that failed', () => {
  it.each([
    ["pip's", 'NewConnectionError: Failed to establish a new connection: [Errno 111] Connection refused'],
    ["npm's", 'npm error code ENOTFOUND'],
    ["Go's", 'Get "https://proxy.golang.org/x": dial tcp: lookup proxy.golang.org: no such host'],
    ["Maven's", 'Could not transfer artifact from/to central: repo.maven.apache.org: Name or service not known'],
  ])('is not ours to mend where there is no way to the registry, in %s words', (_, output) => {
    expect(whatIsAbsent(output)).toBe('the registry can not be reached');
  });

  it('is a failure otherwise', () => {
    expect(whatIsAbsent('ERROR: No matching distribution found for openapi-python-client==9.9.9')).toBeNull();
  });
});

describe('a shell', () => {
  const place = { folder: tmpdir(), env: process.env };

  it('stops at the first command that fails, and shows what it wrote', async () => {
    const shells = openShells();
    await expect(shells.run(['echo one', 'echo two >&2'], place)).resolves.toMatch(/one\n[^]*two\n|two\n[^]*one\n/);
    await expect(shells.run(['echo broken', 'false', 'echo never'], place)).rejects.toMatchObject({
      output: 'broken\n',
    });
    await shells.close();
  });

  it('ends what it started, and starts nothing more', async () => {
    const shells = openShells();
    const sleeping = shells.start('sleep 600', place);
    const waiting = shells.run(['sleep 600 & wait'], place);
    await Promise.all([expect(waiting).rejects.toThrow(), shells.close()]);
    expect(sleeping.hasEnded()).toBe(true);
    await expect(shells.run(['true'], place)).rejects.toThrow('interrupted');
  });
});
