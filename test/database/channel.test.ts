import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createNotifier, listenForWork, type Ears } from '../../src/database/channel.js';
import { startDatabaseProxy, type DatabaseProxy } from '../support/databaseProxy.js';
import { startDeliveryService, type DeliveryService } from '../support/delivering.js';
import { statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

const silent = pino({ level: 'silent' });

/** Publishes only. Whoever is to be woken is a worker's ear of the test's own, so that no polling can stand in for it. */
let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
});
afterAll(() => service.stop());

const ears: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const ear of ears.splice(0)) await ear.stop();
});

interface Heard {
  heard: number;
  /** What was heard by the other ear of the same connection. */
  beside: number;
  ear: keyof Ears;
}

/** An ear that listens already, and how often it has heard something. */
async function listening(ear: keyof Ears = 'deliveries', databaseUrl = service.databaseUrl): Promise<Heard> {
  const woken = { heard: 0, beside: 0, ear };
  const wake = (name: keyof Ears) => () => {
    if (name === ear) woken.heard += 1;
    else woken.beside += 1;
  };
  const heard = { deliveries: wake('deliveries'), outbox: wake('outbox') };
  const listener = listenForWork(databaseUrl, silent, { origin: 'this process', heard });
  ears.push(listener);
  // The first wake-up is for what came while nobody listened.
  await eventually(() => {
    expect(woken.heard).toBe(1);
  });
  woken.heard = 0;
  return woken;
}

async function hears(woken: Heard): Promise<void> {
  await eventually(() => {
    expect(woken.heard).toBeGreaterThan(0);
  });
}

/** Whatever was notified before this has been heard by now: notifications come in the order of their commits. */
async function allHeard(woken: Heard): Promise<number> {
  const { beside } = woken;
  await service.pool.query('SELECT pg_notify(current_schema(), $1)', [woken.ear === 'outbox' ? 'mark' : 'outbox']);
  await eventually(() => {
    expect(woken.beside).toBeGreaterThan(beside);
  });
  return woken.heard;
}

describe('a worker of another process', () => {
  it('is woken by POST /events', async () => {
    const [woken, target] = [await listening(), await service.createTarget()];
    await target.publish();
    await hears(woken);
  });

  it('is not woken by events that nobody asked for', async () => {
    const [woken, target] = [await listening(), await service.createTarget()];
    await target.publish({ dc_id: 'none' });
    await target.publish();
    await hears(woken);
    expect(await allHeard(woken)).toBe(1);
  });

  it('is woken by the outbox when a transaction commits that has inserted into it, and not by one that is rolled back', async () => {
    const woken = await listening('outbox');
    await service.pool.query("BEGIN; INSERT INTO outbox (events) VALUES ('[]'); ROLLBACK");
    expect(await allHeard(woken)).toBe(0);
    await service.pool.query("BEGIN; INSERT INTO outbox (events) VALUES ('[]'), ('[]'); COMMIT");
    await eventually(() => {
      expect(woken.heard).toBe(1);
    });
  });

  it('is not woken by the outbox again while a row waits, unless the transaction can not see whether it still does', async () => {
    const insert = "INSERT INTO outbox (events) VALUES ('[]')";
    await service.pool.query(`TRUNCATE outbox; ${insert}`);
    const woken = await listening('outbox');
    for (let i = 0; i < 20; i += 1) await service.pool.query(insert);
    expect(await allHeard(woken)).toBe(0);
    await service.pool.query(`BEGIN ISOLATION LEVEL REPEATABLE READ; ${insert}; COMMIT`);
    expect(await allHeard(woken)).toBe(1);
    await service.pool.query(`UPDATE outbox SET refused_at = now(); ${insert}`);
    expect(await allHeard(woken)).toBe(2);
  });

  it('is woken at once, and by all the rest of a burst together', async () => {
    const woken = await listening();
    const notify = createNotifier(service.pool, silent, 'another process');
    for (let i = 0; i < 1_000; i += 1) notify();
    await eventually(() => {
      expect(woken.heard).toBe(2);
    });
    expect(await allHeard(woken)).toBe(2);
    notify();
    await eventually(() => {
      expect(woken.heard).toBe(3);
    });
  });
});

it('a worker does not hear its own process, which wakes it by itself', async () => {
  const woken = await listening();
  createNotifier(service.pool, silent, 'this process')();
  createNotifier(service.pool, silent, 'another process')();
  await hears(woken);
  expect(await allHeard(woken)).toBe(1);
});

describe('a worker whose connection breaks', () => {
  async function breakConnections(): Promise<number> {
    const { rowCount } = await service.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'waypost listen' AND datname = current_database()`,
    );
    return rowCount ?? 0;
  }

  it('connects again by itself, wakes for what it missed, and hears again', async () => {
    const [woken, target] = [await listening(), await service.createTarget()];
    expect(await breakConnections()).toBe(1);
    await hears(woken);
    woken.heard = 0;
    await target.publish();
    await hears(woken);
  });

  it.each([
    [
      'goes on when its network does',
      (proxy: DatabaseProxy) => {
        proxy.thaw();
      },
    ],
    [
      'listens on another one as soon as there is one',
      (proxy: DatabaseProxy) => {
        proxy.failOver();
      },
    ],
  ])('that goes silent %s', async (_, end) => {
    const proxy = await startDatabaseProxy(service.databaseUrl);
    try {
      const woken = await listening('deliveries', proxy.url);
      const connections = proxy.connections();
      proxy.freeze();
      createNotifier(service.pool, silent, 'another process')();
      await eventually(() => {
        expect(proxy.connections()).toBeGreaterThan(connections); // the first was given up, and another is tried
      });
      expect(woken.heard).toBe(0);
      const back = performance.now();
      end(proxy);
      await hears(woken);
      expect(performance.now() - back).toBeLessThan(3_000);
      woken.heard = 0;
      createNotifier(service.pool, silent, 'another process')();
      await hears(woken);
    } finally {
      await proxy.down();
    }
  });

  it('does not come back once it was stopped', async () => {
    await listening();
    await ears[0]?.stop();
    await eventually(async () => {
      expect(await breakConnections()).toBe(0);
    });
  });
});

it('events of an API process reach the receiver by a worker process, also when all its connections were cut', async () => {
  const target = await service.createTarget();
  const worker = await service.startAnother(['worker']);
  await target.publish();
  await target.receiver.waitForRequests(1);
  await service.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await eventually(() => target.publish());
  await eventually(async () => {
    expect(Object.keys(await statesOf(service.pool, target.webhook.id))).toEqual(['succeeded']);
  });
  await worker.stop();
});
