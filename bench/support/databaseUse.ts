import type { SqlRunner } from '../../src/database/sqlRunner.js';
import { familySeconds, readProcessTimes } from './processTimes.js';

/** What a Postgres on this machine has used so far. */
export interface DatabaseUse {
  /** Of all its processes: what serves connections, writes, flushes and cleans; null where the system does not tell (it does on Linux). */
  cpuSeconds: number | null;
  /** What it has written to its log, for all of its databases. */
  walBytes: number;
}

/** Reads what the server behind a connection has used so far. */
export async function readDatabaseUse(db: SqlRunner): Promise<DatabaseUse> {
  const { rows } = await db.query<{ pid: number; wal_bytes: string }>(
    `SELECT pg_backend_pid() AS pid, pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS wal_bytes`,
  );
  const [row] = rows;
  if (!row) throw new Error('Postgres does not tell what it has used.');
  const backend = await readProcessTimes(row.pid); // a child of the server
  return { cpuSeconds: backend && (await familySeconds(backend.parentPid)), walBytes: Number(row.wal_bytes) };
}

/** What was used from one reading to another, divided among so many deliveries, or events. */
export interface UseOfEach {
  cpuMicros: number | null;
  walBytes: number;
}

export function useOfEach(before: DatabaseUse, after: DatabaseUse, count: number): UseOfEach {
  const seconds = before.cpuSeconds === null || after.cpuSeconds === null ? null : after.cpuSeconds - before.cpuSeconds;
  return {
    cpuMicros: seconds === null ? null : (seconds * 1_000_000) / count,
    walBytes: (after.walBytes - before.walBytes) / count,
  };
}
