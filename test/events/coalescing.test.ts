import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { passWaitingTime } from '../support/deliveryRows.js';
import type { Accepted, Target } from '../support/delivering.js';
import { claimOf } from '../support/claims.js';
import { eventually } from '../support/eventually.js';
import { startDeliveriesService, type AccountDeliveries, type DeliveriesService } from '../support/deliveriesApi.js';

let service: DeliveriesService;
let target: Target;
let api: AccountDeliveries;

/** The event type of which only the latest counts, and what tells of what it is the latest. */
const etas = (route: string, n: number) => ({
  account_id: target.account.id,
  event: 'ROUTE_ETAS_CHANGED',
  dc_id: '1',
  route_id: route,
  n,
});
const publishEtas = async (...[route, n]: Parameters<typeof etas>): Promise<Accepted> => {
  const [accepted] = await service.publish([etas(route, n)]);
  if (!accepted) throw new Error('Nothing was published.');
  return accepted;
};

/** The state of each delivery of a webhook, oldest event first, by the id of its event. */
async function statesIn(webhookId = target.webhook.id): Promise<[eventId: string, state: string][]> {
  const { deliveries } = await api.list(webhookId, 'limit=200');
  return deliveries.map(({ event_id, state }): [string, string] => [event_id ?? '', state]).reverse();
}

/** What has arrived, by the `n` of its body. */
const received = () => target.receiver.requests.map(({ body }) => (JSON.parse(body) as { n: number }).n);

async function newTarget(): Promise<void> {
  target = await service.createTarget();
  api = service.as(target.account);
}

describe('while it waits to be sent, an older event of the same route is superseded', () => {
  beforeAll(async () => {
    service = await startDeliveriesService({}, ['api']); // nothing is sent: everything waits
  });
  beforeEach(newTarget);
  afterAll(() => service.stop());

  it('by a newer one of a later request, as the log shows', async () => {
    const older = await publishEtas('R-1', 1);
    const newer = await publishEtas('R-1', 2);
    expect([older.deliveries, newer.deliveries]).toEqual([1, 1]);
    expect(await statesIn()).toEqual([
      [older.id, 'superseded'],
      [newer.id, 'pending'],
    ]);
    const { deliveries } = await api.list(target.webhook.id, 'state=superseded');
    expect(deliveries).toMatchObject([
      { event_id: older.id, attempt_count: 0, next_attempt_at: null, finished_at: expect.any(String) },
    ]);
    expect(await api.get(deliveries[0]?.id ?? '')).toMatchObject({ attempts: [], payload: { n: 1 } });
    expect((await api.undelivered()).deliveries).toMatchObject([{ event_id: newer.id }]);
  });

  it('by the last one of the same request', async () => {
    const events = await service.publish([
      etas('R-1', 1),
      etas('R-2', 1),
      etas('R-1', 2),
      etas('R-1', 3),
      etas('R-2', 2),
    ]);
    expect(new Map(await statesIn())).toEqual(
      new Map(events.map(({ id }, i) => [id, i === 3 || i === 4 ? 'pending' : 'superseded'])),
    );
  });

  it('by the last one of a later request that has several', async () => {
    const older = await publishEtas('R-1', 1);
    const [middle, newest] = await service.publish([etas('R-1', 2), etas('R-1', 3)]);
    expect(new Map(await statesIn())).toEqual(
      new Map([
        [older.id, 'superseded'],
        [middle?.id, 'superseded'],
        [newest?.id, 'pending'],
      ]),
    );
  });

  it('for each webhook that waits, and only there', async () => {
    const second = await target.account.createWebhook({ events: ['ROUTE_ETAS_CHANGED'], dc_ids: ['1'] });
    const elsewhere = await target.account.createWebhook({ events: ['ROUTE_ETAS_CHANGED'], dc_ids: ['1', '2'] });
    const older = await publishEtas('R-1', 1);
    await claimOf(service.pool, second.id); // it is being sent there
    const [newer] = await service.publish([{ ...etas('R-1', 2), dc_id: '2' }]);
    expect(await statesIn()).toEqual([[older.id, 'pending']]);
    expect(await statesIn(second.id)).toEqual([[older.id, 'pending']]);
    expect(await statesIn(elsewhere.id)).toEqual([
      [older.id, 'superseded'],
      [newer?.id, 'pending'],
    ]);
  });

  it('and no event of another route, event type or account is', async () => {
    const [first] = await service.publish([etas('R-1', 1)]);
    const others = await service.publish([etas('R-2', 1), { ...etas('R-1', 2), event: 'ROUTE_STARTED' }]);
    const stranger = await service.createTarget();
    await stranger.publish({ event: 'ROUTE_ETAS_CHANGED', route_id: 'R-1' });
    expect(new Map(await statesIn())).toEqual(new Map([first, ...others].map((event) => [event?.id, 'pending'])));
  });

  it.each(['ROUTE_CREATED', 'ROUTE_STARTED', 'WAYPOINT_STATUS_CHANGED'])(
    'and none of a type that the contract gives no x-coalesce-by: %s',
    async (event) => {
      const events = [1, 2].map((n) => ({ ...etas('R-1', n), event, waypoint_id: 'W-1' }));
      await service.publish([...events, ...events]);
      await service.publish(events);
      expect((await statesIn()).map(([, state]) => state)).toEqual(Array(6).fill('pending'));
    },
  );

  it('and a repeated event supersedes nothing, neither in a later request nor in the same', async () => {
    await service.publish([{ ...etas('R-1', 1), id: 'first' }]);
    await service.publish([{ ...etas('R-1', 2), id: 'second' }]);
    await service.publish([{ ...etas('R-1', 1), id: 'first' }]);
    const expected = [
      ['first', 'superseded'],
      ['second', 'pending'],
    ];
    expect(await statesIn()).toEqual(expected);
    await service.publish([
      { ...etas('R-1', 3), id: 'third' },
      { ...etas('R-1', 2), id: 'second' },
    ]);
    expect(await statesIn()).toEqual([...expected.slice(0, 1), ['second', 'superseded'], ['third', 'pending']]);
  });

  it('and one whose request is rolled back supersedes nothing', async () => {
    const older = await publishEtas('R-1', 1);
    const events = [etas('R-1', 2), { ...etas('R-1', 3), account_id: '019b76da-a800-7000-8000-0000000000a1' }];
    expect((await service.callEvents('publishEvents', { body: { events } })).status).toBe(400);
    expect(await statesIn()).toEqual([[older.id, 'pending']]);
  });

  it('whichever of many publishers comes last: exactly one is left once they have come to an end', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => service.publish([etas('R-1', n), etas('R-2', n)])));
    const last = await service.publish([etas('R-1', 100), etas('R-2', 100)]);
    const states = await statesIn();
    expect(states).toHaveLength(42);
    const pending = states.filter(([, state]) => state === 'pending').map(([id]) => id);
    expect(pending.toSorted()).toEqual(last.map(({ id }) => id).toSorted());
  });
});

