/** What CONTRIBUTING promises: a new event type is a change of the contract, and no change of code. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { createAccount } from '../../src/accounts/accounts.js';
import { createApiKey } from '../../src/accounts/apiKeys.js';
import { openDatabase } from '../../src/database/client.js';
import { createTestDatabase } from '../support/database.js';
import { startReceiver } from '../support/receiver.js';
import { copyRepository, type ScratchCopy } from '../support/scratchCopy.js';

// It generates and compiles everything once more.
jest.setTimeout(600_000);

let copy: ScratchCopy;
beforeAll(async () => {
  copy = await copyRepository();
  await addEventType();
});
afterAll(() => copy.remove());

/** A fifth type, described as ROUTE_STARTED is. */
async function addEventType(): Promise<void> {
  const file = join(copy.folder, 'openapi', 'webhooks.yaml');
  const contract = parse(await readFile(file, 'utf8')) as {
    components: { schemas: Record<string, unknown> & { WebhookEventType: { enum: string[] } } };
    webhooks: Record<string, unknown>;
  };
  const { components, webhooks } = contract;
  components.schemas.WebhookEventType.enum.push('ROUTE_COMPLETED');
  components.schemas.RouteCompletedNotification = renamed(components.schemas.RouteStartedNotification);
  webhooks.ROUTE_COMPLETED = renamed(webhooks.ROUTE_STARTED);
  await writeFile(file, stringify(contract, { aliasDuplicateObjects: false }));
}

function renamed(description: unknown): unknown {
  const text = JSON.stringify(description)
    .replaceAll('ROUTE_STARTED', 'ROUTE_COMPLETED')
    .replaceAll('RouteStarted', 'RouteCompleted');
  return JSON.parse(text);
}

interface Running {
  /** Resolves with the match as soon as the output has one. @throws if it ends without it */
  output(pattern: RegExp): Promise<RegExpExecArray>;
  end(): Promise<void>;
}

/** Runs Node in the copy. */
function start(args: string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, args, {
    cwd: copy.folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const ended = once(child, 'close');
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (written += text));
  }
  return {
    output: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const match = pattern.exec(written);
          if (match) resolve(match);
        };
        child.stdout.on('data', check);
        void ended.then(() => {
          check();
          reject(new Error(`It ended with ${child.exitCode ?? 'a signal'}, without ${String(pattern)}:\n${written}`));
        });
      }),
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Runs Node in the copy to its end. @throws Error with its output unless it ends with 0 */
async function run(args: string[], env?: Record<string, string>): Promise<string> {
  const [text] = await start(args, env).output(/^[^]*$/);
  return text;
}

it('compiles with everything that knows event types, and is delivered', async () => {
  await run(['--import', 'tsx', 'scripts/generate.ts']);
  expect(await run(['node_modules/typescript/bin/tsc', '--noEmit'])).toBe('');

  const database = await createTestDatabase();
  const { prisma, close } = openDatabase(database.url, { poolSize: 1, onError: () => undefined });
  const account = await createAccount(prisma, 'test', { webhookLimit: 10 });
  const { apiKey } = await createApiKey(prisma, { kind: 'account', accountId: account.id }, 'test');
  const publisher = await createApiKey(prisma, { kind: 'publisher' }, 'test');
  await close();
  const receiver = await startReceiver();
  const waypost = ['--import', 'tsx', 'src/main.ts'];
  const service = start([...waypost, 'serve'], {
    PORT: '0',
    DATABASE_URL: database.url,
    SECRET_KEYS: Buffer.alloc(32, 1).toString('base64'),
    WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8',
  });
  const [, url = ''] = await service.output(/"url":"(http:[^"]+)".*"msg":"listening"/);
  await fetch(`${url}/webhooks`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ webhook_url: receiver.url, events: ['ROUTE_COMPLETED'], dc_ids: ['1'] }),
  });
  const published = ['publish', '--event', 'ROUTE_COMPLETED', '--dc', '1', '--route', 'R-1', '--account', account.id];
  await run([...waypost, ...published], { WAYPOST_URL: url, WAYPOST_PUBLISHER_KEY: publisher.apiKey });
  const [request] = await receiver.waitForRequests(1);
  expect(JSON.parse(request?.body ?? '')).toMatchObject({ event: 'ROUTE_COMPLETED', dc_id: '1', route_id: 'R-1' });
  await service.end();
  await receiver.close();
  await database.drop();
});
