import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendRequest } from '../support/call.js';
import { createEmptyDatabase } from '../support/database.js';
import { openWorkplace, type Serving, type Workplace } from '../support/program.js';

let workplace: Workplace;
beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(() => workplace.close());

const secretKeys = { SECRET_KEYS: Buffer.alloc(32, 1).toString('base64') };

/** Runs a command that is expected to work, and returns what it printed. */
async function run(args: string[], env?: Record<string, string>): Promise<string> {
  const { exitCode, stdout, stderr } = await workplace.run(args, env);
  expect([args, exitCode, stderr]).toEqual([args, 0, '']);
  return stdout;
}

/** Runs a command that is expected to be refused with a message. */
async function expectMistake(args: string[], message: RegExp, env?: Record<string, string>): Promise<void> {
  const { exitCode, stdout, stderr } = await workplace.run(args, env);
  expect([args, exitCode, stdout, stderr]).toEqual([args, 1, '', expect.stringMatching(message)]);
}

describe('--help', () => {
  it.each([
    ['waypost', [], /Usage: waypost \[options\] \[command\]\n[^]*serve[^]*migrate[^]*accounts[^]*keys/],
    ['waypost serve', ['serve'], /Usage: waypost serve [^]*bundled\s+Postgres/],
    ['waypost migrate', ['migrate'], /Usage: waypost migrate /],
    ['waypost accounts', ['accounts'], /Usage: waypost accounts [^]*create[^]*list[^]*show[^]*rename[^]*limit/],
    ['waypost accounts create', ['accounts', 'create'], /Usage: waypost accounts create .*<name>/],
    ['waypost accounts list', ['accounts', 'list'], /Usage: waypost accounts list [^]*--json/],
    ['waypost accounts show', ['accounts', 'show'], /Usage: waypost accounts show .*<account>[^]*--json/],
    ['waypost accounts rename', ['accounts', 'rename'], /Usage: waypost accounts rename .*<account> <name>/],
    ['waypost outbox', ['outbox'], /Usage: waypost outbox [^]*list[^]*retry[^]*drop/],
    ['waypost outbox list', ['outbox', 'list'], /Usage: waypost outbox list [^]*--limit <number>[^]*--json/],
    ['waypost keys', ['keys'], /Usage: waypost keys [^]*create[^]*list[^]*revoke/],
    ['waypost keys create', ['keys', 'create'], /Usage: waypost keys create [^]*--name <name>/],
    ['waypost console link', ['console', 'link'], /Usage: waypost console link [^]*--read-only[^]*WAYPOST_URL/],
    ['waypost keys list', ['keys', 'list'], /Usage: waypost keys list /],
    ['waypost keys revoke', ['keys', 'revoke'], /Usage: waypost keys revoke .*<key>/],
  ])('%s explains itself', async (_, args, usage) => {
    expect(await run([...args, '--help'])).toMatch(usage);
  });
});

describe('a mistake at the terminal is told on standard error, and the exit code is 1:', () => {
  const faultySettings = {
    PORT: 'http',
    LOG_LEVEL: 'loud',
    RATE_LIMIT_PER_MINUTE: '-1',
    DATABASE_URL: 'mysql://u:hush@h/d',
    WEBHOOK_ALLOWED_CIDRS: '10.0.0.0/99',
    SECRET_KEYS: 'hush',
  };
  it.each([
    ['a command that does not exist', ['server'], {}, /unknown command 'server'[^]*--help/],
    ['an argument left out', ['keys', 'revoke'], {}, /missing required argument 'key'[^]*--help/],
    [
      'settings, with all their faults at once and no password',
      ['serve'],
      faultySettings,
      /^waypost: The settings are not usable:\n(?=[^]*- PORT )(?=[^]*- LOG_LEVEL )(?=[^]*- RATE_LIMIT_PER_MINUTE )(?=[^]*- DATABASE_URL )(?=[^]*- WEBHOOK_ALLOWED_CIDRS: )(?=[^]*- SECRET_KEYS: )(?![^]*hush)/,
    ],
  ])('%s', async (_, args, env, message) => {
    await expectMistake(args, message, env);
  });
});

