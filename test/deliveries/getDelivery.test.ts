import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { passWaitingTime } from '../support/deliveryRows.js';
import { first, type Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';
import { startDeliveriesService, type DeliveriesService, type DeliveryDetails } from '../support/deliveriesApi.js';

let service: DeliveriesService;
beforeAll(async () => {
  service = await startDeliveriesService({ RETRY_SCHEDULE_SECONDS: '600,600' });
});
afterAll(() => service.stop());

/** The one delivery of a webhook once it has been attempted so often. */
async function attempted({ account, webhook }: Target, attempts: number): Promise<DeliveryDetails> {
  const api = service.as(account);
  return eventually(async () => {
    const delivery = await api.get(first((await api.list(webhook.id)).deliveries).id);
    expect(delivery.attempts).toHaveLength(attempts);
    return delivery;
  });
}

describe('getDelivery', () => {
  it('shows the notification as it is sent and all attempts, first one first', async () => {
    const target = await service.createTarget();
    target.receiver.respondWith((_, response) => response.writeHead(502).end('Bad \u0000 Gateway é'));
    const { id } = await target.publish({ id: 'from-the-publisher', z: { b: [1, 'é', null], a: 1.5 } });
    await attempted(target, 1);
    await target.receiver.close();
    await passWaitingTime(service.pool, target.webhook.id);
    const delivery = await attempted(target, 2);

    const { body, headers } = first(target.receiver.requests);
    expect(delivery).toEqual({
      id: expect.any(String),
      webhook_id: target.webhook.id,
      event_id: id,
      event: 'ROUTE_CREATED',
      dc_id: '1',
      route_id: 'R-1001',
      state: 'pending',
      attempt_count: 2,
      created_at: expect.any(String),
      next_attempt_at: expect.any(String),
      finished_at: null,
      request: {
        url: target.webhook.url,
        headers: {
          'content-type': headers['content-type'],
          'user-agent': headers['user-agent'],
          'webhook-id': headers['webhook-id'],
        },
      },
      payload: JSON.parse(body) as object,
      attempts: [
        {
          number: 1,
          manual: false,
          started_at: expect.any(String),
          duration_millis: expect.any(Number),
          status_code: 502,
          error_kind: null,
          error_message: null,
          response_excerpt: 'Bad  Gateway é',
        },
        {
          number: 2,
          manual: false,
          started_at: expect.any(String),
          duration_millis: expect.any(Number),
          status_code: null,
          error_kind: 'connection',
          error_message: expect.stringMatching(/./),
          response_excerpt: '',
        },
      ],
    });
    const times = [delivery.created_at, ...delivery.attempts.map(({ started_at }) => started_at)];
    expect(times.toSorted()).toEqual(times);
    expect(Date.parse(delivery.next_attempt_at ?? '')).toBeGreaterThan(Date.parse(times[2] ?? '') + 479_000);
  });

  it('shows when a delivery was over, and that nothing comes after', async () => {
    const target = await service.createTarget();
    await target.publish();
    const delivery = await attempted(target, 1);
    expect(delivery).toMatchObject({ state: 'succeeded', attempt_count: 1, next_attempt_at: null });
    expect(Date.parse(delivery.finished_at ?? '')).toBeGreaterThanOrEqual(Date.parse(delivery.created_at));
  });

  it('shows a delivery of a webhook that was deleted, and one whose event is no longer kept', async () => {
    const target = await service.createTarget();
    await target.publish();
    const { id, payload } = await attempted(target, 1);
    await target.account.call('deleteWebhook', { id: target.webhook.id });
    expect(await service.as(target.account).get(id)).toMatchObject({ state: 'succeeded', payload });
    await service.pool.query('DELETE FROM events WHERE account_id = $1', [target.account.id]);
    expect(await service.as(target.account).get(id)).toMatchObject({
      event_id: null,
      payload: null,
      event: 'ROUTE_CREATED',
    });
  });

  it('takes the id in upper case', async () => {
    const target = await service.createTarget();
    await target.publish();
    const { id } = await attempted(target, 1);
    expect(await service.as(target.account).get(id.toUpperCase())).toMatchObject({ id });
  });

  it('of an unknown or malformed id is a 404', async () => {
    const { call } = service.as(await service.createAccount());
    for (const id of ['019b76da-a800-7000-8000-0000000000d1', 'the-delivery', '%00', '%zz', 'x'.repeat(5_000)]) {
      expect(await call('getDelivery', { id })).toMatchObject({
        status: 404,
        text: '{"status":"error","data":{"code":3002,"message":"The delivery could not be found."}}',
      });
    }
  });
});
