import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { passWaitingTime } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';
import { allPages, startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';

let service: DeliveriesService;
beforeAll(async () => {
  service = await startDeliveriesService({ RETRY_SCHEDULE_SECONDS: '60,60' });
});
afterAll(() => service.stop());

it('after an outage: what was missed is listed, counted, recovered, and arrives exactly once more', async () => {
  const target = await service.createTarget();
  const { receiver, webhook, account } = target;
  const api = service.as(account);
  const ids = (requests: { headers: object }[]) =>
    requests.map(({ headers }) => ('webhook-id' in headers ? String(headers['webhook-id']) : ''));
  const before = await target.publishMany(5);
  await receiver.waitForRequests(5);

  // The receiver goes down, and stays down until all attempts are made.
  const since = new Date().toISOString();
  receiver.respondWith((request) => request.socket.destroy());
  const during = await target.publishMany(20);
  for (const attempts of [1, 2, 3]) {
    await eventually(async () => {
      const { deliveries } = await api.list(webhook.id, `since=${since}&limit=200`);
      expect(deliveries.map(({ attempt_count }) => attempt_count)).toEqual(Array(20).fill(attempts));
    });
    await passWaitingTime(service.pool, webhook.id);
  }
  // Its owner notices, disables the webhook, and enables it once the receiver is up again.
  const patch = (enabled: boolean) => account.call('updateWebhook', { id: webhook.id, body: { enabled } });
  await patch(false);
  const unmatched = await target.publishMany(12);
  await patch(true);
  receiver.respondWith(200);
  const attempted = receiver.requests.length;
  const until = new Date().toISOString();
  const after = await target.publishMany(3);
  await receiver.waitForRequests(attempted + 3);
  await eventually(async () => {
    expect((await api.list(webhook.id, 'state=succeeded')).deliveries).toHaveLength(8);
  });

  // What did it miss?
  const missed = (await allPages(api.undelivered, { limit: 7, query: `since=${since}` })).flat();
  expect(missed.map(({ event_id }) => event_id).toSorted()).toEqual(during.map(({ id }) => id).toSorted());
  expect(new Set(missed.map(({ state }) => state))).toEqual(new Set(['exhausted']));
  const details = await api.get(missed[0]?.id ?? '');
  expect(details.attempts.map(({ error_kind }) => error_kind)).toEqual(['connection', 'connection', 'connection']);

  // How many would it be? Nothing is sent for the question.
  const span = { since, until, include_missed: true };
  expect(await api.recover(webhook.id, { ...span, dry_run: true })).toEqual({ count: 32, failed: 20, missed: 12 });
  expect(receiver.requests).toHaveLength(attempted + 3);

  // Have it again.
  expect(await api.recover(webhook.id, span)).toEqual({ count: 32, failed: 20, missed: 12 });
  await receiver.waitForRequests(attempted + 35);
  await eventually(async () => {
    expect((await api.undelivered()).deliveries).toEqual([]);
    expect(await api.recover(webhook.id, { ...span, dry_run: true })).toEqual({ count: 0, failed: 0, missed: 0 });
  });
  expect(ids(receiver.requests.slice(attempted)).toSorted()).toEqual(
    [...during, ...unmatched, ...after].map(({ id }) => id).toSorted(),
  );
  expect(ids(receiver.requests.slice(0, 5)).toSorted()).toEqual(before.map(({ id }) => id).toSorted());
});
