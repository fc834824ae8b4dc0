/** Test events count as attempts of their webhook that go on at the same time. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import type { Target } from '../support/delivering.js';
import { statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

const settings = { WEBHOOK_CONCURRENCY: '2', WEBHOOK_TIMEOUT_SECONDS: '30' };

/** Leaves what arrives unanswered, until it is told to answer. */
function holding({ receiver }: Target): { answerAll: () => void } {
  const held: ServerResponse[] = [];
  receiver.respondWith((_, response) => held.push(response));
  return {
    answerAll: () => {
      receiver.respondWith(200);
      for (const response of held) response.end();
    },
  };
}

function sendTest(service: DeliveriesService, { account, webhook }: Target) {
  return service.as(account).call('sendTestEvent', { id: webhook.id, body: { event: 'ROUTE_CREATED' } });
}

async function expectBusy(service: DeliveriesService, target: Target): Promise<void> {
  const { status, headers, body } = await sendTest(service, target);
  expect([status, headers['retry-after'], body.data.code]).toEqual([429, '1', 4001]);
}

describe('where the process delivers as well', () => {
  let service: DeliveriesService;
  beforeAll(async () => {
    service = await startDeliveriesService(settings);
  });
  afterAll(() => service.stop());

  it('a test and a delivery take the places of a webhook, one more test is refused, and other webhooks go on', async () => {
    const [target, other] = [await service.createTarget(), await service.createTarget()];
    const { answerAll } = holding(target);
    await target.publish();
    await target.receiver.waitForRequests(1);
    const test = sendTest(service, target);
    await target.receiver.waitForRequests(2);
    await expectBusy(service, target);
    expect((await sendTest(service, other)).status).toBe(200);
    expect(target.receiver.requests).toHaveLength(2);
    answerAll();
    expect((await test).status).toBe(200);
    expect((await sendTest(service, target)).status).toBe(200);
  });

  it('deliveries wait for tests that take all the places, and go on when these are over', async () => {
    const [target, other] = [await service.createTarget(), await service.createTarget()];
    const { answerAll } = holding(target);
    const tests = [sendTest(service, target), sendTest(service, target)];
    await target.receiver.waitForRequests(2);
    await target.publish();
    await other.publish();
    await other.receiver.waitForRequests(1); // the worker has looked since
    expect(target.receiver.requests).toHaveLength(2);
    answerAll();
    await Promise.all(tests);
    await eventually(async () => {
      expect(await statesOf(service.pool, target.webhook.id)).toEqual({ succeeded: 1 });
    });
  });
});

describe('where the process only answers', () => {
  let service: DeliveriesService;
  beforeAll(async () => {
    service = await startDeliveriesService(settings, ['api']);
  });
  afterAll(() => service.stop());

  it('tests alone take the places of a webhook', async () => {
    const target = await service.createTarget();
    const { answerAll } = holding(target);
    const tests = [sendTest(service, target), sendTest(service, target)];
    await target.receiver.waitForRequests(2);
    await expectBusy(service, target);
    answerAll();
    expect((await Promise.all(tests)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await sendTest(service, target)).status).toBe(200);
  });
});
