/** A receiver of examples/ is started as its users start it, and the service sends it a notification, twice. */
import { once } from 'node:events';
import { createServer, connect, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Program } from './languages.js';
import { call } from './service.js';
import type { Place } from './shells.js';
import type { Check } from './steps.js';

const DEADLINE_MILLIS = 30_000;
const ROUTE = 'R-1001';

/**
 * Makes sure that the receiver refuses what is not signed, takes what the service sends, and does not deal with it again when it is repeated.
 * @throws Error that says which it does not
 */
export async function checkReceiver(check: Check, { file, run }: Program, place: Place): Promise<string> {
  const { service } = check;
  const { id: accountId, apiKey } = service.account;
  const port = await freePort();
  const target = `http://127.0.0.1:${port}/hook`;
  const created = (await call(service, apiKey, ['POST', '/webhooks'], {
    webhook_url: target,
    events: ['ROUTE_STARTED'],
    dc_ids: [file],
  })) as { webhook: { id: string } };
  const webhook = `/webhooks/${created.webhook.id}`;
  const { secret } = (await call(service, apiKey, ['GET', `${webhook}/secret`])) as { secret: string };
  const receiver = check.shells.start(run, {
    ...place,
    env: { ...place.env, PORT: String(port), WEBHOOK_SECRET: secret },
  });
  try {
    await until('it listens', async () => {
      if (receiver.hasEnded()) throw new Error(`It ended:\n${receiver.output()}`);
      return isListening(port);
    });
    const { status } = await fetch(target, { method: 'POST', body: '{}' });
    if (status !== 401) throw new Error(`It answers ${status} to what nobody has signed.`);

    const published = (await call(service, service.publisherKey, ['POST', '/events'], {
      events: [{ account_id: accountId, event: 'ROUTE_STARTED', dc_id: file, route_id: ROUTE }],
    })) as { events: { id: string }[] };
    await until('it is sent the event', async () => (await attempts()) === 1);
    const { deliveries } = await list();
    await call(service, apiKey, ['POST', `/deliveries/${deliveries[0]?.id ?? ''}/retry`]);
    await until('it is sent the event again', async () => (await attempts()) === 2);

    const line = `ROUTE_STARTED of route ${ROUTE} (${published.events[0]?.id ?? ''})`;
    await until('it says what it received', () => Promise.resolve(receiver.output().includes(line)));
    if (receiver.output().split(line).length !== 2) throw new Error(`It dealt with it twice:\n${receiver.output()}`);
    return 'verified, deduplicated';
  } finally {
    await receiver.end();
    await call(service, apiKey, ['DELETE', webhook]);
  }

  async function list(): Promise<{ deliveries: { id: string; state: string; attempt_count: number }[] }> {
    return (await call(service, apiKey, ['GET', `${webhook}/deliveries`])) as Awaited<ReturnType<typeof list>>;
  }

  /** How many attempts have succeeded: a failed one would leave it pending. */
  async function attempts(): Promise<number> {
    const [delivery] = (await list()).deliveries;
    return delivery?.state === 'succeeded' ? delivery.attempt_count : 0;
  }
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DEADLINE_MILLIS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Waited ${DEADLINE_MILLIS / 1_000} s in vain until ${what}.`);
    await delay(20);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
