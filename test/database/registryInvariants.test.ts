/**
 * What the database keeps whoever writes: the count of an account's webhooks, its limit, the notes that deliveries follow, and that
 * a webhook which is enabled starts anew. Written here in plain SQL, as a person at psql would.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { openDatabase, type Database } from '../../src/database/client.js';
import { matches } from '../../src/webhooks/matching.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let testDatabase: TestDatabase;
let database: Database;
let pool: pg.Pool;
let accountId: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.url, { poolSize: 4, onError: () => undefined });
  pool = new pg.Pool({ connectionString: testDatabase.url, max: 4 });
});
beforeEach(async () => {
  await query('DELETE FROM accounts');
  await query('DELETE FROM webhook_changes');
  accountId = randomUUID();
  await query(`INSERT INTO accounts (id, name, webhook_limit) VALUES ($1, 'test', 3)`, [accountId]);
});
afterAll(async () => {
  await database.close();
  await pool.end();
  await testDatabase.drop();
});

async function query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const { rows } = await pool.query<Record<string, unknown>>(text, values);
  return rows;
}

/** Makes webhooks with one statement, and returns their ids in order. */
async function insertWebhooks(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID()).sort();
  await query(
    `INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret)
     SELECT id, $2, 'https://example.com/', '{}', '{}', '' FROM unnest($1::uuid[]) AS made(id)`,
    [ids, accountId],
  );
  return ids;
}

async function insertWebhook(): Promise<string> {
  const [id = ''] = await insertWebhooks(1);
  return id;
}

const counted = async () => (await query('SELECT webhook_count FROM accounts'))[0]?.['webhook_count'];
const noted = async () =>
  (await query('SELECT webhook_id FROM webhook_changes ORDER BY id')).map((row) => row['webhook_id']);

describe('the count of an account’s webhooks', () => {
  it('follows each insert and delete, many in one statement and those that are undone included', async () => {
    const [first] = await insertWebhooks(3);
    expect(await counted()).toBe(3);
    await query('DELETE FROM webhooks WHERE id = $1', [first]);
    expect(await counted()).toBe(2);
    await expect(insertWebhooks(2)).rejects.toThrow();
    expect(await counted()).toBe(2);
    await query('DELETE FROM webhooks');
    expect(await counted()).toBe(0);
  });

  it('does not count what was there already', async () => {
    const id = await insertWebhook();
    await query(
      `INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret) VALUES ($1, $2, '', '{}', '{}', '')
       ON CONFLICT DO NOTHING`,
      [id, accountId],
    );
    expect(await counted()).toBe(1);
  });
});

describe('the limit of an account', () => {
  it('is a violated check for the webhook that is one too many', async () => {
    await insertWebhooks(3);
    await expect(insertWebhook()).rejects.toMatchObject({
      code: '23514',
      table: 'accounts',
      constraint: 'accounts_webhook_limit',
    });
  });

  it('may be set below what there is: it stops new ones, until enough are gone', async () => {
    const [first, second] = await insertWebhooks(3);
    await query('UPDATE accounts SET webhook_limit = 2');
    await expect(insertWebhook()).rejects.toThrow('accounts_webhook_limit');
    await query('DELETE FROM webhooks WHERE id = $1', [first]);
    await expect(insertWebhook()).rejects.toThrow('accounts_webhook_limit');
    await query('DELETE FROM webhooks WHERE id = $1', [second]);
    await insertWebhook();
    expect(await counted()).toBe(2);
  });

  it('is never negative', async () => {
    await expect(query('UPDATE accounts SET webhook_limit = -1')).rejects.toThrow('accounts_webhook_limit_check');
  });

  it('leaves an account that is not there to the foreign key', async () => {
    await query('DELETE FROM accounts');
    await expect(insertWebhook()).rejects.toThrow('webhooks_account_id_fkey');
  });
});

