/** The service as an operator starts it, with its bundled database, on a folder that is removed in the end. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { packageFile } from '../../src/packageFile.js';

export interface Account {
  id: string;
  apiKey: string;
}

export interface Service {
  url: string;
  publisherKey: string;
  operatorKey: string;
  account: Account;
  createAccount(name: string): Promise<Account>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const bin = packageFile('bin/waypost.js');

/** @throws Error with what it wrote if it does not start */
export async function startService(): Promise<Service> {
  await run(process.execPath, [packageFile('scripts/build.js')]);
  const dataDir = await mkdtemp(join(tmpdir(), 'waypost-clients-'));
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    DATA_DIR: dataDir,
    PORT: '0',
    SHUTDOWN_DELAY_SECONDS: '0',
    RATE_LIMIT_PER_MINUTE: '0', // none: or thousands of cases would be answered with 429
    MAX_WEBHOOKS_PER_ACCOUNT: '10000', // nor with what too many webhooks are answered with
  };
  const child = spawn(process.execPath, [bin, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));

  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(dataDir, { recursive: true, force: true });
  }

  async function waypost(...args: string[]): Promise<unknown> {
    const { stdout } = await run(process.execPath, [bin, ...args, '--json'], { env });
    return JSON.parse(stdout);
  }

  while (child.exitCode === null) {
    const [, url] = /WAYPOST_URL=(\S+)\n/.exec(output) ?? [];
    const [, id] = /WAYPOST_ACCOUNT_ID=(\S+)\n/.exec(output) ?? [];
    const [, apiKey] = /WAYPOST_API_KEY=(\S+)\n/.exec(output) ?? [];
    const [, publisherKey] = /WAYPOST_PUBLISHER_KEY=(\S+)\n/.exec(output) ?? [];
    if (url && id && apiKey && publisherKey) {
      const operator = (await waypost('keys', 'create', '--operator')) as { api_key: string };
      return {
        url,
        publisherKey,
        operatorKey: operator.api_key,
        account: { id, apiKey },
        createAccount: async (name) => {
          const account = (await waypost('accounts', 'create', name)) as { id: string };
          const key = (await waypost('keys', 'create', account.id)) as { api_key: string };
          return { id: account.id, apiKey: key.api_key };
        },
        stop,
      };
    }
    await delay(20);
  }
  await stop();
  throw new Error(`The service did not start:\n${output}`);
}

/** What the programs read, by the names that the service tells them in. */
export function variablesOf({ url, publisherKey, operatorKey, account }: Service): Record<string, string> {
  return {
    WAYPOST_URL: url,
    WAYPOST_ACCOUNT_ID: account.id,
    WAYPOST_API_KEY: account.apiKey,
    WAYPOST_PUBLISHER_KEY: publisherKey,
    WAYPOST_OPERATOR_KEY: operatorKey,
  };
}

/**
 * Calls an operation, and returns the `data` of its answer.
 * @throws Error with the answer if it is an error
 */
export async function call(
  { url }: Service,
  key: string,
  [method, path]: readonly [method: string, path: string],
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${answer}`);
  return (JSON.parse(answer) as { data: unknown }).data;
}
