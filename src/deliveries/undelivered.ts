import type { SqlRunner } from '../database/sqlRunner.js';

/** How many deliveries of a webhook have not reached its receiver, each counted up to a bound. */
export interface UndeliveredCounts {
  pending: number;
  parked: number;
  exhausted: number;
}

/**
 * Counts what has not reached the receivers of webhooks of the account, in indexes alone, and no further than the bound.
 * @param bound up to which each of the numbers is counted
 * @returns the counts by webhook; ids that the account has no webhook of are left out
 */
export async function countUndelivered(
  db: SqlRunner,
  accountId: string,
  webhookIds: readonly string[],
  bound: number,
): Promise<Map<string, UndeliveredCounts>> {
  const { rows } = await db.query<UndeliveredCounts & { id: string }>(COUNT, [accountId, webhookIds, bound]);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** The number of rows of a table of webhook w up to a bound, in the order of the index that has them: another one would be read for much longer. */
const upTo = (bound: string, table: string, condition: string, order: string): string => `(
        SELECT count(*)::int FROM (
          SELECT FROM ${table} t WHERE t.webhook_id = w.id AND ${condition} ORDER BY t.webhook_id, t.${order} LIMIT ${bound}
        ) t
      )`;

/**
 * No index has what is pending. It is what is not parked of all that the webhook has in the queue; where too much is parked for being counted, the
 * webhook is disabled, and what waits for a time is parked, too: only what is ready or being attempted can be left.
 */
const COUNT = `
  WITH counted AS MATERIALIZED (
    SELECT w.id,
      ${upTo('$3::int', 'delivery_queue', 't.parked', 'delivery_id')} AS parked,
      ${upTo('2 * $3::int', 'delivery_queue', 'true', 'delivery_id')} AS queued,
      ${upTo('$3::int', 'delivery_queue', 't.ready', 'due_at')} AS ready,
      ${upTo('$3::int', 'deliveries', `t.state = 'exhausted'`, 'id')} AS exhausted
    FROM webhooks w WHERE w.account_id = $1::uuid AND w.id = ANY ($2::uuid[])
  )
  SELECT id, CASE WHEN parked < $3::int THEN least(queued - parked, $3::int) ELSE ready END AS pending, parked, exhausted
  FROM counted`;
