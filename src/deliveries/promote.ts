import type { SqlRunner } from '../database/sqlRunner.js';

/** Small, so that no statement holds many locks while deliveries wait. */
const BATCH = 1_000;

/**
 * Makes ready what has waited for its time: the next attempt of a delivery, and leases that ran out with their worker. What another
 * process is promoting, or a worker is settling, is passed over.
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
  UPDATE delivery_queue SET ready = true, leased = false
  WHERE delivery_id = ANY (ARRAY (
    SELECT delivery_id FROM delivery_queue WHERE NOT ready AND due_at <= now()
    ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ))`;
