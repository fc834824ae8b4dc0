/** Workers take what is in the outbox by themselves: at once, in order, and each row once, however many there are. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startDeliveryService, type DeliveryService, type OtherService, type Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';
import { insertRow, outboxRows, storedRoutes } from '../support/outbox.js';

let service: DeliveryService;
let others: OtherService[];
let target: Target;
beforeAll(async () => {
  service = await startDeliveryService({ METRICS_PORT: '0' });
  others = [await service.startAnother(['worker']), await service.startAnother(['worker'])];
  target = await service.createTarget();
});
afterAll(() => service.stop());

const event = (accountId: string, route: string) => ({
  account_id: accountId,
  event: 'ROUTE_CREATED',
  dc_id: '1',
  route_id: route,
});

async function taken(): Promise<void> {
  await eventually(async () => {
    expect(await outboxRows(service.pool)).toEqual([]);
  });
}

async function metrics({ metricsUrl }: Pick<OtherService, 'metricsUrl'> = service): Promise<string> {
  return (await fetch(metricsUrl ?? '')).text();
}

describe('what is in the outbox', () => {
  it('is taken when its transaction commits, long before anybody would look by himself', async () => {
    await taken();
    const startedAt = performance.now();
    await insertRow(service.pool, [event(target.account.id, 'R-1')]);
    await target.receiver.waitForRequests(1);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(await metrics()).toMatch(/^waypost_outbox_rows\{status="waiting"\} 0$/m);
  });

  it('is stored in the order of the transactions, one after the other over many connections, and each once', async () => {
    const accounts = [await service.createAccount(), await service.createAccount()].map(({ id }) => id);
    const routes = Array.from({ length: 300 }, (_, i) => String(i).padStart(3, '0'));
    const clients = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const client = new pg.Client({ connectionString: service.databaseUrl });
        await client.connect();
        return client;
      }),
    );
    for (const [i, route] of routes.entries()) {
      const client = clients[i % clients.length];
      if (!client) continue;
      await client.query('BEGIN');
      await insertRow(client, [event(accounts[i % 2] ?? '', route)]);
      if (i % 7 === 0) await insertRow(client, [event(accounts[i % 2] ?? '', `${route} and`)]);
      await client.query('COMMIT');
    }
    await Promise.all(clients.map((client) => client.end()));
    await taken();
    for (const [n, accountId] of accounts.entries()) {
      const expected = routes.flatMap((route, i) =>
        i % 2 !== n ? [] : i % 7 === 0 ? [route, `${route} and`] : [route],
      );
      expect(await storedRoutes(service.pool, accountId)).toEqual(expected);
    }
  });

  it('is counted once where it is refused', async () => {
    const { id } = await service.createAccount();
    const before = await refusals();
    await insertRow(service.pool, [{ ...event(id, 'R-1'), event: 'ROUTE_EATEN' }]);
    await eventually(async () => {
      expect(await outboxRows(service.pool)).toMatchObject([{ attempts: 1 }]);
      expect(await metrics()).toMatch(/^waypost_outbox_rows\{status="refused"\} 1$/m);
      expect(await metrics()).toMatch(/^waypost_outbox_oldest_waiting_seconds 0$/m);
    });
    expect(await refusals()).toBe(before + 1);
    await service.pool.query('DELETE FROM outbox');
  });

  /** Of all processes: any of them may have been the one that took it. */
  async function refusals(): Promise<number> {
    const texts = await Promise.all([service, ...others].map(metrics));
    return texts.reduce((sum, text) => sum + Number(/^waypost_outbox_refused_total (\d+)$/m.exec(text)?.[1]), 0);
  }
});

describe('a row that was committed right behind what was taken, and of which nobody was notified', () => {
  let alone: DeliveryService;
  beforeAll(async () => {
    alone = await startDeliveryService();
  });
  afterAll(() => alone.stop());

  it('is taken soon all the same', async () => {
    const { pool } = alone;
    const { id } = await alone.createAccount();
    const stored = (routes: string[]) =>
      eventually(async () => {
        expect(await storedRoutes(pool, id)).toEqual(routes);
      });
    await insertRow(pool, [event(id, 'R-1')]);
    await stored(['R-1']);
    const client = await pool.connect();
    await client.query('BEGIN; SET LOCAL session_replication_role = replica'); // no trigger fires
    await insertRow(client, [event(id, 'R-2')]);
    await client.query('COMMIT');
    client.release();
    await stored(['R-1', 'R-2']);
  });
});
