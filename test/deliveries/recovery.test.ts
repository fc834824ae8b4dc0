import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../../src/database/client.js';
import { advanceRecoveries } from '../../src/deliveries/advanceRecoveries.js';
import { queueOf, statesOf } from '../support/deliveryRows.js';
import type { Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';
import { startDeliveriesService, type AccountDeliveries, type DeliveriesService } from '../support/deliveriesApi.js';
import { storeDeliveries, storeMissedEvents } from '../support/storedDeliveries.js';

const since = new Date(Date.now() - 7_200_000).toISOString();

interface Failed {
  target: Target;
  api: AccountDeliveries;
  /** The ids of all events that a recovery with `include_missed` sends. */
  events: string[];
}

/** A webhook that has been there for two hours, with deliveries that failed and events that it missed an hour ago. */
async function failed(service: DeliveriesService, { exhausted = 0, missed = 0 }): Promise<Failed> {
  const { pool } = service;
  const target = await service.createTarget();
  await pool.query('UPDATE webhooks SET created_at = $2 WHERE id = $1', [target.webhook.id, since]);
  const owner = { accountId: target.account.id, webhookId: target.webhook.id };
  await storeDeliveries(
    pool,
    owner,
    Array.from({ length: exhausted }, () => ({ state: 'exhausted' as const })),
  );
  const at = Date.now() - 3_000_000;
  await storeMissedEvents(
    pool,
    target.account.id,
    Array.from({ length: missed }, (_, i) => ({ at: new Date(at + i) })),
  );
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM events WHERE account_id = $1 ORDER BY id', [
    target.account.id,
  ]);
  return { target, api: service.as(target.account), events: rows.map(({ id }) => id) };
}

const receivedBy = (target: Target) => target.receiver.requests.map(({ headers }) => String(headers['webhook-id']));

/** Fails unless each of the events is in the queue exactly once. */
async function expectQueuedOnce(service: DeliveriesService, { target, events }: Failed): Promise<void> {
  const { rows } = await service.pool.query<{ event_id: string }>(
    'SELECT event_id FROM delivery_queue WHERE webhook_id = $1 ORDER BY 1',
    [target.webhook.id],
  );
  expect(rows.map(({ event_id }) => event_id)).toEqual(events);
  expect(await statesOf(service.pool, target.webhook.id)).toEqual({ pending: events.length });
}

const recoveriesLeft = async ({ pool }: DeliveriesService) =>
  (await pool.query('SELECT id FROM recoveries')).rows.length;

