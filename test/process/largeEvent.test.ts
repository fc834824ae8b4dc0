import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { packageFile } from '../../src/packageFile.js';
import { createSecretBox, parseSealingKeys } from '../../src/signing/secretBox.js';
import { generateSecret } from '../../src/signing/sign.js';
import { routeCreated, startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';
import { buildProgram } from '../support/program.js';

/** The largest that an operator may allow. */
const EVENT_BYTES = 3_900_000;
const WEBHOOKS = 500;
const MAX_RESIDENT_BYTES = 400_000_000;

let service: DeliveryService;
let target: Target;
let child: ChildProcess;
/** Reads what it gets, and keeps nothing of it. */
let receiver: Server;
let arrived = 0;
beforeAll(async () => {
  await buildProgram();
  const settings = { SECRET_KEYS: randomBytes(32).toString('base64'), MAX_EVENT_BYTES: '4194304' };
  service = await startDeliveryService(settings, ['api']);
  receiver = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      if (bytes > EVENT_BYTES) arrived += 1;
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  target = await service.createTarget({ webhook_url: url });
  const box = createSecretBox(parseSealingKeys(settings.SECRET_KEYS));
  const ids = Array.from({ length: WEBHOOKS - 1 }, () => uuidv7());
  await service.pool.query(
    `INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret)
     SELECT made.id, account_id, url, events, dc_ids, made.sealed_secret
     FROM webhooks, unnest($2::uuid[], $3::bytea[]) AS made (id, sealed_secret) WHERE webhooks.id = $1`,
    [target.webhook.id, ids, ids.map((id) => Buffer.from(box.seal(generateSecret(), id)))],
  );
  child = spawn(process.execPath, ['--max-old-space-size=512', packageFile('dist/src/main.js'), 'serve'], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATABASE_URL: service.databaseUrl,
      WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
});
afterAll(async () => {
  child.kill('SIGKILL');
  receiver.closeAllConnections();
  receiver.close();
  await service.stop();
});

async function listening(): Promise<string> {
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    const url = /"url":"(http:[^"]+)".*"msg":"listening"/.exec(output)?.[1];
    if (url !== undefined) break;
  }
  child.stdout?.resume();
  return /"url":"(http:[^"]+)"/.exec(output)?.[1] ?? '';
}

/** The most memory that it has ever had; null where the system does not tell. */
async function peakBytes(): Promise<number | null> {
  const status = await readFile(`/proc/${child.pid ?? 0}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
}

it('one event of 3.9 MB for 500 webhooks is held once, and delivered to all of them', async () => {
  const url = await listening();
  const event = { ...routeCreated(target.account.id), note: 'x'.repeat(EVENT_BYTES) };
  const answer = await fetch(`${url}/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.publisherKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events: [event] }),
  });
  expect([answer.status, await answer.json()]).toMatchObject([202, { data: { events: [{ deliveries: WEBHOOKS }] } }]);
  await eventually(() => {
    expect(arrived).toBe(WEBHOOKS);
  }, 60_000);
  const peak = await peakBytes();
  if (peak !== null) expect(peak).toBeLessThan(MAX_RESIDENT_BYTES);
  expect(child.exitCode).toBeNull();
}, 120_000);
