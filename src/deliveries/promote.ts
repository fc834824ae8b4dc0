import type { SqlRunner } from '../database/sqlRunner.js';

/** Small, so that no statement holds many locks while deliveries wait. */
const BATCH = 1_000;

/**
 * Makes ready what has waited for its time. What another process is promoting is passed over. Leases need no promotion: a claim looks at
 * when they end.
 * @returns how many deliveries became ready
 */
export async function promoteDue(db: SqlRunner): Promise<number> {
  let promoted = 0;
  for (;;) {
    const { rowCount } = await db.query(PROMOTE, [BATCH]);
    promoted += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return promoted;
  }
}

const PROMOTE = `
  UPDATE delivery_queue SET ready = true
  WHERE ctid = ANY (ARRAY (
    SELECT ctid FROM delivery_queue WHERE NOT ready AND NOT parked AND due_at <= now()
    ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ))`;
