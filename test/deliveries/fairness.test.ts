import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { attemptsOf, statesOf, storeBacklog } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

let service: DeliveryService;
beforeEach(async () => {
  // A deadline that no test reaches: what depends on the end of a hanging attempt does not happen here.
  service = await startDeliveryService({
    WEBHOOK_TIMEOUT_SECONDS: '120',
    WORKER_CONCURRENCY: '40',
    WEBHOOK_CONCURRENCY: '20',
  });
});
afterEach(() => service.stop());

function backlog({ account, webhook }: Target, count: number, secondsAgo = 0): Promise<void> {
  return storeBacklog(service.pool, { accountId: account.id, webhookId: webhook.id }, count, secondsAgo);
}

async function hasStates({ webhook }: Target, expected: object): Promise<void> {
  await eventually(async () => {
    expect(await statesOf(service.pool, webhook.id)).toEqual(expected);
  });
}

async function targets(count: number): Promise<Target[]> {
  const made: Target[] = [];
  for (let i = 0; i < count; i += 1) made.push(await service.createTarget());
  return made;
}

describe('a receiver that never answers', () => {
  it('with 2,000 deliveries waiting holds up nobody: those of others are through before its first attempt is over', async () => {
    const dead = await service.createTarget();
    dead.receiver.respondWith(() => undefined);
    await backlog(dead, 2_000, 3_600);
    await dead.publish(); // wakes the worker
    await dead.receiver.waitForRequests(4);

    const healthy = await targets(5);
    for (let round = 0; round < 2; round += 1)
      await service.publish(healthy.flatMap(({ account }) => Array.from({ length: 50 }, () => eventOf(account.id))));
    for (const target of healthy) await hasStates(target, { succeeded: 100 });

    expect(await attemptsOf(service.pool, dead.webhook.id)).toEqual([]);
    expect(dead.receiver.requests.length).toBeLessThanOrEqual(20); // what one webhook may have at the same time
    await hasStates(dead, { pending: 2_001 });
  });

  it('does not hold up others together with many of its kind', async () => {
    const dead = await targets(8);
    for (const target of dead) {
      target.receiver.respondWith(() => undefined);
      await backlog(target, 100, 3_600);
      await target.publish();
    }
    for (const target of dead) await target.receiver.waitForRequests(1);

    const healthy = await service.createTarget();
    await healthy.publishMany(100);
    await hasStates(healthy, { succeeded: 100 });
    for (const target of dead) expect(target.receiver.requests.length).toBeLessThanOrEqual(4);
  });
});

describe('a receiver that fails', () => {
  it('with 2,000 deliveries waiting is tried one at a time, and the others are through before it', async () => {
    const failing = await service.createTarget();
    const open = new Set<object>();
    let most = 0;
    failing.receiver.respondWith((request, response) => {
      open.add(request);
      if (failing.receiver.requests.length > 50) most = Math.max(most, open.size);
      setImmediate(() => {
        open.delete(request);
        response.writeHead(503).end();
      });
    });
    await backlog(failing, 2_000, 3_600);
    await failing.publish();
    await failing.receiver.waitForRequests(100);
    const healthy = await targets(3);
    await service.publish(healthy.flatMap(({ account }) => Array.from({ length: 100 }, () => eventOf(account.id))));
    for (const target of healthy) await hasStates(target, { succeeded: 100 });
    expect(most).toBe(1);
  });
});

describe('an old backlog of one webhook', () => {
  it('does not delay what is published for another now', async () => {
    const busy = await service.createTarget();
    await backlog(busy, 20_000, 3_600);
    await busy.publish();
    await busy.receiver.waitForRequests(100);

    const fresh = await service.createTarget();
    await fresh.publish();
    await fresh.receiver.waitForRequests(1);
    const { pending = 0 } = await statesOf(service.pool, busy.webhook.id);
    expect(pending).toBeGreaterThan(5_000);
    await hasStates(fresh, { succeeded: 1 });
  });

  it('is worked off completely, each delivery once', async () => {
    const busy = await service.createTarget();
    await backlog(busy, 3_000, 3_600);
    await busy.publish();
    await hasStates(busy, { succeeded: 3_001 });
    expect(busy.receiver.requests).toHaveLength(3_001);
    expect(await attemptsOf(service.pool, busy.webhook.id)).toHaveLength(3_001);
  });
});

function eventOf(accountId: string): object {
  return { account_id: accountId, event: 'ROUTE_CREATED', dc_id: '1', route_id: 'R-1001' };
}