describe('at a receiver that was down, or is busy,', () => {
  beforeAll(async () => {
    service = await startDeliveriesService({ RETRY_SCHEDULE_SECONDS: '600,600' });
  });
  beforeEach(newTarget);
  afterAll(() => service.stop());

  it('only the latest arrives of what failed meanwhile', async () => {
    target.receiver.respondWith(503);
    for (const n of [1, 2, 3, 4]) {
      await publishEtas('R-1', n);
      // It was tried, and waits for its next attempt.
      await eventually(async () => {
        expect((await api.list(target.webhook.id)).deliveries[0]).toMatchObject({ attempt_count: 1, state: 'pending' });
      });
    }
    expect((await statesIn()).map(([, state]) => state)).toEqual(['superseded', 'superseded', 'superseded', 'pending']);
    const before = received().length;
    target.receiver.respondWith(200);
    await passWaitingTime(service.pool, target.webhook.id);
    await eventually(async () => {
      expect((await statesIn()).at(-1)).toEqual([expect.any(String), 'succeeded']);
    });
    expect(received().slice(before)).toEqual([4]);
    expect((await statesIn()).map(([, state]) => state)).toEqual([
      'superseded',
      'superseded',
      'superseded',
      'succeeded',
    ]);
  });

  it('one that is being attempted right now is left to its attempt', async () => {
    const held: ServerResponse[] = [];
    target.receiver.respondWith((_, response) => held.push(response));
    const older = await publishEtas('R-1', 1);
    await target.receiver.waitForRequests(1);
    const newer = await publishEtas('R-1', 2);
    await target.receiver.waitForRequests(2);
    expect((await statesIn()).map(([, state]) => state)).toEqual(['pending', 'pending']);
    for (const response of held) response.end();
    await eventually(async () => {
      expect(await statesIn()).toEqual([
        [older.id, 'succeeded'],
        [newer.id, 'succeeded'],
      ]);
    });
    expect(received()).toEqual([1, 2]);
  });

  it('one that somebody asked for is sent, although a newer one waits', async () => {
    const { pool } = service;
    target.receiver.respondWith(503);
    await publishEtas('R-1', 1);
    await eventually(async () => {
      expect((await api.list(target.webhook.id)).deliveries[0]).toMatchObject({ attempt_count: 1 });
    });
    await publishEtas('R-1', 2);
    await eventually(async () => {
      expect((await api.list(target.webhook.id)).deliveries[0]).toMatchObject({ attempt_count: 1 });
    });
    const [newer, older] = (await api.list(target.webhook.id)).deliveries;
    expect([older?.state, newer?.state]).toEqual(['superseded', 'pending']);
    target.receiver.respondWith(200);
    await api.retry(older?.id ?? '');
    await eventually(async () => {
      expect(await api.get(older?.id ?? '')).toMatchObject({ state: 'succeeded', attempts: [{}, { manual: true }] });
    });
    await passWaitingTime(pool, target.webhook.id);
    await eventually(async () => {
      expect(await api.get(newer?.id ?? '')).toMatchObject({ state: 'succeeded' });
    });
  });
});
