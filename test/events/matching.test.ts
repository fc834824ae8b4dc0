import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deliveriesOf } from '../support/deliveryRows.js';
import { first, routeCreated, startDeliveryService, type DeliveryService } from '../support/delivering.js';
import type { TestAccount } from '../support/service.js';

let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
});
afterAll(() => service.stop());

let account: TestAccount;
beforeEach(async () => {
  account = await service.createAccount();
});

interface Case {
  events?: string[];
  dc_ids?: string[];
  enabled?: boolean;
  published: object;
}

describe('an event makes a delivery for a webhook', () => {
  it.each<[string, Case]>([
    ['that asks for exactly its type and DC', { events: ['ROUTE_CREATED'], dc_ids: ['1'], published: {} }],
    ['that asks for more types', { events: ['ROUTE_STARTED', 'ROUTE_CREATED'], dc_ids: ['1'], published: {} }],
    ['that asks for more DCs', { events: ['ROUTE_CREATED'], dc_ids: ['0', '1', '2'], published: {} }],
    ['whose DC has characters that mean something to SQL', { dc_ids: ['%'], published: { dc_id: '%' } }],
    ['whose DC is a text of JSON', { dc_ids: ['{"1",\'}'], published: { dc_id: '{"1",\'}' } }],
  ])('%s', async (_, { published, ...changes }) => {
    const { id } = await account.createWebhook(changes);
    const [accepted] = await service.publish([{ ...routeCreated(account.id), ...published }]);
    expect(accepted?.deliveries).toBe(1);
    expect(await deliveriesOf(service.pool, id)).toMatchObject([{ state: 'pending', attempt_count: 0 }]);
  });
});

describe('an event makes no delivery for a webhook', () => {
  it.each<[string, Case]>([
    ['that asks for another type', { events: ['ROUTE_STARTED'], dc_ids: ['1'], published: {} }],
    ['that asks for another DC', { events: ['ROUTE_CREATED'], dc_ids: ['2'], published: {} }],
    ['that asks for a DC that begins alike', { events: ['ROUTE_CREATED'], dc_ids: ['11', ' 1', '1 '], published: {} }],
    ['that writes the DC in another case', { events: ['ROUTE_CREATED'], dc_ids: ['bo'], published: { dc_id: 'BO' } }],
    ['whose DC is a pattern', { events: ['ROUTE_CREATED'], dc_ids: ['%', '_', '.'], published: {} }],
    ['that is disabled', { events: ['ROUTE_CREATED'], dc_ids: ['1'], enabled: false, published: {} }],
  ])('%s, and is stored all the same', async (_, { published, enabled = true, ...changes }) => {
    const { id } = await account.createWebhook(changes);
    if (!enabled) await account.call('updateWebhook', { id, body: { enabled } });
    const [accepted] = await service.publish([{ ...routeCreated(account.id), ...published }]);
    expect(accepted?.deliveries).toBe(0);
    expect(await deliveriesOf(service.pool, id)).toEqual([]);
    const { rows } = await service.pool.query<{ n: number }>(
      'SELECT delivery_count AS n FROM events WHERE account_id = $1',
      [account.id],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('of another account', async () => {
    const other = await service.createAccount();
    const { id } = await other.createWebhook({ events: ['ROUTE_CREATED'], dc_ids: ['1'] });
    expect(first(await service.publish([routeCreated(account.id)])).deliveries).toBe(0);
    expect(await deliveriesOf(service.pool, id)).toEqual([]);
  });

  it('that was deleted', async () => {
    const { id } = await account.createWebhook({ events: ['ROUTE_CREATED'], dc_ids: ['1'] });
    await account.call('deleteWebhook', { id });
    expect(first(await service.publish([routeCreated(account.id)])).deliveries).toBe(0);
  });
});

describe('matching', () => {
  it('is frozen when the event is published: a webhook that comes later, or is enabled later, gets nothing of it', async () => {
    const disabled = await account.createWebhook({ events: ['ROUTE_CREATED'], dc_ids: ['1'] });
    await account.call('updateWebhook', { id: disabled.id, body: { enabled: false } });
    await service.publish([routeCreated(account.id)]);
    await account.call('updateWebhook', { id: disabled.id, body: { enabled: true } });
    const later = await account.createWebhook({ events: ['ROUTE_CREATED'], dc_ids: ['1'] });
    for (const { id } of [disabled, later]) expect(await deliveriesOf(service.pool, id)).toEqual([]);
  });

  it('makes one delivery per webhook, also for webhooks with the same URL', async () => {
    for (let i = 0; i < 3; i += 1) await account.createWebhook({ events: ['ROUTE_CREATED'], dc_ids: ['1'] });
    expect(first(await service.publish([routeCreated(account.id)])).deliveries).toBe(3);
  });

  it('tells the events of one request apart, by account, type and DC', async () => {
    const other = await service.createAccount();
    const mine = await account.createWebhook({ events: ['ROUTE_CREATED'], dc_ids: ['1', '2'] });
    const theirs = await other.createWebhook({ events: ['ROUTE_STARTED'], dc_ids: ['1'] });
    const accepted = await service.publish([
      routeCreated(account.id),
      { ...routeCreated(account.id), event: 'ROUTE_STARTED' },
      { ...routeCreated(account.id), dc_id: '2' },
      { ...routeCreated(other.id), event: 'ROUTE_STARTED' },
      { ...routeCreated(other.id), event: 'ROUTE_STARTED', dc_id: '2' },
    ]);
    expect(accepted.map(({ deliveries }) => deliveries)).toEqual([1, 0, 1, 1, 0]);
    const eventIds = async (id: string) =>
      (await deliveriesOf(service.pool, id)).map(({ event_id }) => event_id).sort();
    expect(await eventIds(mine.id)).toEqual([accepted[0]?.id, accepted[2]?.id].sort());
    expect(await eventIds(theirs.id)).toEqual([accepted[3]?.id]);
  });
});
