/** What applications insert into the outbox is stored once, in order, and what the contract refuses stays. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { outboxRules } from '../../src/sources/outboxRules.js';
import { dropRefused, listRefused, retryRefused } from '../../src/sources/refusedRows.js';
import { takeOutbox } from '../../src/sources/takeOutbox.js';
import { startDeliveryService, type DeliveryService } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';
import { insertRow, outboxRows, outboxSchemaOf, storedRoutes, unlockedRows } from '../support/outbox.js';

/** Only answers, so that the test itself takes. */
let service: DeliveryService;
let accountId: string;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
});
afterAll(() => service.stop());
afterEach(async () => {
  await service.pool.query('TRUNCATE outbox');
});

/** Of a service that allows events as large as can be. */
const rules = outboxRules(4_194_304);
const take = () => takeOutbox(service.database.transact, rules);

async function newAccount(): Promise<void> {
  accountId = (await service.createAccount()).id;
}
beforeAll(newAccount);
afterEach(newAccount);

function event(route: string | number, further: object = {}): object {
  return { account_id: accountId, event: 'ROUTE_CREATED', dc_id: '1', route_id: String(route), ...further };
}

describe('a row', () => {
  it('is stored with a delivery for each webhook that matches, and is gone', async () => {
    const target = await service.createTarget();
    await insertRow(service.pool, [event('R-1', { account_id: target.account.id }), event('R-2')]);
    expect(await take()).toEqual({ elsewhere: false, events: 2, deliveries: 1, refused: 0 });
    expect(await outboxRows(service.pool)).toEqual([]);
    expect(await take()).toEqual({ elsewhere: false, events: 0, deliveries: 0, refused: 0 });
  });

  it('whose events have no time of their own tells of when it was inserted', async () => {
    const at = Date.parse('2026-01-01T09:00:00.250Z');
    await insertRow(service.pool, [event('R-1'), event('R-2', { hook_timestamp_millis: 1_700_000_000_000 })]);
    await service.pool.query('UPDATE outbox SET created_at = $1', [new Date(at)]);
    await take();
    const { rows } = await service.pool.query<{ body: string }>(
      'SELECT body FROM events WHERE account_id = $1 ORDER BY id',
      [accountId],
    );
    const times = rows.map(({ body }) => (JSON.parse(body) as { hook_timestamp_millis: number }).hook_timestamp_millis);
    expect(times).toEqual([at, 1_700_000_000_000]);
  });

  it.each([
    ['text that is no JSON', '[{]'],
    ['an object in place of the array', '{}'],
    ['more than 4 MiB', JSON.stringify(['x'.repeat(4_194_304)])],
  ])('fails where it is inserted: %s', async (_, text) => {
    const inserting = service.pool.query('INSERT INTO outbox (events) VALUES ($1)', [text]);
    await expect(inserting).rejects.toThrow(/invalid input syntax for type json|outbox_events_check/);
  });

  it.each(['text', 'varchar', 'json', 'jsonb'])('may be inserted as %s', async (type) => {
    await service.pool.query(`INSERT INTO outbox (events) VALUES (CAST($1 AS ${type}))`, [
      JSON.stringify([event(type)]),
    ]);
    await take();
    expect(await storedRoutes(service.pool, accountId)).toEqual([type]);
  });
});