describe('a note for the deliveries of a webhook', () => {
  it('is made of each switch and of the deletion, and of nothing else', async () => {
    const id = await insertWebhook();
    await query(`UPDATE webhooks SET url = 'https://example.org/', failing_since = now()`);
    await query('UPDATE webhooks SET enabled = true');
    expect(await noted()).toEqual([]);
    await query('UPDATE webhooks SET enabled = false');
    await query('UPDATE webhooks SET enabled = NOT enabled');
    await query('DELETE FROM webhooks');
    expect(await noted()).toEqual([id, id, id]);
  });

  it('is made of every webhook that goes with its account', async () => {
    const ids = await insertWebhooks(3);
    await query('DELETE FROM accounts');
    expect(await query('SELECT FROM webhooks')).toEqual([]);
    expect((await noted()).sort()).toEqual(ids);
  });

  it('is undone with the change', async () => {
    await insertWebhook();
    const client = await pool.connect();
    try {
      for (const text of ['BEGIN', 'UPDATE webhooks SET enabled = false', 'ROLLBACK']) await client.query(text);
    } finally {
      client.release();
    }
    expect(await noted()).toEqual([]);
  });
});

describe('what is known of a webhook’s failures', () => {
  const health = () => query('SELECT enabled, failing_since, disabled_reason, disabled_at FROM webhooks');

  beforeEach(async () => {
    await insertWebhook();
    await query(
      `UPDATE webhooks SET enabled = false, failing_since = now(), disabled_reason = 'failing', disabled_at = now()`,
    );
  });

  it('is forgotten when it is enabled', async () => {
    await query('UPDATE webhooks SET enabled = true');
    expect(await health()).toEqual([{ enabled: true, failing_since: null, disabled_reason: null, disabled_at: null }]);
  });

  it('stays when it is disabled once more, and when it fails while it is enabled', async () => {
    await query('UPDATE webhooks SET enabled = false');
    const [stored] = await health();
    expect(stored).toMatchObject({ disabled_reason: 'failing', disabled_at: expect.any(Date) });
    await query('UPDATE webhooks SET enabled = true');
    await query('UPDATE webhooks SET failing_since = now()');
    expect(await health()).toMatchObject([{ enabled: true, failing_since: expect.any(Date) }]);
  });
});

describe('what matches what', () => {
  const values = (...of: string[]) => fc.array(fc.constantFrom(...of), { maxLength: 4 });
  const change = fc.record({ enabled: fc.boolean(), events: values('A', 'B', 'C'), dc_ids: values('1', '2', '3') });

  it('is what the rule says of all webhooks, whatever was done to them, and to any of their columns', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(2), fc.option(change)), { maxLength: 8 }), async (changes) => {
        await query('DELETE FROM webhooks');
        const ids = await insertWebhooks(3);
        for (const [i, changed] of changes) {
          if (changed === null) await query('DELETE FROM webhooks WHERE id = $1', [ids[i]]);
          else
            await query('UPDATE webhooks SET enabled = $2, events = $3, dc_ids = $4 WHERE id = $1', [
              ids[i],
              changed.enabled,
              changed.events,
              changed.dc_ids,
            ]);
          await query('UPDATE webhooks SET url = $2 WHERE id = $1', [ids[i], 'https://example.org/']); // which changes nothing here
        }
        const asked = await query(
          `SELECT w.id, e.event_type, e.dc_id FROM webhooks w, (
             SELECT $1::uuid AS account_id, event_type, dc_id FROM unnest('{A,B,C}'::text[]) event_type, unnest('{1,2,3}'::text[]) dc_id
           ) e
           WHERE ${matches({ webhook: 'w', event: 'e' })} ORDER BY 1, 2, 3`,
          [accountId],
        );
        const kept = await query(
          'SELECT webhook_id AS id, event_type, dc_id FROM webhook_matches WHERE account_id = $1 ORDER BY 1, 2, 3',
          [accountId],
        );
        expect(kept).toEqual(asked);
      }),
      { numRuns: 60 },
    );
  });

  it('is not written when a webhook is switched, however much it is registered for', async () => {
    const id = await insertWebhook();
    await query('UPDATE webhooks SET events = $2, dc_ids = $3 WHERE id = $1', [id, ['A', 'B'], ['1', '2']]);
    const places = () => query('SELECT ctid, dc_id FROM webhook_matches WHERE webhook_id = $1 ORDER BY 1', [id]);
    const before = await places();
    expect(before).toHaveLength(4);
    for (const enabled of [false, true, false])
      await query('UPDATE webhooks SET enabled = $2 WHERE id = $1', [id, enabled]);
    expect(await places()).toEqual(before);
  });
});
