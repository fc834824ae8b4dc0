import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../../src/database/client.js';
import type { AcceptableEvent } from '../../src/events/acceptEvents.js';
import { createGroupCommit, type StoreRequest } from '../../src/events/groupCommit.js';
import type { SqlRunner } from '../../src/database/sqlRunner.js';
import { isDatabaseUnavailable } from '../../src/database/unavailable.js';
import { deliveriesOf } from '../support/deliveryRows.js';
import { routeCreated, startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';

/** Nothing is sent here. */
let service: DeliveryService;
let target: Target;
let store: StoreRequest;
/** How many statements were run. */
let statements: number;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
});
beforeEach(async () => {
  target = await service.createTarget();
  statements = 0;
  store = createGroupCommit(counted(service.database.sql), options);
});
afterAll(() => service.stop());

const options = { handOver: null, onQueued: () => undefined };

function counted(db: SqlRunner): SqlRunner {
  return {
    query: (text, values) => {
      statements += 1;
      return db.query(text, values);
    },
  };
}

/** As acceptEvents makes them; what is wrong with one here is what only the database can tell. */
const event = (externalId: string): AcceptableEvent => ({
  accountId: target.account.id,
  externalId,
  eventType: 'ROUTE_CREATED',
  dcId: '1',
  routeId: 'R-1001',
  occurredMillis: 1_767_258_000_000,
  body: JSON.stringify(routeCreated(target.account.id)),
  coalesceKey: null,
});
const ids = (count: number, prefix = 'event') => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
const storedCount = async () => (await deliveriesOf(service.pool, target.webhook.id)).length;

describe('requests that arrive at the same time', () => {
  it('are each answered with their own events, in few statements', async () => {
    const requests = ids(100).map((id) => [event(id), event(`${id}-second`)]);
    const accepted = await Promise.all(requests.map(store));
    expect(accepted).toEqual(requests.map((events) => events.map(({ externalId: id }) => ({ id, deliveries: 1 }))));
    expect(await storedCount()).toBe(200);
    expect(statements).toBe(3); // the first two at once, and then all that came meanwhile
  });

  it('do not make a statement longer than 1,000 events, but for one request that is', async () => {
    const requests = [1, 1, 600, 400, 1, 1_001, 2].map((count, n) => ids(count, `request-${n}`).map(event));
    const accepted = await Promise.all(requests.map(store));
    expect(accepted.map((events) => events.length)).toEqual([1, 1, 600, 400, 1, 1_001, 2]);
    expect(await storedCount()).toBe(2_006);
    expect(statements).toBe(6); // 1, 1, 600 + 400, 1, 1001, 2
  });

  it('may have the same event: it is stored once and answered alike', async () => {
    const requests = [...ids(3), ...ids(3), ...ids(3)].map((id) => [event(id)]);
    const accepted = await Promise.all(requests.map(store));
    expect(accepted).toEqual(requests.map((events) => events.map(({ externalId: id }) => ({ id, deliveries: 1 }))));
    expect(await storedCount()).toBe(3);
  });
});

describe('a request that is refused', () => {
  const unknownAccount = '019b76da-a800-7000-8000-0000000000a1';

  it.each([
    ['because of an unknown account', { accountId: unknownAccount }, { name: 'UnknownAccounts', positions: [1] }],
    ['by the database', { accountId: 'no uuid' }, { code: '22P02' }],
  ])('%s takes none of the others with it', async (_why, fault, error) => {
    const others = ids(10).map((id) => store([event(id)]));
    const refused = store([event('first'), { ...event('second'), ...fault }, event('third')]);
    const later = ids(10, 'later').map((id) => store([event(id)]));
    await expect(refused).rejects.toMatchObject(error);
    await expect(Promise.all([...others, ...later])).resolves.toHaveLength(20);
    expect(await storedCount()).toBe(20);
  });

  it('because the database is down is not tried again, and the next one is stored when it is back', async () => {
    const closed = openDatabase(service.databaseUrl, { poolSize: 1, onError: () => undefined });
    await closed.close();
    let db: SqlRunner = closed.sql;
    store = createGroupCommit(counted({ query: (text, values) => db.query(text, values) }), options);
    const outcomes = await Promise.allSettled(ids(20).map((id) => store([event(id)])));
    expect(outcomes.map(({ status }) => status)).toEqual(Array(20).fill('rejected'));
    expect(statements).toBe(3);
    db = service.database.sql;
    await expect(store([event('after')])).resolves.toEqual([{ id: 'after', deliveries: 1 }]);
  });
});

describe('a request that waits too long', () => {
  it('hears that the database does not answer; it is stored only if it had its turn already', async () => {
    store = createGroupCommit(counted(service.database.sql), { ...options, deadlineMillis: 300 });
    const holder = await service.pool.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE events');
    const begun = performance.now();
    const outcomes = await Promise.allSettled(['first', 'second', 'third', 'fourth'].map((id) => store([event(id)])));
    expect(performance.now() - begun).toBeLessThan(1_500);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'DatabaseTimeout' } });
      expect(outcome.status === 'rejected' && isDatabaseUnavailable(outcome.reason)).toBe(true);
    }
    await holder.query('ROLLBACK');
    holder.release();
    await eventually(async () => {
      await store([event('after')]); // its turn comes when both statements are over
    });
    expect(statements).toBeLessThanOrEqual(4);
    const { rows } = await service.pool.query<{ id: string }>(
      'SELECT external_id AS id FROM events WHERE account_id = $1 ORDER BY external_id',
      [target.account.id],
    );
    expect(rows.map(({ id }) => id)).toEqual(['after', 'first', 'second']);
  });
});