describe('rows that are refused', () => {
  const stranger = '019b76da-a800-7000-8000-00000000000a';
  it.each<[string, () => unknown, string, RegExp]>([
    ['by the contract', () => [event('R-1'), event('R-2', { event: 'X' })], '/events/1/event', /^must be one of/],
    [
      'by the schema of the event type',
      () => [event('R-1', { event: 'WAYPOINT_STATUS_CHANGED' })],
      '/events/0/waypoint_id',
      /^is missing$/,
    ],
    [
      'for an account that does not exist',
      () => [event('R-1'), event('R-2', { account_id: stranger })],
      '/events/1/account_id',
      /^there is no such account$/,
    ],
    ['for want of events', () => [], '/events', /./],
    ['by Postgres', () => [event('poison')], '/events', /^can not be stored: .*poisonous/],
  ])(
    '%s stay with what is wrong, all their events with them, and hold up nothing',
    async (_, events, path, message) => {
      await service.pool.query("ALTER TABLE events ADD CONSTRAINT poisonous CHECK (route_id <> 'poison')");
      await insertRow(service.pool, [event('before')]);
      await insertRow(service.pool, events());
      await insertRow(service.pool, [event('after')]);
      expect(await take()).toMatchObject({ events: 2, refused: 1 });
      expect(await storedRoutes(service.pool, accountId)).toEqual(['before', 'after']);
      const rows = await outboxRows(service.pool);
      expect(rows).toMatchObject([{ refused_at: expect.any(Date), attempts: 1 }]);
      expect(rows[0]?.faults).toEqual([{ path, message: expect.stringMatching(message) }]);
      expect(await take()).toMatchObject({ events: 0, refused: 0 });
      expect(await outboxRows(service.pool)).toEqual(rows);
      await service.pool.query('ALTER TABLE events DROP CONSTRAINT poisonous');
    },
  );

  it('are taken again on demand, before younger ones, and counted each time', async () => {
    await insertRow(service.pool, [event('R-1', { account_id: stranger })]);
    await insertRow(service.pool, [event('R-2', { event: 'ROUTE_EATEN' })]);
    await take();
    const { refused, waiting } = await listRefused(service.pool, 10);
    expect([refused.map(({ attempts }) => attempts), waiting]).toEqual([[1, 1], 0]);
    const [first = '', second = ''] = refused.map(({ id }) => id);

    await insertRow(service.pool, [event('R-3')]);
    expect(await retryRefused(service.pool, [first, '1'])).toEqual([first]);
    await service.pool.query('UPDATE outbox SET events = $2 WHERE id = $1', [first, JSON.stringify([event('R-1')])]);
    expect(await take()).toMatchObject({ events: 2, refused: 0 });
    expect(await storedRoutes(service.pool, accountId)).toEqual(['R-1', 'R-3']);

    expect(await retryRefused(service.pool, null)).toEqual([second]);
    expect(await take()).toMatchObject({ events: 0, refused: 1 });
    expect(await outboxRows(service.pool)).toMatchObject([{ id: second, attempts: 2 }]);
  });

  it('are dropped on demand, and no row that waits is', async () => {
    await insertRow(service.pool, [event('R-1', { event: 'ROUTE_EATEN' })]);
    await take();
    await insertRow(service.pool, [event('R-2')]);
    const [refused, waiting] = (await outboxRows(service.pool)).map(({ id }) => id);
    expect(await dropRefused(service.pool, [waiting ?? ''])).toEqual([]);
    expect(await dropRefused(service.pool, null)).toEqual([refused]);
    expect((await outboxRows(service.pool)).map(({ id }) => id)).toEqual([waiting]);
  });
});

