import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { advanceRecoveries } from '../../src/deliveries/advanceRecoveries.js';
import { allEventTypes, type Target } from '../support/delivering.js';
import { startDeliveriesService, type AccountDeliveries, type DeliveriesService } from '../support/deliveriesApi.js';
import { storeDeliveries, storeMissedEvents, type StoredDelivery } from '../support/storedDeliveries.js';

let service: DeliveriesService;
let target: Target;
let api: AccountDeliveries;
beforeAll(async () => {
  service = await startDeliveriesService({}, ['api']); // nothing is sent here: what is queued stays to be looked at
});
beforeEach(async () => {
  target = await service.createTarget();
  api = service.as(target.account);
  // As if it had been there for long.
  await service.pool.query(`UPDATE webhooks SET created_at = '2025-01-01' WHERE id = $1`, [target.webhook.id]);
});
afterAll(() => service.stop());

const start = Date.parse('2026-01-01T09:00:00Z');
const minute = (n: number) => new Date(start + n * 60_000);
const since = minute(0).toISOString();
const owner = () => ({ accountId: target.account.id, webhookId: target.webhook.id });

/** Every state of every event type, one a minute. */
async function storeMixed() {
  const states = ['pending', 'parked', 'succeeded', 'exhausted', 'cancelled', 'superseded'] as const;
  const changes = states.flatMap((state) => allEventTypes.map((eventType) => ({ state, eventType })));
  return storeDeliveries(
    service.pool,
    owner(),
    changes.map((change, i) => ({ ...change, at: minute(i) })),
  );
}

/** All that a recovery could change. */
async function everything(): Promise<unknown[]> {
  const tables = ['deliveries', 'delivery_queue', 'recoveries', 'attempts', 'events'];
  const rows = tables.map((table) => service.pool.query(`SELECT * FROM ${table} ORDER BY 1`));
  return (await Promise.all(rows)).map((result) => result.rows as unknown);
}

/** Carries the recoveries out to their end, and returns the ids of the events that are queued for the webhook. */
async function carriedOut(): Promise<string[]> {
  const { pool } = service;
  do await advanceRecoveries(pool);
  while ((await pool.query('SELECT FROM recoveries')).rows.length > 0);
  const { rows } = await pool.query<{ event_id: string; manual: boolean }>(
    `SELECT event_id, manual FROM delivery_queue WHERE webhook_id = $1 AND manual ORDER BY event_id`,
    [target.webhook.id],
  );
  return rows.map(({ event_id }) => event_id);
}

const eventsOf = (deliveries: StoredDelivery[]) => deliveries.map(({ eventId }) => eventId).sort();

