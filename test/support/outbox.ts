/** What the tests of the outbox share. */
import type pg from 'pg';

export interface StoredOutboxRow {
  id: string;
  events: string;
  refused_at: Date | null;
  faults: { path: string; message: string }[] | null;
  attempts: number;
}

/** The schema that the outbox is in. */
export async function outboxSchemaOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ schema: string }>(
    "SELECT table_schema AS schema FROM information_schema.tables WHERE table_name = 'outbox'",
  );
  return rows[0]?.schema ?? '';
}

/** Inserts a row as an application in any language does. */
export async function insertRow(db: pg.Pool | pg.ClientBase, events: unknown): Promise<void> {
  await db.query('INSERT INTO outbox (events) VALUES ($1)', [JSON.stringify(events)]);
}

export async function outboxRows(pool: pg.Pool): Promise<StoredOutboxRow[]> {
  const { rows } = await pool.query<StoredOutboxRow>(
    'SELECT id, events, refused_at, faults, attempts FROM outbox ORDER BY id',
  );
  return rows;
}

/** How many rows no transaction has taken. */
export async function unlockedRows(pool: pg.Pool): Promise<number> {
  return (await pool.query('SELECT FROM outbox FOR UPDATE SKIP LOCKED')).rows.length;
}

/** The routes of an account's events, in the order in which these were stored. */
export async function storedRoutes(pool: pg.Pool, accountId: string): Promise<string[]> {
  const { rows } = await pool.query<{ route_id: string }>(
    'SELECT route_id FROM events WHERE account_id = $1 ORDER BY id',
    [accountId],
  );
  return rows.map(({ route_id }) => route_id);
}
