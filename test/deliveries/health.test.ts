import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NIL } from 'uuid';
import type { components } from '../../generated/deliveries.js';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import type { Target } from '../support/delivering.js';
import { passWaitingTime } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import { storeDeliveries } from '../support/storedDeliveries.js';

type Health = components['schemas']['WebhookHealth'];

let service: DeliveriesService;
beforeAll(async () => {
  service = await startDeliveriesService();
});
afterAll(() => service.stop());

const healthOf = ({ account, webhook }: Pick<Target, 'account' | 'webhook'>): Promise<Health> =>
  service.as(account).health(webhook.id);

function hasHealth(target: Target, expected: object): Promise<Health> {
  return eventually(async () => {
    const health = await healthOf(target);
    expect(health).toMatchObject(expected);
    return health;
  });
}

async function failing(status = 502): Promise<Target> {
  const target = await service.createTarget();
  target.receiver.respondWith(status);
  await target.publish();
  await hasHealth(target, { status: 'failing' });
  return target;
}

async function failFor({ webhook }: Target, hours: number): Promise<void> {
  await service.pool.query(
    'UPDATE webhooks SET failing_since = failing_since - make_interval(hours => $2) WHERE id = $1',
    [webhook.id, hours],
  );
}

const setEnabled = ({ account, webhook }: Target, enabled: boolean) =>
  account.call('updateWebhook', { id: webhook.id, body: { enabled } });

const isHealthy = { status: 'healthy', failing_since: null, disables_at: null, disabled_at: null };
const DAY_MILLIS = 86_400_000;

