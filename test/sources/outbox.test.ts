import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidEvents, publishEvents, UnknownAccounts, type PublishedEvent } from '../../src/sources/outbox.js';
import { deliveriesOf, statesOf } from '../support/deliveryRows.js';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';

let service: DeliveryService;
let target: Target;
beforeAll(async () => {
  service = await startDeliveryService();
  target = await service.createTarget();
});
afterAll(() => service.stop());

function event(further: object = {}): PublishedEvent {
  return { account_id: target.account.id, event: 'ROUTE_CREATED', dc_id: '1', route_id: 'R-1001', ...further };
}

async function storedEvents(): Promise<number> {
  return service.database.prisma.event.count();
}

/** A change of the caller's own, in the same transaction. */
function rename(tx: Parameters<Parameters<typeof service.database.prisma.$transaction>[0]>[0], name: string) {
  return tx.account.update({ where: { id: target.account.id }, data: { name } });
}

async function nameOfAccount(): Promise<string> {
  return (await service.database.prisma.account.findUniqueOrThrow({ where: { id: target.account.id } })).name;
}

async function allDelivered(): Promise<void> {
  await eventually(async () => {
    expect(Object.keys(await statesOf(service.pool, target.webhook.id))).toEqual(['succeeded']);
  });
}

describe('publishEvents in a transaction of the caller', () => {
  it('commits with the change that it belongs to, and is delivered', async () => {
    const accepted = await service.database.prisma.$transaction(async (tx) => {
      await rename(tx, 'committed');
      return publishEvents(tx, [event({ id: 'outbox-1', further: [1] }), event({ dc_id: 'none' })]);
    });
    expect(accepted).toEqual([
      { id: 'outbox-1', deliveries: 1 },
      { id: accepted[1]?.id, deliveries: 0 },
    ]);
    const [request] = await target.receiver.waitForRequests(1);
    expect(request?.headers['webhook-id']).toBe('outbox-1');
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ event: 'ROUTE_CREATED', route_id: 'R-1001', further: [1] });
    expect(await nameOfAccount()).toBe('committed');
  });

  it('has never been after a rollback, and its id is free', async () => {
    await allDelivered();
    const before = await storedEvents();
    const rolledBack = service.database.prisma.$transaction(async (tx) => {
      await rename(tx, 'rolled back');
      await publishEvents(tx, [event({ id: 'outbox-2', take: 1 })]);
      throw new Error('The business change failed.');
    });
    await expect(rolledBack).rejects.toThrow('The business change failed.');
    expect([await storedEvents(), await nameOfAccount()]).toEqual([before, 'committed']);

    expect(await publishEvents(service.database.prisma, [event({ id: 'outbox-2', take: 2 })])).toEqual([
      { id: 'outbox-2', deliveries: 1 },
    ]);
    await allDelivered();
    const received = target.receiver.requests.filter(({ headers }) => headers['webhook-id'] === 'outbox-2');
    expect(received.map(({ body }) => JSON.parse(body) as object)).toMatchObject([{ take: 2 }]);
  });

  it('is seen by nobody before the commit', async () => {
    const before = (await deliveriesOf(service.pool, target.webhook.id)).length;
    await service.database.prisma.$transaction(async (tx) => {
      await publishEvents(tx, [event()]);
      expect(await deliveriesOf(service.pool, target.webhook.id)).toHaveLength(before);
    });
    expect(await deliveriesOf(service.pool, target.webhook.id)).toHaveLength(before + 1);
    await allDelivered();
  });

  it('answers an id that was published before as it was the first time', async () => {
    const again = await service.database.prisma.$transaction((tx) => publishEvents(tx, [event({ id: 'outbox-1' })]));
    expect(again).toEqual([{ id: 'outbox-1', deliveries: 1 }]);
  });

  it.each([
    ['an event type that does not exist', { event: 'ROUTE_DELETED' }, '/events/1/event'],
    ['a field that the event type demands', { event: 'WAYPOINT_STATUS_CHANGED' }, '/events/1/waypoint_id'],
    ['an empty dc_id', { dc_id: '' }, '/events/1/dc_id'],
    ['an account_id that is no UUID', { account_id: 'demo' }, '/events/1/account_id'],
    ['an id that a signature could not separate', { id: 'a.b' }, '/events/1/id'],
    ['a field that contains itself', { further: circular() }, '/events/1/further'],
  ])('throws InvalidEvents for %s, with the place, and the transaction goes on', async (_, further, path) => {
    const before = await storedEvents();
    await service.database.prisma.$transaction(async (tx) => {
      const error: unknown = await publishEvents(tx, [event(), event(further)]).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InvalidEvents);
      expect(new Set((error as InvalidEvents).faults.map((fault) => fault.path))).toEqual(new Set([path]));
      expect(String(error)).toContain(path);
      await tx.account.count();
    });
    expect(await storedEvents()).toBe(before);
  });

  it('throws UnknownAccounts with the positions, having stored nothing', async () => {
    const before = await storedEvents();
    const stranger = event({ account_id: '019b76da-a800-7000-8000-00000000000a' });
    const error: unknown = await service.database.prisma
      .$transaction((tx) => publishEvents(tx, [stranger, event(), stranger]))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnknownAccounts);
    expect((error as UnknownAccounts).positions).toEqual([0, 2]);
    expect(await storedEvents()).toBe(before);
  });
});

function circular(): object {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
}