describe('recoverDeliveries', () => {
  it('recovers what is exhausted, unless told otherwise, and answers with the count', async () => {
    const stored = await storeMixed();
    const exhausted = stored.filter(({ state }) => state === 'exhausted');
    expect(await api.recover(target.webhook.id, { since })).toEqual({ count: 4, failed: 4, missed: 0 });
    expect(await carriedOut()).toEqual(eventsOf(exhausted));
    for (const { id } of exhausted) {
      expect(await api.get(id)).toMatchObject({
        state: 'pending',
        finished_at: null,
        next_attempt_at: expect.any(String),
      });
    }
  });

  it.each<[string[], string[] | undefined]>([
    [['succeeded'], undefined],
    [['superseded', 'exhausted'], undefined],
    [
      ['succeeded', 'exhausted', 'superseded'],
      ['ROUTE_STARTED', 'WAYPOINT_STATUS_CHANGED'],
    ],
    [['exhausted'], ['ROUTE_ETAS_CHANGED']],
  ])('recovers these states: %j, of these event types: %j', async (states, eventTypes) => {
    const stored = await storeMixed();
    const expected = stored.filter(
      ({ state, eventType }) => states.includes(state) && (eventTypes?.includes(eventType) ?? true),
    );
    const answer = await api.recover(target.webhook.id, {
      since,
      states,
      ...(eventTypes && { event_types: eventTypes }),
    });
    expect(answer).toEqual({ count: expected.length, failed: expected.length, missed: 0 });
    expect(await carriedOut()).toEqual(eventsOf(expected));
  });

  it('keeps to the span: from its beginning on, and before its end', async () => {
    const at = [0, 1, 2, 3, 4].map((n) => ({ state: 'exhausted' as const, at: minute(n) }));
    const stored = await storeDeliveries(service.pool, owner(), at);
    const missed = await storeMissedEvents(service.pool, target.account.id, at);
    const span = { since: minute(1).toISOString(), until: minute(3).toISOString(), include_missed: true };
    expect(await api.recover(target.webhook.id, span)).toEqual({ count: 4, failed: 2, missed: 2 });
    const events = [...eventsOf(stored.slice(1, 3)), ...missed.slice(1, 3)];
    expect(await carriedOut()).toEqual(events.sort());
  });

  it('with dry_run answers the same count and changes nothing', async () => {
    await storeMixed();
    await storeMissedEvents(service.pool, target.account.id, [{ at: minute(5) }]);
    const before = await everything();
    const request = { since, states: ['exhausted', 'succeeded'], include_missed: true };
    const tried = await api.recover(target.webhook.id, { ...request, dry_run: true });
    expect(tried).toEqual({ count: 9, failed: 8, missed: 1 });
    expect(await everything()).toEqual(before);
    expect(await api.recover(target.webhook.id, request)).toEqual(tried);
    expect(await carriedOut()).toHaveLength(9);
  });

  it('that has nothing to recover answers 0', async () => {
    expect(await api.recover(target.webhook.id, { since })).toEqual({ count: 0, failed: 0, missed: 0 });
    expect(await carriedOut()).toEqual([]);
    expect((await service.pool.query('SELECT FROM recoveries')).rows).toEqual([]);
  });

  it("touches no other webhook's deliveries", async () => {
    const other = await service.createTarget();
    const strangers = { accountId: other.account.id, webhookId: other.webhook.id };
    await storeDeliveries(service.pool, strangers, [{ state: 'exhausted', at: minute(1) }]);
    const second = await target.account.createWebhook();
    const sisters = { accountId: target.account.id, webhookId: second.id };
    const [sister] = await storeDeliveries(service.pool, sisters, [{ state: 'exhausted', at: minute(1) }]);
    expect(await api.recover(target.webhook.id, { since })).toMatchObject({ count: 0 });
    await carriedOut();
    expect(await api.get(sister?.id ?? '')).toMatchObject({ state: 'exhausted' });
    expect((await service.as(other.account).list(other.webhook.id)).deliveries).toMatchObject([{ state: 'exhausted' }]);
  });
});

