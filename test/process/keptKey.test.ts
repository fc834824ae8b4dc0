import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createWebhooksClient } from '@waypost/client';
import { openWorkplace, type Workplace } from '../support/program.js';

/** One folder, on which an operator loses the key that is kept beside the bundled database. */
let workplace: Workplace;
let keyFile: string;
let webhookId: string;
beforeAll(async () => {
  workplace = await openWorkplace();
  keyFile = join(workplace.dataDir, 'secret.key');
  const service = await workplace.serve();
  const [, apiKey = ''] = await service.waitFor(/WAYPOST_API_KEY=(wp_\S{43})\n/);
  const { data } = await createWebhooksClient({ baseUrl: service.url, apiKey }).POST('/webhooks', {
    body: { webhook_url: 'http://127.0.0.1:9000/', events: ['ROUTE_STARTED'], dc_ids: ['BO016'] },
  });
  webhookId = data?.data.webhook.id ?? '';
  await service.end('SIGTERM');
});
afterAll(() => workplace.close());

const newKey = Buffer.alloc(32, 7).toString('base64');

async function expectRefusal(message: RegExp, env?: Record<string, string>): Promise<void> {
  const { exitCode, stdout, stderr } = await workplace.run(['serve'], env);
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(message)]);
  expect(stdout).not.toContain('"listening"');
}

it('the service does not start with another key, and does with both', async () => {
  const oldKey = (await readFile(keyFile, 'utf8')).trim();
  await expectRefusal(/SECRET_KEYS lacks a key that .*waypost secrets reseal/, { SECRET_KEYS: newKey });
  const service = await workplace.serve({ SECRET_KEYS: `${newKey},${oldKey}` });
  expect((await service.end('SIGTERM')).exitCode).toBe(0);
});

it('the service does not start without the key, and makes no new one in its place', async () => {
  await rename(keyFile, `${keyFile}.lost`);
  await expectRefusal(/secret\.key is missing: .*Put the file back, .*--replace-lost/);
  expect(await readdir(workplace.dataDir)).not.toContain('secret.key');
});

it('an operator who has lost the key for good gives the webhooks new secrets, and goes on', async () => {
  const { exitCode, stdout } = await workplace.run(['secrets', 'reseal', '--replace-lost']);
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(new RegExp(`have a new secret.*:\n  ${webhookId}\n$`))]);
  const service = await workplace.serve();
  expect((await service.end('SIGTERM')).exitCode).toBe(0);
});
