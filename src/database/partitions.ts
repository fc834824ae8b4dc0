/**
 * The day partitions of what is kept for a time: made in advance, and dropped whole when their day is over for good. Any number of
 * processes may do so at the same time.
 */
import type { SqlRunner } from './sqlRunner.js';

export type PartitionedTable = 'events' | 'deliveries' | 'attempts' | 'statistics_minutes' | 'statistics_hours';

export interface Partition {
  name: string;
  /** The day (UTC) of its rows, as `2026-11-25`. */
  day: string;
  /** The first id of the next day: all of its rows are below, where they have ids. */
  below: string;
  status: 'attached' | 'being detached' | 'detached';
}

/** So many days are made in advance: as long may no process look after them without harm. */
const DAYS_AHEAD = 7;

/** Makes the partitions of yesterday, today and the next days where they are missing. Locks out nobody. */
export async function createPartitions(db: SqlRunner): Promise<void> {
  await db.query(CREATE, [DAYS_AHEAD]);
}

const CREATE = `
  SELECT waypost_create_partitions(day::date)::text
  FROM generate_series((now() AT TIME ZONE 'UTC')::date - 1, (now() AT TIME ZONE 'UTC')::date + $1::int, interval '1 day') day`;

/** Whether an error says that rows have no partition to go to: nobody has made any for the last days (class 23514 of Postgres). */
export function isPartitionMissing(error: unknown): boolean {
  return codeOf(error) === '23514' && error instanceof Error && error.message.startsWith('no partition of relation');
}

/** All partitions of a table, the oldest first; those that were detached and not dropped yet are among them. */
export async function listPartitions(db: SqlRunner, table: PartitionedTable): Promise<Partition[]> {
  const { rows } = await db.query<Partition>(LIST, [table]);
  return rows;
}

const LIST = `
  SELECT c.relname AS name, to_char(day, 'YYYY-MM-DD') AS day,
    waypost_uuidv7_floor((day + 1)::timestamp AT TIME ZONE 'UTC') AS below,
    CASE WHEN i.inhrelid IS NULL THEN 'detached' WHEN i.inhdetachpending THEN 'being detached' ELSE 'attached' END AS status
  FROM pg_class c
  CROSS JOIN LATERAL (SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day) d
  LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname ~ ('^' || $1 || '_[0-9]{8}$')
  ORDER BY day`;

/** Detaching takes two transactions, in between of which it waits for whoever reads the table: nobody waits for it. */
const UNDEFINED_TABLE = '42P01';
/** Another process was quicker: it is detached, is being detached, or is in use by a detachment. */
const NOT_TO_BE_DETACHED = new Set(['42P01', '55000', '55006', '42809']);

/**
 * Takes a partition out of its table and removes it. Inserts and reads of the other days go on meanwhile. What a process that died left half
 * done is brought to its end.
 */
export async function dropPartition(
  db: SqlRunner,
  table: PartitionedTable,
  { name, status }: Partition,
): Promise<void> {
  if (status !== 'detached') {
    const how = status === 'attached' ? 'CONCURRENTLY' : 'FINALIZE';
    try {
      await db.query(`ALTER TABLE ${table} DETACH PARTITION ${name} ${how}`);
    } catch (error) {
      if (!NOT_TO_BE_DETACHED.has(codeOf(error))) throw error;
      return; // whoever was quicker drops it; if that dies, the next look finds it as it is then
    }
  }
  await db.query(`DROP TABLE IF EXISTS ${name}`).catch((error: unknown) => {
    if (codeOf(error) !== UNDEFINED_TABLE) throw error;
  });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
