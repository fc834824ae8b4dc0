import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { createDeliveriesClient } from '@waypost/client';
import { generateSecret } from '../../src/signing/sign.js';
import { first, startDeliveryService, type DeliveryService } from '../support/delivering.js';
import type { TestAccount } from '../support/service.js';
import { startWaypost, waypost, type RunningProgram } from '../support/childProcess.js';

let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService();
});
afterAll(() => service.stop());

function environmentOf(account: TestAccount): Record<string, string> {
  return { WAYPOST_URL: service.url, WAYPOST_API_KEY: account.apiKey };
}

async function urlOf(listening: RunningProgram): Promise<string> {
  await listening.waitForOutput(/publish an event/);
  return first(/http:\/\/127\.0\.0\.1:\d+/.exec(listening.output()) ?? []);
}

/** Sends what `waypost listen` prints to register a webhook, as curl would. */
async function register(listening: RunningProgram, apiKey: string): Promise<string> {
  const command = await listening.waitForOutput(/-d '.*'/);
  const [, url = '', body = ''] = /curl (\S+) .*-d '(.*?)'/s.exec(command) ?? [];
  const headers = { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer = (await response.json()) as { data: { webhook: { id: string } } };
  return answer.data.webhook.id;
}

/** Sends a notification that is signed with a secret. */
async function send(url: string, secret: string, id: string, body: string): Promise<number> {
  const now = new Date();
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new StandardWebhook(secret).sign(id, now, body),
  };
  return (await fetch(`${url}/hook`, { method: 'POST', headers, body })).status;
}

const routeStarted = JSON.stringify({ event: 'ROUTE_STARTED', hook_timestamp_millis: 0, dc_id: '1', route_id: 'R-1' });

describe('waypost listen', () => {
  it('shows as verified what was published after its own command registered a webhook, and ends by Ctrl-C', async () => {
    const account = await service.createAccount();
    const listening = startWaypost(['listen', '--port', '0'], environmentOf(account));
    await listening.waitForOutput(/no webhook of the account of WAYPOST_API_KEY leads to port \d+/);
    const webhookId = await register(listening, account.apiKey);

    const [, ...suggested] = /npx waypost (.*)/.exec(listening.output())?.[1]?.split(' ') ?? [];
    const published = await waypost(['publish', ...suggested], {
      WAYPOST_URL: service.url,
      WAYPOST_PUBLISHER_KEY: service.publisherKey,
      WAYPOST_ACCOUNT_ID: account.id,
    });
    expect(published).toMatchObject({ code: 0, stderr: '' });
    const [, eventId = ''] = /^event (\S+) was accepted: 1 delivery\n$/.exec(published.stdout) ?? [];

    const shown = await listening.waitForOutput(/"route_id": "R-1001"\n {2}}/);
    expect(shown).toMatch(/^\d\d:\d\d:\d\d {2}ROUTE_STARTED {2}verified$/m);
    expect(shown).toContain(`webhook-id  ${eventId}`);
    expect(shown).toContain(`webhook     ${webhookId}`);
    expect(shown).toMatch(/age {9}occurred \d+\.\d s ago, signed \d+\.\d s ago/);
    expect(shown).not.toContain('\u001b');

    const secret = await createDeliveriesClient({ baseUrl: service.url, apiKey: account.apiKey }).POST(
      '/webhooks/{id}/secret/rotate',
      { params: { path: { id: webhookId } }, body: { grace_period_seconds: 0 } },
    );
    await send(await urlOf(listening), secret.data?.data.secret ?? '', 'after-rotation', routeStarted);
    expect(await listening.waitForOutput(/webhook-id {2}after-rotation/)).not.toContain('NOT VERIFIED');

    const { code, stdout, stderr } = await listening.interrupt();
    expect([code, stderr]).toEqual([0, '']);
    for (const key of [account.apiKey, secret.data?.data.secret ?? 'none']) expect(stdout).not.toContain(key);
  });

  it('says why a signature does not verify, what breaks the contract, and what arrived before', async () => {
    const secret = generateSecret();
    const environment = { WAYPOST_WEBHOOK_SECRET: `${generateSecret()} ${secret}`, FORCE_COLOR: '1' };
    const listening = startWaypost(['listen', '--port', '0', '--respond', '202'], environment);
    const url = await urlOf(listening);

    expect(await send(url, secret, 'e-1', routeStarted)).toBe(202);
    await listening.waitForOutput(/\[32mverified/);
    await send(url, secret, 'e-1', routeStarted);
    await listening.waitForOutput(/arrived 2 times/);
    await send(url, generateSecret(), 'e-2', routeStarted);
    await listening.waitForOutput(/NOT VERIFIED.*\n.*No signature of the request was made with any of the 2 secrets/);
    await fetch(url, { method: 'POST', body: 'knock, \u001b[2J knock' });
    await listening.waitForOutput(/has no webhook-id.*\n.*none\n.*\/\n.*\n {2}knock, \\u001b\[2J knock/);
    await send(url, secret, 'e-3', JSON.stringify({ event: 'ROUTE_STARTED', hook_timestamp_millis: 0, dc_id: '1' }));
    await listening.waitForOutput(/NOT AS THE CONTRACT DESCRIBES.*\n.*\/route_id is missing/);
    expect((await fetch(url)).status).toBe(405);
    expect((await listening.interrupt()).code).toBe(0);
  });

  it('works without any key or secret, and says that nothing is verified', async () => {
    const listening = startWaypost(['listen', '--port', '0']);
    const url = await urlOf(listening);
    await listening.waitForOutput(/no secret is known: set WAYPOST_API_KEY, or give one with --secret/);
    expect(await send(url, generateSecret(), 'e-1', routeStarted)).toBe(200);
    await listening.waitForOutput(/ROUTE_STARTED {2}unverified\n {2}because {5}no secret is known/);

    const port = new URL(url).port;
    const second = await waypost(['listen', '--port', port]);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/^waypost: port \d+ of 127\.0\.0\.1 can't be listened on: /);
    await listening.interrupt();
  });

  it('refuses a secret that is none, and does not show it', async () => {
    const { code, stderr } = await waypost(['listen', '--port', '0', '--secret', 'hunter-2!']);
    expect([code, stderr]).toEqual([1, 'waypost: A secret has to be as Waypost gave it: whsec_ and base64.\n']);
  });
});