describe('one go', () => {
  it('is bounded by events, bytes and rows, and the next goes on where it ended', async () => {
    const large = 'x'.repeat(250_000);
    for (let row = 0; row < 4; row += 1) await insertRow(service.pool, Array(6).fill(event(row, { large })));
    expect([await take(), await take()]).toMatchObject([{ events: 18 }, { events: 6 }]);
    for (let row = 4; row < 7; row += 1) {
      await insertRow(
        service.pool,
        Array.from({ length: 400 }, () => event(row)),
      );
    }
    expect([await take(), await take()]).toMatchObject([{ events: 800 }, { events: 400 }]);
    await service.pool.query('INSERT INTO outbox (events) SELECT $1 FROM generate_series(1, 501)', [
      JSON.stringify([event(7)]),
    ]);
    expect([await take(), await take()]).toMatchObject([{ events: 500 }, { events: 1 }]);
    const routes = await storedRoutes(service.pool, accountId);
    expect(routes).toEqual([...routes].sort());
  });

  it('changes nothing where storing fails for another reason, and the rows are taken later', async () => {
    await insertRow(service.pool, [event('R-1')]);
    await service.pool.query('ALTER TABLE events RENAME TO lost_events');
    await expect(take()).rejects.toThrow(/events/);
    await service.pool.query('ALTER TABLE lost_events RENAME TO events');
    expect(await outboxRows(service.pool)).toMatchObject([{ refused_at: null, attempts: 0 }]);
    expect(await take()).toMatchObject({ events: 1 });
  });

  it('passes over rows that somebody else has locked', async () => {
    await insertRow(service.pool, [event('locked')]);
    await insertRow(service.pool, [event('free')]);
    const client = await service.pool.connect();
    await client.query('BEGIN; SELECT FROM outbox ORDER BY id LIMIT 1 FOR UPDATE');
    expect(await take()).toMatchObject({ events: 1 });
    await client.query('ROLLBACK');
    client.release();
    expect(await take()).toMatchObject({ events: 1 });
    expect(await storedRoutes(service.pool, accountId)).toEqual(['free', 'locked']);
  });

  it('keeps all others from taking until it is committed', async () => {
    await insertRow(service.pool, [event('R-1')]);
    const blocker = await service.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE events IN SHARE MODE');
    const first = take();
    await eventually(async () => {
      expect(await unlockedRows(service.pool)).toBe(0);
    });
    expect(await take()).toEqual({ elsewhere: true, events: 0, deliveries: 0, refused: 0 });
    await blocker.query('COMMIT');
    blocker.release();
    expect(await first).toMatchObject({ events: 1 });
    expect(await storedRoutes(service.pool, accountId)).toEqual(['R-1']);
  });
});

describe('what is taken', () => {
  it('supersedes what was published after the transaction of its taking began, and the log says so in that order', async () => {
    const { account } = await service.createTarget();
    const etas = { account_id: account.id, event: 'ROUTE_ETAS_CHANGED', dc_id: '1', route_id: 'R-1' };
    await insertRow(service.pool, [etas]);
    const takeLate = takeOutbox(
      (run) =>
        service.database.transact(async (sql) => {
          await service.publish([etas]);
          return run(sql);
        }),
      rules,
    );
    expect(await takeLate).toMatchObject({ events: 1, deliveries: 1 });
    const { rows } = await service.pool.query(
      'SELECT state, finished_at >= created_at AS in_order FROM deliveries WHERE account_id = $1',
      [account.id],
    );
    expect(rows).toEqual([{ state: 'superseded', in_order: true }]);
  });
});

describe('the role of an application', () => {
  const password = 'of the test';
  let role: string;
  let application: pg.Client;
  let schema: string;
  beforeAll(async () => {
    schema = await outboxSchemaOf(service.pool);
    role = `application_${process.pid}_${Date.now()}`;
    await service.pool.query(
      `CREATE ROLE ${role} LOGIN PASSWORD '${password}'; GRANT USAGE ON SCHEMA ${schema} TO ${role};
       GRANT INSERT (events) ON ${schema}.outbox TO ${role}`,
    );
    const url = new URL(service.databaseUrl);
    Object.assign(url, { username: role, password: encodeURIComponent(password) });
    application = new pg.Client({ connectionString: url.href });
    await application.connect();
  });
  afterAll(async () => {
    await application.end();
    await service.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });

  it('may insert events with two grants, and nothing else', async () => {
    const insert = `INSERT INTO ${schema}.outbox (events) VALUES ($1)`;
    await application.query('BEGIN');
    await application.query(insert, [JSON.stringify([event('R-1')])]);
    await application.query('COMMIT');
    for (const statement of [
      `SELECT * FROM ${schema}.outbox`,
      `DELETE FROM ${schema}.outbox`,
      `INSERT INTO ${schema}.outbox (events, refused_at) VALUES ('[]', now())`,
      `SELECT * FROM ${schema}.accounts`,
    ]) {
      await expect(application.query(statement)).rejects.toThrow('permission denied');
    }
    expect(await take()).toMatchObject({ events: 1 });
    expect(await storedRoutes(service.pool, accountId)).toEqual(['R-1']);
  });
});
