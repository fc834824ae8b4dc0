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
    ['waypost accounts', ['accounts'], /Usage: waypost accounts [^]*create/],
    ['waypost accounts create', ['accounts', 'create'], /Usage: waypost accounts create .*<name>/],
    ['waypost keys', ['keys'], /Usage: waypost keys [^]*create[^]*list[^]*revoke/],
    ['waypost keys create', ['keys', 'create'], /Usage: waypost keys create [^]*--name <name>/],
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
  };
  it.each([
    ['a command that does not exist', ['server'], {}, /unknown command 'server'[^]*--help/],
    ['an argument left out', ['keys', 'revoke'], {}, /missing required argument 'key'[^]*--help/],
    [
      'settings, with all their faults at once and no password',
      ['serve'],
      faultySettings,
      /^waypost: The settings are not usable:\n(?=[^]*- PORT )(?=[^]*- LOG_LEVEL )(?=[^]*- RATE_LIMIT_PER_MINUTE )(?=[^]*- DATABASE_URL )(?![^]*hush)/,
    ],
  ])('%s', async (_, args, env, message) => {
    await expectMistake(args, message, env);
  });
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
    expect(listed).toMatch(new RegExp(`^ID .*\n${key} +${apiKey.slice(0, 8)}… +for tests +\\S+Z +(never|\\S+Z)\n$`));
    expect(listed).not.toContain(apiKey);

    expect(await run(['keys', 'revoke', key])).toMatch(`key ${key} is revoked`);
    const revokedAt = performance.now();
    while ((await statusWith(apiKey)) === 200) expect(performance.now() - revokedAt).toBeLessThan(3_000);
    expect(await statusWith(apiKey)).toBe(401);

    await expectMistake(['keys', 'revoke', key], /^waypost: there is no key \S+ that is not revoked yet\n$/);
  });

  it.each([
    ['an account that is no id', ['keys', 'create', 'demo'], /^waypost: "demo" is not an account id\n$/],
    ['a key that is no id', ['keys', 'revoke', 'wp_1'], /^waypost: "wp_1" is not a key id: .*\n$/],
    [
      'an account that does not exist',
      ['keys', 'list', '019b76da-a800-7000-8000-000000000001'],
      /^waypost: there is no account 019b76da-a800-7000-8000-000000000001\n$/,
    ],
  ])('%s is a mistake that is told in a line', async (_, args, message) => {
    await expectMistake(args, message);
  });

  it('the last use of a key is written when the service stops, at the latest', async () => {
    const [, account = ''] = /account (\S+)/.exec(await run(['accounts', 'create', 'Brief'])) ?? [];
    const [, apiKey = ''] = /(wp_\S{43})/.exec(await run(['keys', 'create', account])) ?? [];
    await statusWith(apiKey);
    await service.end('SIGTERM');
    expect(await run(['keys', 'list', account])).toMatch(/unnamed +\S+Z +\d{4}-\S+Z\n$/);
  });
});

it('migrate brings an empty database up to date, and says the second time that it is', async () => {
  const database = await createEmptyDatabase();
  const env = { DATABASE_URL: database.url, ...secretKeys };
  expect(await run(['migrate'], env)).toMatch(/^applied: \d{14}_init/);
  expect(await run(['migrate'], env)).toBe('the database is up to date\n');
  await database.drop();
});
