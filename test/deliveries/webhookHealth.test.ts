import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { first, startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { attemptsOf, passWaitingTime, queueOf, statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService();
});
afterAll(() => service.stop());

interface Health {
  enabled: boolean;
  failing_since: Date | null;
  disabled_reason: string | null;
  disabled_at: Date | null;
}

async function healthOf({ webhook }: Target): Promise<Health> {
  const { rows } = await service.pool.query<Health>(
    'SELECT enabled, failing_since, disabled_reason, disabled_at FROM webhooks WHERE id = $1',
    [webhook.id],
  );
  return first(rows);
}

function hasHealth(target: Target, expected: object): Promise<Health> {
  return eventually(async () => {
    const health = await healthOf(target);
    expect(health).toMatchObject(expected);
    return health;
  });
}

async function hasStates(target: Target, expected: object): Promise<void> {
  await eventually(async () => {
    expect(await statesOf(service.pool, target.webhook.id)).toEqual(expected);
  });
}

/** Makes the webhook's failing so many hours longer than it is. */
async function failFor({ webhook }: Target, hours: number): Promise<void> {
  await service.pool.query(
    'UPDATE webhooks SET failing_since = failing_since - make_interval(mins => $2) WHERE id = $1',
    [webhook.id, hours * 60],
  );
}

/** A webhook that has begun to fail, with a delivery that waits for its next attempt. */
async function failing(status = 500): Promise<Target> {
  const target = await service.createTarget();
  target.receiver.respondWith(status);
  await target.publish();
  await hasHealth(target, { failing_since: expect.any(Date) });
  return target;
}

const isHealthy = { enabled: true, failing_since: null, disabled_reason: null, disabled_at: null };

/** The number of requests once all of them have their row. */
async function attempted(target: Target, count: number): Promise<void> {
  await eventually(async () => {
    expect(await attemptsOf(service.pool, target.webhook.id)).toHaveLength(count);
  });
}

describe('a webhook that only fails', () => {
  it('is failing since its first failed attempt, and stays enabled for less than 24 h', async () => {
    const target = await failing();
    const { failing_since } = await healthOf(target);
    await failFor(target, 23.9);
    await passWaitingTime(service.pool, target.webhook.id);
    await attempted(target, 2);
    await target.publish();
    await attempted(target, 3);
    const health = await hasHealth(target, { enabled: true, disabled_reason: null, disabled_at: null });
    expect(health.failing_since?.getTime()).toBe((failing_since?.getTime() ?? 0) - 23.9 * 3_600_000);
  });

  it('for 24 h is disabled, with reason and time, and its deliveries are parked', async () => {
    const target = await failing();
    await target.publishMany(3);
    await attempted(target, 4);
    await failFor(target, 24.1);
    await passWaitingTime(service.pool, target.webhook.id);
    const { disabled_at } = await hasHealth(target, { enabled: false, disabled_reason: 'failing' });
    expect(Math.abs(Date.now() - (disabled_at?.getTime() ?? 0))).toBeLessThan(60_000);
    expect(await target.account.listWebhooks()).toMatchObject([{ id: target.webhook.id, enabled: false }]);
    await hasStates(target, { parked: 4 });
  });

  it('is failing no longer after one success', async () => {
    const target = await failing();
    await failFor(target, 30);
    target.receiver.respondWith(200);
    await target.publish();
    await hasHealth(target, isHealthy);
    // Failing begins anew: what was before the success counts no more.
    target.receiver.respondWith(500);
    await target.publish();
    await hasHealth(target, { enabled: true, failing_since: expect.any(Date) });
  });

  it('goes on where it was when PATCH enables it again', async () => {
    const target = await failing();
    await failFor(target, 25);
    await passWaitingTime(service.pool, target.webhook.id);
    await hasHealth(target, { enabled: false });
    await passWaitingTime(service.pool, target.webhook.id);
    await hasStates(target, { parked: 1 });
    const requests = target.receiver.requests.length;

    target.receiver.respondWith(200);
    await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: true } });
    await hasStates(target, { succeeded: 1 });
    expect(await healthOf(target)).toEqual(isHealthy);
    expect(target.receiver.requests).toHaveLength(requests + 1);
  });

  it('has 24 h again after PATCH enabled it', async () => {
    const target = await failing();
    await failFor(target, 25);
    await passWaitingTime(service.pool, target.webhook.id);
    await hasHealth(target, { enabled: false });
    await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: true } });
    await target.publish();
    const { failing_since } = await hasHealth(target, { enabled: true, failing_since: expect.any(Date) });
    expect(Math.abs(Date.now() - (failing_since?.getTime() ?? 0))).toBeLessThan(60_000);
  });
});

describe('a receiver that answers 410', () => {
  it('has its webhook disabled at once, with reason and time, and what waits for it is parked', async () => {
    const target = await service.createTarget();
    target.receiver.respondWith(500);
    await target.publishMany(2);
    await attempted(target, 2);
    target.receiver.respondWith(410);
    await target.publish();
    await hasHealth(target, { enabled: false, disabled_reason: 'gone', disabled_at: expect.any(Date) });
    await hasStates(target, { parked: 3 });
    expect(target.receiver.requests).toHaveLength(3);
  });

  it('gets nothing more until PATCH enables the webhook, and then what was parked', async () => {
    const target = await service.createTarget();
    target.receiver.respondWith(410);
    const { id } = await target.publish();
    await hasStates(target, { parked: 1 });
    expect((await target.publish()).deliveries).toBe(0);
    target.receiver.respondWith(200);
    await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: true } });
    await hasStates(target, { succeeded: 1 });
    expect(target.receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
    expect(await attemptsOf(service.pool, target.webhook.id)).toMatchObject([
      { number: 1, status_code: 410 },
      { number: 2, status_code: 200 },
    ]);
  });
});

describe('while a webhook whose receiver is gone can not be disabled yet', () => {
  it('its delivery stays leased, so that nobody sends it again', async () => {
    const [target, healthy] = [await service.createTarget(), await service.createTarget()];
    target.receiver.respondWith(410);
    const client = await service.pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT FROM webhooks WHERE id = $1 FOR UPDATE', [target.webhook.id]);
    await target.publish();
    await eventually(async () => {
      const { rows } = await service.pool.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%disabled_reason%'`,
      );
      expect(rows).toHaveLength(1);
    });
    // What has been settled later shows that this one would have been by now.
    await healthy.publish();
    await hasStates(healthy, { succeeded: 1 });
    expect(await queueOf(service.pool, target.webhook.id)).toMatchObject([{ place: 'leased', attempt_number: 1 }]);

    await client.query('ROLLBACK');
    client.release();
    await hasStates(target, { parked: 1 });
    expect(target.receiver.requests).toHaveLength(1);
  });
});

describe('a webhook that its owner disabled', () => {
  it('keeps its deliveries parked, has no reason, and goes on when it is enabled', async () => {
    const target = await failing();
    await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: false } });
    await hasStates(target, { parked: 1 });
    expect(await healthOf(target)).toMatchObject({ enabled: false, disabled_reason: null, disabled_at: null });
    target.receiver.respondWith(200);
    await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: true } });
    await hasStates(target, { succeeded: 1 });
  });

  it('that is deleted has its deliveries cancelled', async () => {
    const target = await failing();
    await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: false } });
    await hasStates(target, { parked: 1 });
    await target.account.call('deleteWebhook', { id: target.webhook.id });
    await hasStates(target, { cancelled: 1 });
  });
});
