import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareContracts } from '../../../scripts/specDiff/contracts.js';
import { contractsNow } from '../../../scripts/specDiff/versions.js';
import { webhookEventTypes } from '../../../generated/webhooks.js';
import { packageFile } from '../../../src/packageFile.js';
import { edits, SCHEMAS } from './edits.js';
import { contracts, put, thingsYaml } from './things.js';

describe('spec:diff', () => {
  it.each(edits)('judges %s', (_name, edit, expected) => {
    const after = contracts();
    for (const [pointer, value] of Object.entries(edit)) put(after.get('things.yaml'), pointer, value);
    const found = compareContracts(contracts(), after).map(({ severity, message }) => `${severity}: ${message}`);
    expect([...new Set(found)].sort()).toEqual([...expected].sort());
  });

  it('judges a contract that is new, and one that is gone', () => {
    const both = contracts();
    const one = new Map([...both].slice(0, 1));
    expect(compareContracts(one, both)).toMatchObject([{ severity: 'compatible', home: 'sister.yaml' }]);
    expect(compareContracts(both, one)).toMatchObject([{ severity: 'breaking', home: 'sister.yaml' }]);
  });

  it('names the place where a change is written, and those where consumers meet it', () => {
    const after = contracts();
    put(after.get('things.yaml'), `${SCHEMAS}/Kind/enum`, ['SMALL']);
    expect(compareContracts(contracts(), after)).toEqual([
      {
        severity: 'breaking',
        home: 'things.yaml#/components/schemas/Kind',
        message: 'the value "LARGE" was removed',
        place: 'createThing request',
      },
      {
        severity: 'compatible',
        home: 'things.yaml#/components/schemas/Kind',
        message: 'the value "LARGE" was removed',
        place: 'createThing 200',
      },
    ]);
  });

  it('refuses a reference that leads nowhere', () => {
    const after = contracts();
    put(after.get('things.yaml'), `${SCHEMAS}/Person`, undefined);
    expect(() => compareContracts(contracts(), after)).toThrow('#/components/schemas/Person leads nowhere');
  });

  it('takes a new event type for what it is: nothing that breaks anyone', async () => {
    const after = await contractsNow(packageFile('.'));
    expect(compareContracts(await contractsNow(packageFile('.')), after)).toEqual([]);
    put(
      after.get('webhooks.yaml'),
      `/components/schemas/WebhookEventType/enum/${webhookEventTypes.length}`,
      'ROUTE_FINISHED',
    );
    put(after.get('webhooks.yaml'), '/webhooks/ROUTE_FINISHED', { post: { responses: {} } });
    const changes = compareContracts(await contractsNow(packageFile('.')), after);
    expect(new Set(changes.map(({ severity }) => severity))).toEqual(new Set(['compatible', 'risky']));
  });
});

describe('npm run spec:diff', () => {
  let repository: string;
  beforeAll(async () => {
    repository = await mkdtemp(join(tmpdir(), 'waypost-spec-diff-'));
    await mkdir(join(repository, 'openapi'));
    await writeFile(join(repository, 'openapi/things.yaml'), thingsYaml);
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
    for (const args of [
      ['init', '--quiet'],
      ['add', '.'],
      [...identity, 'commit', '--quiet', '-m', 'Begin'],
    ]) {
      execFileSync('git', args, { cwd: repository });
    }
  });
  afterAll(() => rm(repository, { recursive: true }));

  /** Runs the command on the repository, whose contract is the text. */
  async function run(
    contract: string,
    ...args: string[]
  ): Promise<{ status: number | null; stdout: string; stderr: string }> {
    await writeFile(join(repository, 'openapi/things.yaml'), contract);
    const tsx = packageFile('node_modules/tsx/dist/cli.mjs');
    return spawnSync(process.execPath, [tsx, packageFile('scripts/specDiff.ts'), ...args], {
      cwd: repository,
      encoding: 'utf8',
    });
  }

  it('says so when nothing has changed', async () => {
    expect(await run(thingsYaml, 'HEAD')).toMatchObject({ status: 0, stdout: 'Nothing has changed for consumers.\n' });
  });

  it('ends with 1 on a breaking change, and lists the changes by severity, each once', async () => {
    const edited = thingsYaml.replace('[SMALL, LARGE]', '[SMALL]').replace('How large.', 'Its size.');
    const { status, stdout } = await run(edited, 'HEAD');
    expect(status).toBe(1);
    expect(stdout).toBe(`BREAKING: code that follows the old contract fails (1)
  things.yaml Kind: the value "LARGE" was removed
      in createThing request

COMPATIBLE: everything goes on working (1)
  things.yaml Kind: the value "LARGE" was removed
      in createThing 200

DOCUMENTATION: words and examples only (1)
  things.yaml Kind: \`description\` was changed
`);
  });

  it('lets a risky change pass, unless it is asked to be strict', async () => {
    const edited = thingsYaml.replace('[SMALL, LARGE]', '[SMALL, LARGE, HUGE]');
    expect((await run(edited, 'HEAD')).status).toBe(0);
    expect((await run(edited, 'HEAD', '--strict')).status).toBe(1);
  });

  it.each([
    [[], 'Usage: npm run spec:diff -- <git ref>'],
    [['no-such-ref'], 'git knows no commit no-such-ref.'],
    [['--output=x'], "Unknown option '--output'"],
  ])('ends with 2 and a reason for %j', async (args, reason) => {
    const { status, stderr } = await run(thingsYaml, ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(reason);
  });
});
