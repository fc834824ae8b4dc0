import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AcceptableEvent } from '../../src/events/acceptEvents.js';
import type { Room } from '../../src/events/handOver.js';
import { storeEvents, type StoredEvents } from '../../src/events/storeEvents.js';
import { startDatabaseProxy, type DatabaseProxy } from '../support/databaseProxy.js';
import { claimOf } from '../support/claims.js';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { attemptsOf, passLeases, queueOf, statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

describe('what is stored for the worker of the same process', () => {
  /** Nothing is sent here. */
  let service: DeliveryService;
  let target: Target;
  let second: string;
  beforeAll(async () => {
    service = await startDeliveryService({}, ['api']);
  });
  beforeEach(async () => {
    target = await service.createTarget();
    second = (await target.account.createWebhook({ dc_ids: ['1', '2'] })).id;
  });
  afterAll(() => service.stop());

  const plenty: Room = { deliveries: 100, bytes: 10_000, defaultFree: 10, freePerWebhook: {}, leaseSeconds: 30 };
  const event = (changes: Partial<AcceptableEvent> = {}): AcceptableEvent => ({
    accountId: target.account.id,
    externalId: null,
    eventType: 'ROUTE_CREATED',
    dcId: '1',
    routeId: 'R-1',
    occurredMillis: Date.now(),
    body: '{"a":"ü"}',
    coalesceKey: null,
    ...changes,
  });
  const store = (events: AcceptableEvent[], room: Partial<Room> = {}): Promise<StoredEvents> =>
    storeEvents(service.pool, events, { ...plenty, ...room });
  const handedOf = ({ handed }: StoredEvents, webhookId: string) =>
    handed.filter((delivery) => delivery.webhookId === webhookId).length;

  it('is claimed already: as attempt 1, with all that sending it needs, and by nobody else', async () => {
    const { accepted, handed, waiting } = await store([event({ externalId: 'mine' })]);
    expect([accepted, handed.length, waiting]).toEqual([[{ id: 'mine', deliveries: 2 }], 2, 0]);
    expect(handed.find(({ webhookId }) => webhookId === target.webhook.id)).toMatchObject({
      attemptNumber: 1,
      eventId: 'mine',
      accountId: target.account.id,
      body: Buffer.from('{"a":"ü"}'),
      bodyBytes: 10,
      webhook: { url: `${target.receiver.url}/hook`, enabled: true, sealedSecrets: [expect.any(Buffer)] },
    });
    expect(await queueOf(service.pool, target.webhook.id)).toMatchObject([{ place: 'leased', attempt_number: 1 }]);
    expect(await claimOf(service.pool, target.webhook.id)).toEqual([]);
  });

  it('is claimed by others when the lease has run out, as attempt 2', async () => {
    const { handed } = await store([event()]);
    await passLeases(service.pool, target.webhook.id);
    expect(await claimOf(service.pool, target.webhook.id)).toMatchObject([
      { deliveryId: handed.find(({ webhookId }) => webhookId === target.webhook.id)?.deliveryId, attemptNumber: 2 },
    ]);
  });

  it.each<[string, Partial<Room>, [number, number]]>([
    ['webhook', { freePerWebhook: {}, defaultFree: 2 }, [2, 2]],
    ['process', { deliveries: 3 }, [2, 1]],
    ['bytes', { bytes: 35 }, [2, 1]],
    ['nothing at all', { deliveries: 0 }, [0, 0]],
  ])('is as much as there is room for: of each %s', async (_, room, expected) => {
    const stored = await store([event(), event(), event()], room);
    expect([handedOf(stored, target.webhook.id), handedOf(stored, second)].sort()).toEqual(expected.toSorted());
    expect(stored.waiting).toBe(6 - expected[0] - expected[1]);
    const places = [...(await queueOf(service.pool, target.webhook.id)), ...(await queueOf(service.pool, second))];
    expect(places.filter(({ place }) => place === 'leased')).toHaveLength(expected[0] + expected[1]);
    expect(places.filter(({ place }) => place === 'ready')).toHaveLength(stored.waiting);
  });

  it('is none of a webhook that is told to be full, and the oldest of the others', async () => {
    const stored = await store([event({ body: '1' }), event({ body: '2' })], {
      freePerWebhook: { [target.webhook.id]: 0, [second]: 1 },
    });
    expect(stored.handed).toMatchObject([{ webhookId: second, body: Buffer.from('1') }]);
  });

  it('is not what was stored before, nor what a later event of the request takes the place of', async () => {
    await store([event({ externalId: 'once' })]);
    const again = await store([event({ externalId: 'once' })]);
    expect([again.handed, again.accepted]).toEqual([[], [{ id: 'once', deliveries: 2 }]]);
    const { handed } = await store([
      event({ coalesceKey: 'key', body: '1' }),
      event({ coalesceKey: 'key', body: '2' }),
    ]);
    expect(handed.map(({ body }) => body.toString())).toEqual(['2', '2']);
  });
});

describe('a service that publishes and delivers', () => {
  let service: DeliveryService;
  let proxy: DatabaseProxy;
  const statements: string[] = [];
  beforeAll(async () => {
    service = await startDeliveryService({}, ['api', 'worker'], {
      connectThrough: async (url) => {
        proxy = await startDatabaseProxy(url, (text) => statements.push(text));
        return proxy.url;
      },
    });
  });
  afterAll(async () => {
    await service.stop();
    await proxy.down();
  });
  const countOf = (part: string) => statements.filter((text) => text.includes(part)).length;

  it('sends an event with a statement to store it and one to settle it, and claims nothing', async () => {
    const target = await service.createTarget();
    statements.length = 0;
    await target.publish();
    await eventually(async () => {
      expect(await statesOf(service.pool, target.webhook.id)).toEqual({ succeeded: 1 });
    });
    expect([countOf('INSERT INTO event_keys'), countOf('FROM unnest($1::uuid[], $2::uuid[]) AS wanted')]).toEqual([
      1, 0,
    ]);
    expect([countOf('DELETE FROM delivery_queue q USING result'), countOf('pg_notify')]).toEqual([1, 0]);
    expect(await attemptsOf(service.pool, target.webhook.id)).toMatchObject([{ number: 1, status_code: 200 }]);
  });

  it('claims what it had no room for, and sends all of a burst once', async () => {
    const target = await service.createTarget();
    const accepted = await target.publishMany(300);
    await eventually(async () => {
      expect(await statesOf(service.pool, target.webhook.id)).toEqual({ succeeded: 300 });
    });
    expect(target.receiver.requests.map(({ headers }) => String(headers['webhook-id'])).sort()).toEqual(
      accepted.map(({ id }) => id).sort(),
    );
  });

  it('leaves no lease behind when it stops with a burst on its hands', async () => {
    const target = await service.createTarget();
    target.receiver.respondWith((_, response) => setTimeout(() => response.end(), 20));
    const other = await service.startAnother(['api', 'worker']);
    await target.publishMany(200);
    await other.stop();
    await eventually(async () => {
      expect(await statesOf(service.pool, target.webhook.id)).toEqual({ succeeded: 200 });
    });
    expect(target.receiver.requests).toHaveLength(200);
  });
});
