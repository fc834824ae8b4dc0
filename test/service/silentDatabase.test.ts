/** The whole service while its database says nothing, and after that. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sendRequest, type Answer } from '../support/call.js';
import { startDatabaseProxy, type DatabaseProxy } from '../support/databaseProxy.js';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import { seedRequest } from '../support/seed.js';
import type { TestAccount } from '../support/service.js';

/** How long a caller may wait for an answer, and everything for the database's return. */
const [ANSWER_MILLIS, RETURN_MILLIS] = [10_000, 3_000];

let proxy: DatabaseProxy;
let service: DeliveryService;
let target: Target;
beforeEach(async () => {
  // Fewer connections than requests at a time, so that some wait for one.
  service = await startDeliveryService({ DATABASE_POOL_SIZE: '4' }, ['api', 'worker'], {
    connectThrough: async (databaseUrl) => {
      proxy = await startDatabaseProxy(databaseUrl);
      return proxy.url;
    },
  });
  target = await service.createTarget();
  await target.publish();
  await target.receiver.waitForRequests(1);
});
afterEach(async () => {
  proxy.failOver();
  await service.stop();
  await proxy.down();
});

/** Requests of every kind, many at a time: with a key that is known, and with one that has to be looked up. */
function sendAll(unseen: TestAccount): Promise<{ answer: Answer; millis: number }[]> {
  const { account, webhook } = target;
  const publish = () => service.callEvents('publishEvents', { body: { events: [{ ...event() }] } });
  const requests = Array.from({ length: 10 }, () => [
    publish,
    () => account.call('listWebhooks'),
    () => account.call('createWebhook', { body: seedRequest }),
    () => account.call('updateWebhook', { id: webhook.id, body: { enabled: true } }),
    () => unseen.call('listWebhooks'),
    () => sendRequest(service.url, 'get', '/readyz'),
  ]).flat();
  return Promise.all(
    requests.map(async (send) => {
      const begun = performance.now();
      const answer = await send();
      return { answer, millis: performance.now() - begun };
    }),
  );
}

const event = () => ({ account_id: target.account.id, event: 'ROUTE_CREATED', dc_id: '1', route_id: 'R-1' });

function linesWith(message: string): unknown[] {
  return service.logLines.filter(({ msg }) => msg === message);
}

/** From the return of the database until an event is published and delivered, and the service says that it is ready. */
async function worksAgain(): Promise<number> {
  const back = performance.now();
  const before = target.receiver.requests.length;
  const { id } = await eventually(() => target.publish());
  await eventually(() => {
    expect(target.receiver.requests.slice(before).map(({ headers }) => headers['webhook-id'])).toContain(id);
  });
  expect((await sendRequest(service.url, 'get', '/readyz')).status).toBe(200);
  return performance.now() - back;
}

describe.each([
  ['go on afterwards', 'thaw'],
  ['are dead afterwards', 'failOver'],
] as const)('a silent database whose connections %s', (_, end) => {
  it('is a 503 with Retry-After for whoever asks, in time, and is forgotten soon after its return', async () => {
    const unseen = await service.createAccount();
    proxy.freeze();
    for (const { answer, millis } of await sendAll(unseen)) {
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
      expect(millis).toBeLessThan(ANSWER_MILLIS);
    }
    expect(linesWith('the database is not available')).toHaveLength(1);

    proxy[end]();
    expect(await worksAgain()).toBeLessThan(RETURN_MILLIS);
    await eventually(async () => {
      await target.publish();
      expect(linesWith('the database is available again')).toHaveLength(1);
    });
    expect(linesWith('the database is not available')).toHaveLength(1);
  });
});

it('results of attempts that end meanwhile are kept, and written when it is back', async () => {
  let answer = (): void => undefined;
  target.receiver.respondWith((_request, response) => {
    answer = () => void response.writeHead(200).end();
  });
  await target.publish();
  await target.receiver.waitForRequests(2);
  proxy.freeze();
  answer();
  await eventually(() => {
    expect(linesWith('results could not be written yet')).not.toEqual([]);
  });
  proxy.failOver();
  await eventually(async () => {
    expect(await statesOf(service.pool, target.webhook.id)).toEqual({ succeeded: 2 });
  });
  expect(target.receiver.requests).toHaveLength(2);
});
