import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDeliveriesClient, createEventsClient, type DeliveriesClient } from '@waypost/client';
import { verifyNotification } from '@waypost/client/receiver';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { passWaitingTime, statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

let service: DeliveryService;
beforeAll(async () => {
  // Two attempts, the second of which the tests do not wait for.
  service = await startDeliveryService({ RETRY_SCHEDULE_SECONDS: '3600' });
});
afterAll(() => service.stop());

function deliveriesOf(target: Target): DeliveriesClient {
  return createDeliveriesClient({ baseUrl: service.url, apiKey: target.account.apiKey });
}

describe('createEventsClient', () => {
  it('publishes with a publisher key, and the types know the answer', async () => {
    const target = await service.createTarget();
    const events = createEventsClient({ baseUrl: service.url, publisherKey: service.publisherKey });
    const { data } = await events.POST('/events', {
      body: {
        events: [{ account_id: target.account.id, event: 'ROUTE_STARTED', dc_id: '1', route_id: 'R-1', driver: 'D-1' }],
      },
    });
    expect(data?.data.events).toEqual([{ id: expect.any(String), deliveries: 1 }]);
    const [request] = await target.receiver.waitForRequests(1);
    expect(request?.headers['webhook-id']).toBe(data?.data.events[0]?.id);
  });

  it("is refused with an account's API key", async () => {
    const { account } = await service.createTarget();
    const events = createEventsClient({ baseUrl: service.url, publisherKey: account.apiKey });
    const { error, response } = await events.POST('/events', {
      body: { events: [{ account_id: account.id, event: 'ROUTE_STARTED', dc_id: '1', route_id: 'R-1' }] },
    });
    expect([response.status, error?.data.code]).toEqual([403, 2002]);
  });
});

describe('createDeliveriesClient', () => {
  it('after an outage: lists what was missed, counts it, recovers it, and each event arrives once more', async () => {
    const target = await service.createTarget();
    const { receiver, webhook } = target;
    const { pool } = service;
    const deliveries = deliveriesOf(target);
    const since = new Date(Date.now() - 60_000).toISOString();
    const path = { id: webhook.id };

    receiver.respondWith(503);
    const missed = (await target.publishMany(3)).map(({ id }) => id);
    await receiver.waitForRequests(3);
    await eventually(async () => {
      await passWaitingTime(pool, webhook.id);
      expect(await statesOf(pool, webhook.id)).toEqual({ exhausted: 3 });
    });
    receiver.respondWith(200);
    const before = receiver.requests.length;

    const undelivered = await deliveries.GET('/undelivered', { params: { query: { since } } });
    expect(undelivered.data?.data.deliveries.map(({ event_id }) => event_id).sort()).toEqual([...missed].sort());
    const dryRun = await deliveries.POST('/webhooks/{id}/recover', {
      params: { path },
      body: { since, include_missed: false, dry_run: true },
    });
    expect(dryRun.data).toEqual({ status: 'pending', data: { count: 3, failed: 3, missed: 0 } });
    expect(receiver.requests).toHaveLength(before);

    const recovery = await deliveries.POST('/webhooks/{id}/recover', {
      params: { path },
      body: { since, include_missed: false, dry_run: false },
    });
    expect(recovery.data?.data.count).toBe(3);
    const again = (await receiver.waitForRequests(before + 3)).slice(before);
    expect(again.map(({ headers }) => headers['webhook-id']).sort()).toEqual([...missed].sort());
    await eventually(async () => {
      expect(await statesOf(pool, webhook.id)).toEqual({ succeeded: 3 });
    });
    expect(receiver.requests).toHaveLength(before + 3);
  });

  it('gets the secret that verifies notifications, and both while it is being rotated', async () => {
    const target = await service.createTarget();
    const deliveries = deliveriesOf(target);
    const path = { id: target.webhook.id };
    const old = await deliveries.GET('/webhooks/{id}/secret', { params: { path } });
    const rotated = await deliveries.POST('/webhooks/{id}/secret/rotate', {
      params: { path },
      body: { grace_period_seconds: 3600 },
    });
    await target.publish();
    const [request] = await target.receiver.waitForRequests(1);
    for (const secret of [old.data?.data.secret ?? '', rotated.data?.data.secret ?? '']) {
      expect(await verifyNotification(secret, request?.headers ?? {}, request?.body ?? '')).toMatchObject({
        test: false,
        notification: { event: 'ROUTE_CREATED' },
      });
    }
  });

  it('sends a test event that the receiver can tell from a real one', async () => {
    const target = await service.createTarget();
    const deliveries = deliveriesOf(target);
    const path = { id: target.webhook.id };
    const secret = await deliveries.GET('/webhooks/{id}/secret', { params: { path } });
    const { data } = await deliveries.POST('/webhooks/{id}/test', {
      params: { path },
      body: { event: 'WAYPOINT_STATUS_CHANGED' },
    });
    expect(data?.data).toMatchObject({ delivered: true, status_code: 200 });
    const [request] = await target.receiver.waitForRequests(1);
    const verified = await verifyNotification(
      secret.data?.data.secret ?? '',
      request?.headers ?? {},
      request?.body ?? '',
    );
    expect(verified).toMatchObject({ id: data?.data.event_id, test: true, notification: { waypoint_id: 'W-7' } });
  });

  it('returns the error of any other answer', async () => {
    const deliveries = deliveriesOf(await service.createTarget());
    const { data, error } = await deliveries.GET('/deliveries/{id}', { params: { path: { id: 'none' } } });
    expect(data).toBeUndefined();
    expect(error).toEqual({ status: 'error', data: { code: 3002, message: 'The delivery could not be found.' } });
  });
});
