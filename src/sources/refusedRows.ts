/** The rows of the outbox that the contract refused, for the operator. */
import { NOTIFY_OUTBOX_SQL } from '../database/channel.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import type { Fault } from '../errors.js';

export interface RefusedRow {
  id: string;
  /** When the application inserted it. */
  createdAt: Date;
  refusedAt: Date;
  /** How often it was refused. */
  attempts: number;
  faults: Fault[];
  /** As it was inserted: JSON. */
  events: string;
}

/** The oldest of them, and how many rows wait to be taken. */
export async function listRefused(db: SqlRunner, limit: number): Promise<{ refused: RefusedRow[]; waiting: number }> {
  const { rows: refused } = await db.query<RefusedRow>(REFUSED, [limit]);
  const { rows } = await db.query<{ waiting: number }>(WAITING_COUNT);
  return { refused, waiting: rows[0]?.waiting ?? 0 };
}

const REFUSED = `
  SELECT id, created_at AS "createdAt", refused_at AS "refusedAt", attempts, faults, events
  FROM outbox WHERE refused_at IS NOT NULL ORDER BY id LIMIT $1`;

const WAITING_COUNT = 'SELECT count(*)::int AS waiting FROM outbox WHERE refused_at IS NULL';

/**
 * Has refused rows taken again, at once and before all younger ones: after an account was created, or a new version accepts more.
 * @param ids null for all
 * @returns the ids of those that were refused
 */
export async function retryRefused(db: SqlRunner, ids: readonly string[] | null): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(RETRY, [ids]);
  if (rows.length > 0) await db.query(NOTIFY_OUTBOX_SQL);
  return rows.map(({ id }) => id);
}

const RETRY = `
  UPDATE outbox SET refused_at = NULL, faults = NULL
  WHERE refused_at IS NOT NULL AND ($1::bigint[] IS NULL OR id = ANY($1)) RETURNING id`;

/**
 * Deletes refused rows for good.
 * @param ids null for all
 * @returns the ids of those that were refused
 */
export async function dropRefused(db: SqlRunner, ids: readonly string[] | null): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(DROP, [ids]);
  return rows.map(({ id }) => id);
}

const DROP = 'DELETE FROM outbox WHERE refused_at IS NOT NULL AND ($1::bigint[] IS NULL OR id = ANY($1)) RETURNING id';