it('nothing is made before all settings were found to be usable', async () => {
  await expectMistake(['serve'], /- WEBHOOK_ALLOWED_CIDRS: /, { WEBHOOK_ALLOWED_CIDRS: 'x' });
  await expectMistake(['serve'], /- SECRET_KEYS: /, { SECRET_KEYS: 'x' });
  expect(await readdir(workplace.dataDir)).toEqual([]);
});

it('a command that only reads makes no database', async () => {
  for (const command of [
    ['accounts', 'list'],
    ['keys', 'list'],
  ]) {
    await expectMistake(
      command,
      /^waypost: There is no database in .*\(DATA_DIR\) yet\. `waypost serve` makes one\.\n$/,
    );
  }
  expect(await readdir(workplace.dataDir)).toEqual([]);
});

describe('beside a running service', () => {
  let service: Serving;
  beforeAll(async () => {
    service = await workplace.serve();
  });
  afterAll(() => service.end('SIGTERM'));

  async function statusWith(apiKey: string): Promise<number> {
    const headers = { Authorization: `Bearer ${apiKey}` };
    return (await sendRequest(service.url, 'get', '/webhooks', { headers })).status;
  }

  it('accounts and keys are made, listed and revoked, and the service follows within three seconds', async () => {
    const [, account = ''] = /account (\S+) \(Acme\) was created/.exec(await run(['accounts', 'create', 'Acme'])) ?? [];
    const created = await run(['keys', 'create', account, '--name', 'for tests']);
    const [, key = '', apiKey = ''] = /key (\S+) was created\.[^]*\n {2}(wp_\S{43})\n/.exec(created) ?? [];
    expect(await statusWith(apiKey)).toBe(200);

    const listed = await run(['keys', 'list', account]);
    expect(listed).toMatch(
      new RegExp(
        `^ID .*\\n${key} +${apiKey.slice(0, 8)}… +for tests +\\S+Z +(never|\\S+Z) +never +Acme +${account}\\n$`,
      ),
    );
    expect(listed).not.toContain(apiKey);

    expect(await run(['keys', 'revoke', key])).toMatch(`key ${key} is revoked`);
    const revokedAt = performance.now();
    while ((await statusWith(apiKey)) === 200) expect(performance.now() - revokedAt).toBeLessThan(3_000);
    expect(await statusWith(apiKey)).toBe(401);

    await expectMistake(['keys', 'revoke', key], /^waypost: there is no key \S+ that is not revoked yet\n$/);
  });

  it.each([
    ['an account that is no id', ['keys', 'create', 'demo'], /^waypost: "demo" is not an account id\. .*\n$/],
    [
      'no account at all',
      ['keys', 'create'],
      /^waypost: name the account that the key is for, or --publisher, or --operator\n$/,
    ],
    [
      'two owners',
      ['keys', 'list', 'x', '--publisher'],
      /^waypost: name an account, --publisher or --operator, not several of them\n$/,
    ],
    [
      'a span that is none',
      ['keys', 'create', 'x', '--expires-in', '0d'],
      /It has to be a span of time such as 30m, 12h or 90d\./,
    ],
    ['an empty name', ['accounts', 'create', ' '], /^error: .*'name'\. It has to be one line of 1 to 100 characters\./],
    [
      'an empty name of a key',
      ['keys', 'create', '--publisher', '--name', ''],
      /^error: .*'--name <name>'.* It has to be one line of 1 to 100 characters\./,
    ],
    ['a key that is no id', ['keys', 'revoke', 'wp_1'], /^waypost: "wp_1" is not a key id\. .*\n$/],
    [
      'an account that does not exist',
      ['keys', 'list', '019b76da-a800-7000-8000-000000000001'],
      /^waypost: there is no account 019b76da-a800-7000-8000-000000000001\. `waypost accounts list` shows the ids\.\n$/,
    ],
  ])('%s is a mistake that is told in a line', async (_, args, message) => {
    await expectMistake(args, message);
  });

  it('the demo account and its keys are found again, and every account can be shown and renamed', async () => {
    const [demo = ''] = /^\S+(?= +demo )/m.exec(await run(['accounts', 'list'])) ?? [];
    expect(await run(['keys', 'list'])).toMatch(new RegExp(`^\\S+ +wp_\\S+ +demo .* demo +${demo}$`, 'm'));
    expect(await run(['keys', 'list'])).toMatch(/^\S+ +wp_\S+ +demo publisher .* publisher$/m);

    expect(await run(['accounts', 'rename', demo, ' Demo & Sons '])).toBe(
      `account ${demo} is called Demo & Sons now\n`,
    );
    expect(await run(['accounts', 'show', demo])).toMatch(
      new RegExp(
        `^account +${demo}\\nname +Demo & Sons\\nenabled +yes\\ncreated +\\S+Z\\nwebhooks +0 of 1000 .*\\nin trouble +0 of them: .*\\nkeys +1 in use; .*${demo}\\n$`,
      ),
    );
  });

  it('every command that prints data prints JSON if it is asked to', async () => {
    const json = async (...args: string[]): Promise<unknown> => JSON.parse(await run([...args, '--json']));
    const summary = {
      id: expect.any(String),
      name: 'Zed',
      enabled: true,
      created_at: expect.any(String),
      webhook_count: 0,
      troubled_webhook_count: 0,
      webhook_limit: 1000,
      key_count: 0,
    };
    const created = await json('accounts', 'create', 'Zed');
    expect(created).toEqual(summary);
    const { id } = created as { id: string };
    expect(await json('accounts', 'show', id)).toEqual(created);
    expect(await json('accounts', 'rename', id, 'Zoe')).toEqual({ ...summary, name: 'Zoe' });
    expect(await json('accounts', 'limit', id, '7')).toEqual({ ...summary, name: 'Zoe', webhook_limit: 7 });
    expect(await json('accounts', 'disable', id)).toMatchObject({ id, enabled: false });
    expect(await json('accounts', 'enable', id)).toMatchObject({ id, enabled: true });
    expect(await json('accounts', 'list')).toContainEqual({ ...summary, id, name: 'Zoe', webhook_limit: 7 });

    const key = await json('keys', 'create', id, '--name', 'one');
    expect(key).toEqual({
      id: expect.any(String),
      kind: 'account',
      account_id: id,
      name: 'one',
      expires_at: null,
      api_key: expect.stringMatching(/^wp_\S{43}$/),
    });
    const { id: keyId, api_key } = key as { id: string; api_key: string };
    const listed = {
      id: keyId,
      kind: 'account',
      key_prefix: api_key.slice(0, 8),
      name: 'one',
      created_at: expect.any(String),
      expires_at: null,
      last_used_at: null,
      revoked_at: null,
      account_id: id,
      account_name: 'Zoe',
    };
    expect(await json('keys', 'list', id)).toEqual([listed]);
    expect(await json('keys', 'list')).toContainEqual(listed);
    expect(await json('keys', 'list', '--publisher')).toEqual([
      {
        ...listed,
        id: expect.any(String),
        kind: 'publisher',
        key_prefix: expect.any(String),
        name: 'demo publisher',
        account_id: null,
        account_name: null,
      },
    ]);
    expect(await json('keys', 'list', '--operator')).toEqual([]);
    const operator = await json('keys', 'create', '--operator', '--expires-in', '90d');
    expect(operator).toMatchObject({ kind: 'operator', account_id: null, expires_at: expect.stringMatching(/Z$/) });
    expect(await json('keys', 'list', '--operator')).toMatchObject([{ id: (operator as { id: string }).id }]);
    await expectMistake(['accounts', 'delete', id, '--confirm', 'Zed'], /^waypost: account \S+ is called "Zoe": .*\n$/);
    expect(await json('keys', 'revoke', keyId)).toEqual({ id: keyId, revoked: true });
    expect(await json('accounts', 'delete', id, '--confirm', 'Zoe')).toEqual({ id, deleted: true });
    await expectMistake(['accounts', 'show', id], /^waypost: there is no account/);
    expect(await json('migrate')).toEqual({ applied: [] });
    expect(await json('secrets', 'reseal')).toEqual({ checked: 0, resealed: 0, lost: [] });
  });

  it('links to the console are made, each of which opens it once', async () => {
    const [, account = ''] = /account (\S+)/.exec(await run(['accounts', 'create', 'Linked'])) ?? [];
    const signIn = async (url: string) => {
      const [, path = '', credential] = /^(.*)#link=(wl_\S{43})$/.exec(url) ?? [];
      const { status, body } = await sendRequest(service.url, 'post', '/console/sessions', { body: { credential } });
      return [path, status, body.data['session']];
    };
    const text = await run(['console', 'link', '--account', account, '--url', 'https://waypost.example/']);
    const [url = '', until = ''] =
      /of account \S+ \(Linked\)\. Once, until (\S+Z):\n\n {2}(\S+)\n$/.exec(text)?.toReversed() ?? [];
    expect(Math.abs(Date.parse(until) - Date.now() - 300_000)).toBeLessThan(60_000);
    const session = { account: { id: account, name: 'Linked' }, read_only: false, expires_at: expect.any(String) };
    expect(await signIn(url)).toEqual(['https://waypost.example/console', 200, session]);
    expect(await signIn(url)).toEqual(['https://waypost.example/console', 401, undefined]);

    const env = { WAYPOST_URL: service.url, WAYPOST_ACCOUNT_ID: account };
    const mine = JSON.parse(await run(['console', 'link', '--read-only', '--expires-in', '1h', '--json'], env)) as {
      url: string;
    };
    expect(mine).toEqual({
      url: expect.any(String),
      account_id: account,
      read_only: true,
      expires_at: expect.any(String),
    });
    expect(await signIn(mine.url)).toEqual([`${service.url}/console`, 200, { ...session, read_only: true }]);
    const operator = /(http\S+)\n$/.exec(await run(['console', 'link', '--operator']))?.[1] ?? '';
    const ofPlatform = { read_only: false, expires_at: expect.any(String) };
    expect(await signIn(operator)).toEqual(['http://127.0.0.1:8080/console', 200, ofPlatform]);

    await expectMistake(['console', 'link'], /^waypost: name whose console it opens/);
    await expectMistake(['console', 'link', '--account', account, '--operator'], /^waypost: name an account or/);
    await expectMistake(['console', 'link', '--account', 'x'], /^waypost: "x" is not an account id/);
    await expectMistake(['console', 'link', '--operator', '--expires-in', '2h'], /an hour \(1h\) at the most/);
    await expectMistake(['console', 'link', '--operator', '--url', 'waypost.example'], /has to be a URL/);
  });

  it('the last use of a key is written when the service stops, at the latest', async () => {
    const [, account = ''] = /account (\S+)/.exec(await run(['accounts', 'create', 'Brief'])) ?? [];
    const [, apiKey = ''] = /(wp_\S{43})/.exec(await run(['keys', 'create', account])) ?? [];
    await statusWith(apiKey);
    await service.end('SIGTERM');
    expect(await run(['keys', 'list', account])).toMatch(/unnamed +\S+Z +\d{4}-\S+Z +never +Brief +\S+\n$/);
  });
});

it('migrate brings an empty database up to date, which no command does that only reads, and says the second time that it is', async () => {
  const database = await createEmptyDatabase();
  const env = { DATABASE_URL: database.url, ...secretKeys };
  await expectMistake(
    ['accounts', 'list'],
    /^waypost: The database is not up to date \(it lacks \d{14}_init.*\)\. Run `waypost migrate` first\.\n$/,
    env,
  );
  expect(await run(['migrate'], env)).toMatch(/^applied: \d{14}_init/);
  expect(await run(['migrate'], env)).toBe('the database is up to date\n');
  await database.drop();
});
