import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { attemptsOf, deliveriesOf, statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

let service: DeliveryService;
let target: Target;
let failing: Target;
beforeAll(async () => {
  service = await startDeliveryService({ METRICS_PORT: '0' });
  target = await service.createTarget();
  failing = await service.createTarget({}, '/path-of-the-receiver?q=parameter');
  failing.receiver.respondWith(503);
  const hanging = await service.createTarget();
  hanging.receiver.respondWith(() => undefined);
  const disabled = await service.createTarget();
  disabled.receiver.respondWith(410);

  await target.publishMany(3);
  for (const { publish } of [failing, hanging, disabled]) await publish();
  await target.publish({ dc_id: 'none' });
  await hanging.receiver.waitForRequests(1);
  await hasStates(target, { succeeded: 3 });
  await hasStates(disabled, { parked: 1 });
  await eventually(async () => {
    expect(await attemptsOf(service.pool, failing.webhook.id)).toHaveLength(1);
  });
});
afterAll(() => service.stop());

async function hasStates({ webhook }: Target, expected: object): Promise<void> {
  await eventually(async () => {
    expect(await statesOf(service.pool, webhook.id)).toEqual(expected);
  });
}

async function scrape(): Promise<{ text: string; values: Record<string, number> }> {
  const response = await fetch(service.metricsUrl ?? '');
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
  const text = await response.text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const values = lines.map((line) => [
    line.slice(0, line.lastIndexOf(' ')),
    Number(line.slice(line.lastIndexOf(' ') + 1)),
  ]);
  return { text, values: Object.fromEntries(values) as Record<string, number> };
}

describe('/metrics', () => {
  it('counts events, deliveries by state, and attempts by outcome', async () => {
    const { values } = await scrape();
    expect(values).toMatchObject({
      waypost_events_published_total: 7,
      waypost_deliveries_created_total: 6,
      'waypost_deliveries_settled_total{state="succeeded"}': 3,
      'waypost_deliveries_settled_total{state="pending"}': 1,
      'waypost_deliveries_settled_total{state="parked"}': 1,
      'waypost_attempts_total{outcome="2xx"}': 3,
      'waypost_attempts_total{outcome="5xx"}': 1,
      'waypost_attempts_total{outcome="4xx"}': 1,
      waypost_attempt_duration_seconds_count: 5,
    });
  });

  it('shows what goes on now, in the very scrape: the queue, what is in flight, the pool', async () => {
    const now = (await scrape()).values;
    expect(now).toMatchObject({
      'waypost_queue_deliveries{status="ready"}': 0,
      'waypost_queue_deliveries{status="waiting"}': 1,
      'waypost_queue_deliveries{status="leased"}': 1,
      waypost_parked_deliveries: 1,
      waypost_oldest_due_seconds: 0,
      waypost_attempts_in_flight: 1,
    });
    expect(now['waypost_database_connections{status="open"}']).toBeGreaterThan(0);
    await failing.account.call('updateWebhook', { id: failing.webhook.id, body: { enabled: false } });
    await hasStates(failing, { parked: 1 });
    const later = (await scrape()).values;
    expect(later).toMatchObject({ 'waypost_queue_deliveries{status="waiting"}': 0, waypost_parked_deliveries: 2 });
  });

  it('shows how long the oldest delivery that is due has been waiting', async () => {
    await eventually(async () => {
      // A worker takes it within a second, so that this may take a second try.
      await service.pool.query(
        `UPDATE delivery_queue SET parked = false, ready = false, due_at = now() - interval '1 h' WHERE webhook_id = $1`,
        [failing.webhook.id],
      );
      const { values } = await scrape();
      expect(values['waypost_oldest_due_seconds']).toBeGreaterThan(3_599);
      expect(values['waypost_oldest_due_seconds']).toBeLessThan(3_700);
    });
  });

  it('has a histogram of the time from publishing to receipt, of what was received', async () => {
    const { values } = await scrape();
    expect(values['waypost_publish_to_receipt_seconds_count']).toBe(3);
    expect(values['waypost_publish_to_receipt_seconds_bucket{le="+Inf"}']).toBe(3);
    expect(values['waypost_publish_to_receipt_seconds_bucket{le="60"}']).toBe(3);
    expect(values['waypost_publish_to_receipt_seconds_sum']).toBeGreaterThan(0);
  });

  it('tells no secrets, keys, ids or URLs', async () => {
    const { text } = await scrape();
    const hidden = [
      target.webhook.id,
      target.account.id,
      target.account.apiKey,
      service.publisherKey,
      'whsec_',
      '127.0.0.1',
      'path-of',
    ];
    expect(hidden.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('is all that its port serves, and is not served by the API', async () => {
    const url = service.metricsUrl ?? '';
    for (const other of [
      url.replace('/metrics', '/'),
      url.replace('/metrics', '/healthz'),
      `${url}/`,
      url.replace('/metrics', '/webhooks'),
    ])
      expect((await fetch(other)).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${service.url}/metrics`)).status).toBe(404);
  });
});

describe('the log', () => {
  it('has one line per attempt with the ids of all that it belongs to', async () => {
    const lines = service.logLines.filter(({ msg, webhookId }) => msg === 'attempt' && webhookId === target.webhook.id);
    const deliveries = await deliveriesOf(service.pool, target.webhook.id);
    expect(new Set(lines.map(({ deliveryId }) => deliveryId))).toEqual(new Set(deliveries.map(({ id }) => id)));
    expect(lines).toHaveLength(3);
    for (const { deliveryId, eventId, durationMillis, ...line } of lines) {
      expect(deliveries).toContainEqual(expect.objectContaining({ id: deliveryId, event_id: eventId }));
      expect(durationMillis).toEqual(expect.any(Number));
      expect(line).toMatchObject({
        accountId: target.account.id,
        eventType: 'ROUTE_CREATED',
        attemptNumber: 1,
        status: 200,
        errorKind: null,
        state: 'succeeded',
      });
    }
    expect(service.logLines).toContainEqual(
      expect.objectContaining({
        msg: 'attempt',
        webhookId: failing.webhook.id,
        status: 503,
        state: 'pending',
        retryInSeconds: expect.any(Number),
      }),
    );
    expect(service.logLines.filter(({ msg }) => msg === 'attempt')).toHaveLength(5);
  });

  it('tells no secret, no key, nothing of the notification and no URL of a receiver', async () => {
    const log = JSON.stringify(service.logLines);
    const secret = await service.secretOf(target.webhook.id);
    const hidden = [
      secret,
      secret.slice('whsec_'.length),
      target.account.apiKey,
      service.publisherKey,
      'R-1001',
      'path-of-the-receiver',
      'parameter',
    ];
    expect(hidden.filter((text) => log.includes(text))).toEqual([]);
  });
});
