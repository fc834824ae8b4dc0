import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareContracts } from '../../../scripts/specDiff/contracts.js';
import { contractsNow } from '../../../scripts/specDiff/versions.js';
import { withAccepted, type Accepted } from '../../../scripts/specDiff/accepted.js';
import { markdownOf } from '../../../scripts/specDiff/markdown.js';
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

describe('accepted findings', () => {
  const after = contracts();
  put(after.get('things.yaml'), `${SCHEMAS}/Kind/enum`, ['SMALL']);
  const found = compareContracts(contracts(), after);
  const entry: Accepted = {
    release: '1.0.0',
    finding: 'things.yaml Kind: the value "LARGE" was removed',
    in: ['createThing request'],
    reason: 'Nobody made any.',
  };

  it('are accepted where they would be refused, with their reason', () => {
    expect(withAccepted(found, [entry], '1.0.0')).toMatchObject([
      { severity: 'accepted', place: 'createThing request', reason: 'Nobody made any.' },
      { severity: 'compatible', place: 'createThing 200' },
    ]);
  });

  it('are accepted in comparisons with older releases, too', () => {
    expect(withAccepted(found, [entry], '0.9.0')).toMatchObject([{ severity: 'accepted' }, {}]);
  });

  it.each([
    ['another place', { in: ['replaceThing request'] }],
    ['other words', { finding: 'things.yaml Kind: the value "SMALL" was removed' }],
  ])('are not accepted for %s, which the release that they were written for reports', (_what, difference) => {
    const other = { ...entry, ...difference };
    expect(withAccepted(found, [other], undefined)).toEqual(found);
    expect(withAccepted(found, [other], '1.0.0')).toEqual([
      ...found,
      {
        severity: 'obsolete',
        home: 'accepted/1.0.0.yaml',
        message: `accepts what is not found: ${other.finding}`,
        place: other.in[0],
      },
    ]);
  });
});

describe('the Markdown for a pull request', () => {
  it('counts, lists by severity and folds the words away', () => {
    const after = contracts();
    put(after.get('things.yaml'), `${SCHEMAS}/NewThing/properties/name/pattern`, '^<b>|_*$');
    put(after.get('things.yaml'), `${SCHEMAS}/Kind/description`, 'Its size.');
    expect(markdownOf(compareContracts(contracts(), after), 'main')).toBe(`## The contracts, compared with \`main\`

| severity | means | changes |
| :-- | :-- | --: |
| Breaking | code that follows the old contract fails | 1 |
| Documentation | words and examples only | 1 |

### Breaking (1)

- **things.yaml NewThing.name**: \`pattern\` changed from "^a" to "^\\<b\\>\\|\\_\\*$"<br><sub>in createThing request</sub>

<details>
<summary>Documentation (1)</summary>

- **things.yaml Kind**: \`description\` was changed

</details>
`);
  });

  it('is short enough for a comment, whatever has changed', () => {
    const change = { severity: 'breaking', message: 'x'.repeat(1000), place: '' } as const;
    const many = Array.from({ length: 200 }, (_, i) => ({ ...change, home: `${i}.yaml` }));
    expect(markdownOf(many, 'main').length).toBeLessThan(65_536);
    const short = markdownOf(
      many.map((one) => ({ ...one, message: 'x' })),
      'main',
    );
    expect(short).toContain('- … and 100 more\n');
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

  it('reads what was accepted, lets it pass, and fails where the tagged release does not show it', async () => {
    const edited = thingsYaml.replace('[SMALL, LARGE]', '[SMALL]');
    const entry = (value: string): string =>
      `[{ finding: 'things.yaml Kind: the value "${value}" was removed', in: [createThing request], reason: Because. }]`;
    const file = join(repository, 'openapi/accepted/1.0.0.yaml');
    await mkdir(join(repository, 'openapi/accepted'));
    await writeFile(file, entry('LARGE'));
    const passed = await run(edited, 'HEAD', '--markdown');
    expect(passed).toMatchObject({ status: 0, stdout: expect.stringContaining('<br>Accepted: Because.\n') });
    await writeFile(file, entry('HUGE'));
    expect((await run(thingsYaml, 'HEAD')).status).toBe(0);
    execFileSync('git', ['tag', 'v1.0.0'], { cwd: repository });
    const { status, stdout } = await run(thingsYaml, 'v1.0.0');
    expect([status, stdout.split(':')[0]]).toEqual([1, 'OBSOLETE']);
    await writeFile(file, '[{ finding: A }]');
    expect(await run(thingsYaml, 'HEAD')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('accepted/1.0.0.yaml has to be a list'),
    });
    await rm(join(repository, 'openapi/accepted'), { recursive: true });
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