describe('recoverDeliveries with include_missed', () => {
  const patch = (enabled: boolean) =>
    target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled } });

  it('sends what was published while the webhook was disabled, and nothing else', async () => {
    const before = new Date();
    await target.publish();
    await patch(false);
    const missed = await target.publishMany(3);
    await target.publish({ dc_id: 'another' });
    await patch(true);
    await target.publish();
    const request = { since: before.toISOString(), include_missed: true };
    expect(await api.recover(target.webhook.id, { ...request, include_missed: false })).toMatchObject({ count: 0 });
    expect(await api.recover(target.webhook.id, request)).toEqual({ count: 3, failed: 0, missed: 3 });
    expect(await carriedOut()).toEqual(missed.map(({ id }) => id).sort());
    const { deliveries } = await api.list(target.webhook.id, 'state=pending');
    expect(deliveries).toHaveLength(5);
  });

  it('may be counted while the webhook is still disabled, but not carried out', async () => {
    const before = new Date().toISOString();
    await patch(false);
    await target.publish();
    const request = { since: before, include_missed: true };
    expect(await api.recover(target.webhook.id, { ...request, dry_run: true })).toMatchObject({ missed: 1 });
    expect(await api.call('recoverDeliveries', { id: target.webhook.id, body: request })).toMatchObject({
      status: 400,
      body: { data: { code: 1301, message: 'The webhook is disabled: enable it first.' } },
    });
  });

  it('sends an event that other webhooks were sent, but this one was not', async () => {
    const before = new Date().toISOString();
    await target.account.createWebhook({ dc_ids: ['1'], events: ['ROUTE_CREATED'] });
    await patch(false);
    const event = await target.publish();
    expect(event.deliveries).toBe(1);
    await patch(true);
    expect(await api.recover(target.webhook.id, { since: before, include_missed: true })).toMatchObject({ missed: 1 });
    expect(await carriedOut()).toEqual([event.id]);
  });

  it('sends nothing from before the webhook was registered, nor what it did not ask for', async () => {
    const { pool } = service;
    const events = [
      { at: minute(1) },
      { at: minute(3), dcId: '2' },
      { at: minute(3), eventType: 'ROUTE_EATEN' },
      { at: minute(4), eventType: 'ROUTE_STARTED' },
      { at: minute(5) },
    ];
    const ids = await storeMissedEvents(pool, target.account.id, events);
    await pool.query('UPDATE webhooks SET created_at = $2 WHERE id = $1', [target.webhook.id, minute(2)]);
    const request = { since, include_missed: true };
    const ofType = { ...request, event_types: ['ROUTE_STARTED'] };
    expect(await api.recover(target.webhook.id, { ...ofType, dry_run: true })).toMatchObject({ missed: 1 });
    expect(await api.recover(target.webhook.id, request)).toMatchObject({ missed: 2 });
    expect(await carriedOut()).toEqual(ids.slice(3).sort());
  });

  it('knows a delivery as that of its event, also if the clock of the publisher is ahead', async () => {
    const { pool } = service;
    const [stored] = await storeDeliveries(pool, owner(), [{ at: minute(0) }]);
    const [event] = await storeMissedEvents(pool, target.account.id, [{ at: minute(1) }]);
    await pool.query('UPDATE deliveries SET event_id = $2 WHERE id = $1', [stored?.id, event]);
    const request = { since: new Date(start + 30_000).toISOString(), include_missed: true };
    expect(await api.recover(target.webhook.id, request)).toMatchObject({ missed: 0 });
    expect(await carriedOut()).toEqual([]);
  });
});

describe('recoverDeliveries is a 400 with the place of every fault', () => {
  it.each<[object, string[]]>([
    [{}, ['/body/since']],
    [{ since: 'yesterday' }, ['/body/since']],
    [{ since: '2026-01-01T00:00:00+01' }, ['/body/since']],
    [{ since: 1_767_261_600_000 }, ['/body/since']],
    [{ since, until: since }, ['/body/until']],
    [{ since, until: '2025-01-01T00:00:00Z' }, ['/body/until']],
    [{ since: '9999-12-31T23:59:59Z' }, ['/body/until']],
    [{ since, states: [] }, ['/body/states']],
    [{ since, states: ['exhausted', 'exhausted'] }, ['/body/states']],
    [{ since, states: ['pending'] }, ['/body/states/0']],
    [{ since, event_types: ['ROUTE_EATEN'] }, ['/body/event_types/0']],
    [{ since, include_missed: 'yes', dry_run: 1 }, ['/body/dry_run', '/body/include_missed']],
    [{ since, limit: 10 }, ['/body/limit']],
  ])('%j', async (body, places) => {
    const answer = await api.call('recoverDeliveries', { id: target.webhook.id, body });
    const found = [...new Set(answer.body.data.errors?.map(({ path }) => path))].sort();
    expect([answer.status, answer.body.data.code, found]).toEqual([400, 1000, places]);
    expect((await service.pool.query('SELECT FROM recoveries')).rows).toEqual([]);
  });

  it('a recovery of the whole of time is none', async () => {
    const request = {
      since: '0000-01-01T00:00:00Z',
      until: '9999-12-31T23:59:60Z',
      include_missed: true,
      dry_run: true,
    };
    await storeDeliveries(service.pool, owner(), [{ state: 'exhausted' }]);
    expect(await api.recover(target.webhook.id, request)).toEqual({ count: 1, failed: 1, missed: 0 });
  });
});
