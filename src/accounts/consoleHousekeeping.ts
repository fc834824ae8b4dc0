import type { SqlRunner } from '../database/sqlRunner.js';

/** Rows per statement; a session takes its tokens along, of which it has a few. */
const BATCH = 1_000;

/** Tokens first, so that a session has as few as possible left to take along. */
const TABLES = ['console_tokens', 'console_links', 'console_sessions'] as const;

/**
 * Removes what is over of links, sessions and access tokens, a batch of each. It counts for nothing already. Any number of processes may do so on one database.
 * @returns whether there may be more
 */
export async function removeOldConsoleAccess(db: SqlRunner): Promise<boolean> {
  let isMore = false;
  for (const table of TABLES) {
    const { rowCount } = await db.query(statementFor(table), [BATCH]);
    isMore ||= rowCount === BATCH;
  }
  return isMore;
}

function statementFor(table: (typeof TABLES)[number]): string {
  return `
  DELETE FROM ${table} WHERE id IN (
    SELECT id FROM ${table} WHERE expires_at <= now() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED
  )`;
}
