import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { insertRow, outboxRows, storedRoutes, unlockedRows } from '../support/outbox.js';
import { openWorkplace, type Workplace } from '../support/program.js';

let workplace: Workplace;
let database: TestDatabase;
let pool: pg.Pool;
let env: Record<string, string>;
beforeAll(async () => {
  workplace = await openWorkplace();
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  pool.on('error', () => undefined);
  env = { DATABASE_URL: database.url, SECRET_KEYS: randomBytes(32).toString('base64'), LOG_LEVEL: 'info' };
});
afterAll(async () => {
  await pool.end();
  await workplace.close();
  await database.drop();
});

async function createAccount(): Promise<string> {
  const { stdout } = await workplace.run(['accounts', 'create', 'outbox', '--json'], env);
  return (JSON.parse(stdout) as { id: string }).id;
}

const event = (accountId: string, route: string) => ({
  account_id: accountId,
  event: 'ROUTE_CREATED',
  dc_id: '1',
  route_id: route,
});

describe('kill -9 of the process that takes', () => {
  it('in the middle of its transaction: nothing is lost, and nothing is stored twice or out of order', async () => {
    const accountId = await createAccount();
    const first = await workplace.serve(env);
    const blocker = await pool.connect();
    await blocker.query('BEGIN; LOCK TABLE events IN SHARE MODE');
    const routes = Array.from({ length: 50 }, (_, i) => `R-${1_000 + i}`);
    for (const route of routes) await insertRow(pool, [event(accountId, route)]);
    // It has taken rows, and is about to store their events.
    await eventually(async () => {
      const { rowCount } = await pool.query(
        "SELECT FROM pg_locks WHERE NOT granted AND relation = 'events'::regclass AND mode = 'RowExclusiveLock'",
      );
      expect(rowCount).toBe(1);
    });
    first.kill('SIGKILL');
    await first.ended;
    await blocker.query('COMMIT');
    blocker.release();
    // Its session ends when it wants to answer, and takes back what it has done.
    await eventually(async () => {
      expect(await unlockedRows(pool)).toBe(routes.length);
    });
    expect(await storedRoutes(pool, accountId)).toEqual([]);
    expect(await outboxRows(pool)).toHaveLength(routes.length);

    const second = await workplace.serve(env);
    await eventually(async () => {
      expect(await outboxRows(pool)).toEqual([]);
    });
    expect(await storedRoutes(pool, accountId)).toEqual(routes);
    await second.end('SIGTERM');
  });
});

describe('waypost outbox', () => {
  async function run(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await workplace.run(['outbox', ...args], env);
    expect([args, exitCode, stderr]).toEqual([args, 0, '']);
    return stdout;
  }

  it('lists what was refused and why, has it taken again, and drops it', async () => {
    expect(await run('list')).toBe('no row was refused\n');
    const accountId = await createAccount();
    const service = await workplace.serve(env);
    await insertRow(pool, [event(accountId, 'R-1'), { ...event(accountId, 'R-2'), event: 'ROUTE_EATEN', dc_id: '' }]);
    await insertRow(pool, [event('019b76da-a800-7000-8000-00000000000a', 'R-3')]);
    await eventually(async () => {
      expect((await outboxRows(pool)).map(({ attempts }) => attempts)).toEqual([1, 1]);
    });
    const [first = '', second = ''] = (await outboxRows(pool)).map(({ id }) => id);

    const [head, ...rows] = (await run('list')).trimEnd().split('\n');
    expect(head).toMatch(/^ROW +INSERTED +REFUSED +TIMES +FAULTS$/);
    expect(rows).toEqual([
      expect.stringMatching(new RegExp(`^${first} .* 1 +/events/1/.*\\(and 1 more\\)$`)),
      expect.stringMatching(new RegExp(`^${second} .* 1 +/events/0/account_id there is no such account$`)),
    ]);
    expect(JSON.parse(await run('list', '--json', '--limit', '1'))).toMatchObject([
      { id: Number(first), attempts: 1, faults: [{}, {}], events: [{ route_id: 'R-1' }, { route_id: 'R-2' }] },
    ]);

    await pool.query('UPDATE outbox SET events = $2 WHERE id = $1', [
      second,
      JSON.stringify([event(accountId, 'R-4')]),
    ]);
    expect(await run('retry', second)).toBe('1 row waits to be taken again\n');
    await eventually(async () => {
      expect(await storedRoutes(pool, accountId)).toEqual(['R-4']);
    });
    expect(JSON.parse(await run('drop', '--all', '--json'))).toEqual({ dropped: [Number(first)] });
    expect(await outboxRows(pool)).toEqual([]);
    await service.end('SIGTERM');
  });

  it.each([
    [['retry'], 'name the rows, or all of them by --all'],
    [['drop', '1', '--all'], 'name the rows, or all of them by --all'],
    [['drop', 'x'], 'It has to be the id of a row, such as 1017.'],
    [['drop', '7', '8'], 'no row of these was refused: 7, 8. `waypost outbox list` shows the ids.'],
  ])('%j is a mistake that is told', async (args, message) => {
    const { exitCode, stdout, stderr } = await workplace.run(['outbox', ...args], env);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
  });

  it('explains itself', async () => {
    expect(await run('--help')).toMatch(/list[^]*retry[^]*drop[^]*\nExamples:\n {2}waypost outbox list\n/);
  });
});
