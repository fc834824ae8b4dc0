import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { InvalidEvents, publishEvents, type PublishedEvent } from '@waypost/client/outbox';
import { DEFAULT_SCHEMA } from '../../src/config.js';
import { statesOf } from '../support/deliveryRows.js';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';
import { outboxRows, outboxSchemaOf } from '../support/outbox.js';

let service: DeliveryService;
let target: Target;
let schema: string;
beforeAll(async () => {
  service = await startDeliveryService();
  target = await service.createTarget();
  schema = await outboxSchemaOf(service.pool);
});
afterAll(() => service.stop());

function event(further: object = {}): PublishedEvent {
  return { account_id: target.account.id, event: 'ROUTE_CREATED', dc_id: '1', route_id: 'R-1001', ...further };
}

/** Runs something in a transaction on a client of `pg`. */
async function transaction(run: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await service.pool.connect();
  try {
    await client.query('BEGIN');
    await run(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function nameOfAccount(): Promise<string> {
  return (await service.database.prisma.account.findUniqueOrThrow({ where: { id: target.account.id } })).name;
}

async function received(id: string): Promise<object[]> {
  await eventually(async () => {
    expect(await outboxRows(service.pool)).toEqual([]);
    expect(Object.keys(await statesOf(service.pool, target.webhook.id))).toEqual(['succeeded']);
  });
  const requests = target.receiver.requests.filter(({ headers }) => headers['webhook-id'] === id);
  return requests.map(({ body }) => JSON.parse(body) as object);
}

describe('publishEvents in a transaction of the caller', () => {
  it('commits with the change that it belongs to, and is delivered: Prisma', async () => {
    await service.database.prisma.$transaction(async (tx) => {
      await tx.account.update({ where: { id: target.account.id }, data: { name: 'committed' } });
      await publishEvents(tx, [event({ id: 'prisma-1', further: [1] }), event({ dc_id: 'none' })], { schema });
    });
    expect(await received('prisma-1')).toMatchObject([{ event: 'ROUTE_CREATED', route_id: 'R-1001', further: [1] }]);
    expect(await nameOfAccount()).toBe('committed');
  });

  it('commits with the change that it belongs to, and is delivered: pg', async () => {
    await transaction((client) => publishEvents(client, [event({ id: 'pg-1' })], { schema }));
    expect(await received('pg-1')).toHaveLength(1);
  });

  it('has never been after a rollback, and its id is free', async () => {
    const rolledBack = service.database.prisma.$transaction(async (tx) => {
      await tx.account.update({ where: { id: target.account.id }, data: { name: 'rolled back' } });
      await publishEvents(tx, [event({ id: 'outbox-2', take: 1 })], { schema });
      throw new Error('The business change failed.');
    });
    await expect(rolledBack).rejects.toThrow('The business change failed.');
    expect([await outboxRows(service.pool), await nameOfAccount()]).toEqual([[], 'committed']);
    await publishEvents(service.pool, [event({ id: 'outbox-2', take: 2 })], { schema });
    expect(await received('outbox-2')).toMatchObject([{ take: 2 }]);
  });

  it('goes to the schema waypost unless it is told another, whatever its name is', async () => {
    const texts: string[] = [];
    const tx = { query: (text: string) => Promise.resolve(texts.push(text)) };
    await publishEvents(tx, [event()]);
    await publishEvents(tx, [event()], { schema: 'a"b' });
    expect(texts).toEqual(
      [`"${DEFAULT_SCHEMA}"`, '"a""b"'].map((name) => `INSERT INTO ${name}.outbox (events) VALUES ($1)`),
    );
  });

  it.each([
    ['an event type that does not exist', { event: 'ROUTE_DELETED' }, '/events/1/event'],
    ['a field that the event type demands', { event: 'WAYPOINT_STATUS_CHANGED' }, '/events/1/waypoint_id'],
    ['an empty dc_id', { dc_id: '' }, '/events/1/dc_id'],
    ['an account_id that is no UUID', { account_id: 'demo' }, '/events/1/account_id'],
    ['an id that a signature could not separate', { id: 'a.b' }, '/events/1/id'],
    ['a time that JSON has no number for', { hook_timestamp_millis: Infinity }, '/events/1/hook_timestamp_millis'],
    ['more bytes than a notification may have', { further: 'x'.repeat(262_144) }, '/events/1'],
    ['more values than an event may have', { further: Array(10_000).fill(0) }, '/events/1'],
    ['a field that contains itself', { further: circular() }, '/events'],
  ])('throws InvalidEvents for %s, with the place, and the transaction goes on', async (_, further, path) => {
    await service.database.prisma.$transaction(async (tx) => {
      const error: unknown = await publishEvents(tx, [event(), event(further)], { schema }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(InvalidEvents);
      expect(new Set((error as InvalidEvents).faults.map((fault) => fault.path))).toEqual(new Set([path]));
      expect(String(error)).toContain(path);
      await tx.account.count();
    });
    expect(await outboxRows(service.pool)).toEqual([]);
  });

  it.each([[0], [1_001]])('throws InvalidEvents for %d events at a time', async (count) => {
    const events = Array.from({ length: count }, () => event());
    await expect(publishEvents(service.pool, events, { schema })).rejects.toThrow(InvalidEvents);
    expect(await outboxRows(service.pool)).toEqual([]);
  });
});

function circular(): object {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
}
