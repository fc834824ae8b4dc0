import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { passWaitingTime, queueOf } from '../support/deliveryRows.js';
import { first, type Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';
import { startDeliveriesService, type AccountDeliveries, type DeliveriesService } from '../support/deliveriesApi.js';
import { storeDeliveries } from '../support/storedDeliveries.js';

let service: DeliveriesService;
beforeAll(async () => {
  service = await startDeliveriesService({ RETRY_SCHEDULE_SECONDS: '600,600' });
});
afterAll(() => service.stop());

type StoredState = Exclude<Parameters<typeof storeDeliveries>[2][number]['state'], undefined>;

/** A webhook with one delivery in the log, in a state of which no worker has anything to do. */
async function stored(state: StoredState): Promise<{ target: Target; api: AccountDeliveries; id: string }> {
  const target = await service.createTarget();
  const owner = { accountId: target.account.id, webhookId: target.webhook.id };
  const { id } = first(await storeDeliveries(service.pool, owner, [{ state }]));
  return { target, api: service.as(target.account), id };
}

/** Resolves once a delivery is in a state, with all that is known of it. */
async function settled(api: AccountDeliveries, id: string, state: string) {
  return eventually(async () => {
    const delivery = await api.get(id);
    expect(delivery.state).toBe(state);
    return delivery;
  });
}

describe('retryDelivery sends at once, marks the attempt as manual,', () => {
  it.each(['succeeded', 'exhausted', 'superseded', 'cancelled', 'parked'] as const)(
    'and answers with the delivery pending, one that is %s',
    async (state) => {
      const { target, api, id } = await stored(state);
      const before = await api.get(id);
      const answer = await api.retry(id);
      expect(answer).toMatchObject({ id, state: 'pending', attempt_count: 1, finished_at: null });
      expect(answer.created_at).toBe(before.created_at);
      expect(Math.abs(Date.now() - Date.parse(answer.next_attempt_at ?? ''))).toBeLessThan(60_000);
      const delivery = await settled(api, id, 'succeeded');
      expect(delivery).toMatchObject({ attempt_count: 2, attempts: [{ number: 2, manual: true, status_code: 200 }] });
      expect(target.receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([delivery.event_id]);
    },
  );

  it('one that waits for its next attempt', async () => {
    const target = await service.createTarget();
    target.receiver.respondWith(500);
    await target.publish();
    await target.receiver.waitForRequests(1);
    const api = service.as(target.account);
    const { id } = first((await api.list(target.webhook.id)).deliveries);
    await eventually(async () => {
      expect((await api.get(id)).attempts).toHaveLength(1);
    });
    target.receiver.respondWith(200);
    await api.retry(id);
    expect((await settled(api, id, 'succeeded')).attempts).toMatchObject([
      { number: 1, manual: false, status_code: 500 },
      { number: 2, manual: true, status_code: 200 },
    ]);
  });

  it('and goes on by the schedule, no longer as manual, if the attempt fails', async () => {
    const { target, api, id } = await stored('succeeded');
    target.receiver.respondWith(503);
    await api.retry(id);
    const failed = await eventually(async () => {
      const delivery = await api.get(id);
      expect(delivery.attempts).toHaveLength(1);
      return delivery;
    });
    expect(failed).toMatchObject({ state: 'pending', attempt_count: 2 });
    expect(Date.parse(failed.next_attempt_at ?? '')).toBeGreaterThan(Date.now() + 300_000);
    await passWaitingTime(service.pool, target.webhook.id);
    expect((await settled(api, id, 'exhausted')).attempts).toMatchObject([
      { number: 2, manual: true },
      { number: 3, manual: false },
    ]);
  });

  it('each time it is asked, with the same bytes', async () => {
    const { target, api, id } = await stored('exhausted');
    for (const n of [1, 2, 3]) {
      await api.retry(id);
      expect((await settled(api, id, 'succeeded')).attempts).toHaveLength(n);
    }
    expect(new Set(target.receiver.requests.map(({ body }) => body)).size).toBe(1);
    expect(target.receiver.requests).toHaveLength(3);
  });
});

describe('retryDelivery sends nothing twice', () => {
  it('while the delivery is being attempted: that attempt is the one that was asked for', async () => {
    const target = await service.createTarget();
    const held: ServerResponse[] = [];
    target.receiver.respondWith((_, response) => held.push(response));
    await target.publish();
    await target.receiver.waitForRequests(1);
    const api = service.as(target.account);
    const { id } = first((await api.list(target.webhook.id)).deliveries);
    for (let i = 0; i < 3; i += 1) expect(await api.retry(id)).toMatchObject({ id, state: 'pending' });
    expect(await queueOf(service.pool, target.webhook.id)).toMatchObject([{ place: 'leased', attempt_number: 1 }]);
    for (const response of held) response.end();
    expect((await settled(api, id, 'succeeded')).attempts).toHaveLength(1);
    expect(target.receiver.requests).toHaveLength(1);
    expect(await queueOf(service.pool, target.webhook.id)).toEqual([]);
  });

  it('when many ask for it at the same time', async () => {
    const { target, api, id } = await stored('exhausted');
    const held: ServerResponse[] = [];
    target.receiver.respondWith((_, response) => held.push(response));
    await Promise.all(Array.from({ length: 10 }, () => api.retry(id)));
    await target.receiver.waitForRequests(1);
    for (const response of held) response.end();
    expect((await settled(api, id, 'succeeded')).attempts).toHaveLength(1);
    expect(target.receiver.requests).toHaveLength(1);
  });

  it('and waits for a result that is just being written: it counts, and the attempt that was asked for follows it', async () => {
    const { pool } = service;
    const target = await service.createTarget();
    const held: ServerResponse[] = [];
    target.receiver.respondWith((_, response) => held.push(response));
    await target.publish();
    await target.receiver.waitForRequests(1);
    const api = service.as(target.account);
    const { id } = first((await api.list(target.webhook.id)).deliveries);

    // A settlement that is not committed yet.
    const settlement = await pool.connect();
    await settlement.query('BEGIN');
    await settlement.query(
      `WITH over AS (DELETE FROM delivery_queue WHERE delivery_id = $1 RETURNING *)
       INSERT INTO deliveries (
         id, account_id, webhook_id, event_id, event_type, dc_id, route_id, created_at, state, attempt_count
       )
       SELECT delivery_id, account_id, webhook_id, event_id, event_type, dc_id, route_id, created_at, 'succeeded', 1 FROM over`,
      [id],
    );
    const retrying = api.retry(id);
    await eventually(async () => {
      const { rows } = await pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(1);
    });
    await settlement.query('COMMIT');
    settlement.release();

    expect(await retrying).toMatchObject({ state: 'pending', attempt_count: 1 });
    await target.receiver.waitForRequests(2);
    for (const response of held) response.end();
    expect((await settled(api, id, 'succeeded')).attempt_count).toBe(2);
    await eventually(async () => {
      const { attempts } = await api.get(id);
      expect(attempts).toMatchObject([
        { number: 1, manual: false },
        { number: 2, manual: true },
      ]);
    });
    expect(target.receiver.requests).toHaveLength(2);
  });
});

describe('retryDelivery is refused', () => {
  it('for a webhook that was deleted', async () => {
    const { target, api, id } = await stored('succeeded');
    await target.account.call('deleteWebhook', { id: target.webhook.id });
    expect(await api.call('retryDelivery', { id })).toMatchObject({
      status: 400,
      text: '{"status":"error","data":{"code":1300,"message":"The webhook was deleted: there is nothing to send to."}}',
    });
    expect(await api.get(id)).toMatchObject({ state: 'succeeded' });
  });

  it('for a webhook that is disabled, until it is enabled', async () => {
    const { target, api, id } = await stored('exhausted');
    await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: false } });
    expect(await api.call('retryDelivery', { id })).toMatchObject({
      status: 400,
      text: '{"status":"error","data":{"code":1301,"message":"The webhook is disabled: enable it first."}}',
    });
    expect(await api.get(id)).toMatchObject({ state: 'exhausted', attempts: [] });
    await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: true } });
    await api.retry(id);
    await settled(api, id, 'succeeded');
  });

  it('for a delivery whose event is no longer kept, and for an unknown one, as not found', async () => {
    const { target, api, id } = await stored('exhausted');
    await service.pool.query('DELETE FROM events WHERE account_id = $1', [target.account.id]);
    for (const unknown of [id, '019b76da-a800-7000-8000-0000000000d1', 'x']) {
      expect((await api.call('retryDelivery', { id: unknown })).body.data.code).toBe(3002);
    }
    expect(await api.get(id)).toMatchObject({ state: 'exhausted' });
  });
});