describe('a recovery, batch by batch,', () => {
  let service: DeliveriesService;
  beforeAll(async () => {
    service = await startDeliveriesService({}, ['api']);
  });
  afterAll(() => service.stop());
  const advance = () => advanceRecoveries(service.pool);

  /** As if the receiver had taken everything that is queued. */
  const deliverAll = ({ target }: Failed) =>
    service.pool.query(`UPDATE delivery_queue SET leased_until = now() + interval '1 h' WHERE webhook_id = $1`, [
      target.webhook.id,
    ]);

  it('queues a bounded number at a time, and no more while the receiver has not taken them', async () => {
    const some = await failed(service, { exhausted: 450, missed: 230 });
    await some.api.recover(some.target.webhook.id, { since, include_missed: true });
    expect([await advance(), await advance(), await advance()]).toEqual([200, 200, 0]);
    await deliverAll(some);
    const queued = [await advance(), await advance(), await advance()];
    expect(queued).toEqual([50, 200, 30]);
    expect(await advance()).toBe(0);
    expect(await recoveriesLeft(service)).toBe(0);
    await expectQueuedOnce(service, some);
  });

  it('that is asked for again, and again by several workers at once, sends nothing twice', async () => {
    const some = await failed(service, { exhausted: 150, missed: 150 });
    for (let i = 0; i < 4; i += 1) {
      const answer = await some.api.recover(some.target.webhook.id, { since, include_missed: true });
      expect(answer).toEqual({ count: 300, failed: 150, missed: 150 });
    }
    const others = Array.from({ length: 4 }, () =>
      openDatabase(service.databaseUrl, { poolSize: 1, onError: () => undefined }),
    );
    do await Promise.all(others.map(({ sql }) => advanceRecoveries(sql)));
    while ((await recoveriesLeft(service)) > 0);
    await Promise.all(others.map(({ close }) => close()));
    await expectQueuedOnce(service, some);
    expect(await some.api.recover(some.target.webhook.id, { since, include_missed: true })).toMatchObject({ count: 0 });
    expect([await advance(), await advance()]).toEqual([0, 0]);
    await expectQueuedOnce(service, some);
  });

  it('goes on from where another worker left it', async () => {
    const some = await failed(service, { exhausted: 210, missed: 190 });
    await some.api.recover(some.target.webhook.id, { since, include_missed: true });
    const dead = openDatabase(service.databaseUrl, { poolSize: 1, onError: () => undefined });
    expect(await advanceRecoveries(dead.sql)).toBe(200);
    await dead.close();
    expect([await advance(), await advance()]).toEqual([10, 190]);
    await expectQueuedOnce(service, some);
  });

  it('waits while the webhook is disabled, and goes on once it is enabled', async () => {
    const some = await failed(service, { exhausted: 3, missed: 3 });
    const patch = (enabled: boolean) =>
      some.target.account.call('updateWebhook', { id: some.target.webhook.id, body: { enabled } });
    await some.api.recover(some.target.webhook.id, { since, include_missed: true });
    await patch(false);
    expect([await advance(), await advance(), await recoveriesLeft(service)]).toEqual([0, 0, 1]);
    await patch(true);
    expect([await advance(), await advance(), await recoveriesLeft(service)]).toEqual([3, 3, 0]);
    await expectQueuedOnce(service, some);
  });

  it('ends with its webhook', async () => {
    const some = await failed(service, { exhausted: 3, missed: 3 });
    await some.api.recover(some.target.webhook.id, { since, include_missed: true });
    await some.target.account.call('deleteWebhook', { id: some.target.webhook.id });
    expect([await advance(), await recoveriesLeft(service)]).toEqual([0, 0]);
    expect(await queueOf(service.pool, some.target.webhook.id)).toEqual([]);
  });

  it('sends no missed events unless asked to, also if a worker died between its end and its removal', async () => {
    const some = await failed(service, { exhausted: 1, missed: 3 });
    await some.api.recover(some.target.webhook.id, { since });
    await service.pool.query('UPDATE recoveries SET failed_cursor = NULL');
    expect([await advance(), await recoveriesLeft(service)]).toEqual([0, 0]);
    expect(await statesOf(service.pool, some.target.webhook.id)).toEqual({ exhausted: 1 });
  });

  it('does not read the whole log at once, and finds what is far apart', async () => {
    const some = await failed(service, {});
    const succeeded = Array.from({ length: 20_010 }, () => ({ state: 'succeeded' as const }));
    const stored = await storeDeliveries(
      service.pool,
      { accountId: some.target.account.id, webhookId: some.target.webhook.id },
      [{ state: 'exhausted' }, ...succeeded, { state: 'exhausted' }],
    );
    await some.api.recover(some.target.webhook.id, { since, include_missed: true });
    const steps: number[] = [];
    do steps.push(await advance());
    while ((await recoveriesLeft(service)) > 0);
    expect(steps).toEqual([1, 1, 0, 0]); // two looks at the deliveries, and two at their events
    const queued = await queueOf(service.pool, some.target.webhook.id);
    expect(queued.map(({ delivery_id }) => delivery_id)).toEqual([stored.at(0)?.id, stored.at(-1)?.id]);
  });
});

describe('while a recovery goes on', () => {
  let service: DeliveriesService;
  beforeAll(async () => {
    service = await startDeliveriesService({ WEBHOOK_CONCURRENCY: '2' }, ['api']);
  });
  afterAll(() => service.stop());

  it('a live event overtakes the thousand that are being recovered, and a worker that stops leaves them to the next', async () => {
    const some = await failed(service, { exhausted: 700, missed: 300 });
    const { target, api, events } = some;
    const held: ServerResponse[] = [];
    target.receiver.respondWith((_, response) => held.push(response));
    const first = await service.startAnother(['worker']);
    expect(await api.recover(target.webhook.id, { since, include_missed: true })).toMatchObject({ count: 1_000 });
    await target.receiver.waitForRequests(2);
    await eventually(async () => {
      expect((await queueOf(service.pool, target.webhook.id)).length).toBeGreaterThanOrEqual(400);
    });

    const live = await target.publish();
    target.receiver.respondWith(200);
    for (const response of held) response.end();
    await eventually(() => {
      expect(receivedBy(target)).toContain(live.id);
    });
    const place = receivedBy(target).indexOf(live.id);
    expect(place).toBeLessThan(100); // what was claimed already goes before it, and no more

    await first.stop();
    expect(receivedBy(target).length).toBeLessThan(1_001);
    await service.startAnother(['worker']);
    await eventually(() => {
      expect(receivedBy(target)).toHaveLength(1_001);
    });
    expect(receivedBy(target).toSorted()).toEqual([...events, live.id].toSorted());
    await eventually(async () => {
      expect(await statesOf(service.pool, target.webhook.id)).toEqual({ succeeded: 1_001 });
    });
    const { rows } = await service.pool.query(
      'SELECT manual, count(*)::int AS n FROM deliveries WHERE webhook_id = $1 GROUP BY manual ORDER BY manual',
      [target.webhook.id],
    );
    expect(rows).toEqual([
      { manual: false, n: 1 },
      { manual: true, n: 1_000 },
    ]);
  });
});