describe('a webhook', () => {
  it('that was sent nothing is healthy', async () => {
    const target = await service.createTarget();
    const health = await healthOf(target);
    expect(health).toMatchObject({ ...isHealthy, webhook_id: target.webhook.id, last_succeeded_at: null });
    expect(health.undelivered).toEqual({ pending: 0, parked: 0, exhausted: 0 });
    expect(health).not.toHaveProperty('last_failure');
    expect(health).not.toHaveProperty('disabled_reason');
    expect([...health.recent_hours.succeeded, ...health.recent_hours.failed]).toEqual(new Array(48).fill(0));
  });

  it('that fails says since when, why, and when it would be disabled', async () => {
    const before = Date.now();
    const target = await failing(502);
    const health = await hasHealth(target, {
      status: 'failing',
      disabled_at: null,
      last_failure: { status_code: 502, error_kind: null, error_message: null },
      undelivered: { pending: 1, parked: 0, exhausted: 0 },
    });
    const since = Date.parse(health.failing_since ?? '');
    expect(since).toBeGreaterThanOrEqual(before);
    expect(Date.parse(health.disables_at ?? '') - since).toBe(DAY_MILLIS);
    expect(Date.parse(health.last_failure?.at ?? '')).toBeGreaterThanOrEqual(before);
  });

  it('that can not be reached says how', async () => {
    const target = await service.createTarget();
    await target.receiver.close();
    await target.publish();
    const { last_failure } = await hasHealth(target, { status: 'failing', last_failure: { status_code: null } });
    expect(last_failure).toMatchObject({
      error_kind: 'connection',
      error_message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('says how it fails now, once in ten seconds', async () => {
    const target = await failing(500);
    const { last_failure: first } = await healthOf(target);
    target.receiver.respondWith(503);
    await passWaitingTime(service.pool, target.webhook.id);
    const witness = await failing(); // what was written before it was written of the other, too
    expect((await healthOf(witness)).status).toBe('failing');
    expect((await healthOf(target)).last_failure).toEqual(first);

    await service.pool.query(`UPDATE webhooks SET last_failed_at = last_failed_at - interval '11 s' WHERE id = $1`, [
      target.webhook.id,
    ]);
    await target.publish();
    await hasHealth(target, { last_failure: { status_code: 503 } });
  });

  it('is healthy again after one success, and nothing is left of the failure', async () => {
    const target = await failing();
    target.receiver.respondWith(200);
    await passWaitingTime(service.pool, target.webhook.id);
    expect(await hasHealth(target, isHealthy)).not.toHaveProperty('last_failure');
  });

  it('that failed for too long is disabled for it, still says how it failed, and forgets it when it is enabled', async () => {
    const target = await failing(500);
    await failFor(target, 25);
    await passWaitingTime(service.pool, target.webhook.id);
    const health = await hasHealth(target, {
      status: 'disabled',
      disabled_reason: 'failing',
      disables_at: null,
      last_failure: { status_code: 500 },
      undelivered: { pending: 0, parked: 1, exhausted: 0 },
    });
    expect(Date.parse(health.disabled_at ?? '')).toBeGreaterThan(Date.parse(health.failing_since ?? ''));
    target.receiver.respondWith(200);
    await setEnabled(target, true);
    const enabled = await hasHealth(target, { ...isHealthy, undelivered: { pending: 0, parked: 0, exhausted: 0 } });
    expect(enabled).not.toHaveProperty('last_failure');
    expect(enabled).not.toHaveProperty('disabled_reason');
  });

  it('whose receiver is gone says so', async () => {
    const target = await service.createTarget();
    target.receiver.respondWith(410);
    await target.publish();
    await hasHealth(target, {
      status: 'disabled',
      disabled_reason: 'gone',
      disabled_at: expect.any(String),
      failing_since: expect.any(String),
      last_failure: { status_code: 410 },
    });
  });

  it('that somebody disabled says so, and that Waypost did not', async () => {
    const target = await service.createTarget();
    await setEnabled(target, false);
    expect(await healthOf(target)).toMatchObject({
      status: 'disabled',
      disabled_reason: 'requested',
      disabled_at: null,
      disables_at: null,
    });
  });
});

describe('the list', () => {
  it('has all webhooks of the account by the page, oldest first, as they are by themselves', async () => {
    const target = await failing();
    const { account } = target;
    await account.createWebhook();
    const third = await account.createWebhook();
    await setEnabled({ ...target, webhook: third }, false);
    const first = await service.as(account).healthList('limit=2');
    const rest = await service.as(account).healthList(`limit=2&cursor=${first.next_cursor ?? ''}`);
    expect(rest.next_cursor).toBeNull();
    const all = [...first.webhooks, ...rest.webhooks];
    expect(all.map(({ status }) => status)).toEqual(['failing', 'healthy', 'disabled']);
    expect(all).toEqual(await Promise.all(all.map(({ webhook_id: id }) => service.as(account).health(id))));
  });

  it('counts up to 100, and one webhook alone up to 10,000', async () => {
    const { account, webhook } = await service.createTarget();
    await setEnabled({ account, webhook } as Target, false);
    const rows = (state: 'exhausted' | 'parked') => Array.from({ length: 150 }, () => ({ state }));
    await storeDeliveries(service.pool, { accountId: account.id, webhookId: webhook.id }, [
      ...rows('exhausted'),
      ...rows('parked'),
    ]);
    const { webhooks } = await service.as(account).healthList();
    expect(webhooks.map(({ undelivered }) => undelivered)).toEqual([{ pending: 0, parked: 100, exhausted: 100 }]);
    expect((await healthOf({ account, webhook })).undelivered).toEqual({ pending: 0, parked: 150, exhausted: 150 });
  });

  it('has nothing of another account, and there is no health of what is not there', async () => {
    const [target, other] = [await service.createTarget(), await service.createTarget()];
    const { webhooks } = await service.as(other.account).healthList();
    expect(webhooks.map(({ webhook_id: id }) => id)).toEqual([other.webhook.id]);
    const asOther = service.as(other.account);
    const answers = await Promise.all(
      [target.webhook.id, NIL, 'nothing'].map((id) => asOther.call('getWebhookHealth', { id })),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});
