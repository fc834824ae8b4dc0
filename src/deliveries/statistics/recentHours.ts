import type { SqlRunner } from '../../database/sqlRunner.js';

/** The hours that are answered, the one that goes on included. */
const HOURS = 24;
const HOUR_MILLIS = 3_600_000;

export interface RecentHours {
  webhookId: string;
  /** When the first of the hours began. */
  since: Date;
  /** Attempts that began in each of 24 hours (UTC), oldest first. */
  succeeded: number[];
  failed: number[];
  /** When an attempt last succeeded; null if none did for as long as deliveries are kept. */
  lastSucceededAt: Date | null;
}

/**
 * How the attempts of the account's webhooks ended in the last 24 hours, but for some seconds at the end. In the order of the ids; those that
 * are no webhooks of the account are left out.
 * @param now in epoch milliseconds
 */
export async function recentHours(
  db: SqlRunner,
  accountId: string,
  webhookIds: readonly string[],
  now = Date.now(),
): Promise<RecentHours[]> {
  const current = Math.floor(now / HOUR_MILLIS) * HOUR_MILLIS;
  const since = new Date(current - (HOURS - 1) * HOUR_MILLIS);
  const { rows } = await db.query<HoursRow>(RECENT_HOURS, [accountId, webhookIds, since, new Date(current)]);
  return rows.map(({ webhook_id, hours, succeeded, failed, last_succeeded_at }) => {
    const counts = { succeeded: zeros(), failed: zeros() };
    hours?.forEach((hour, i) => {
      counts.succeeded[hour] = succeeded?.[i] ?? 0;
      counts.failed[hour] = failed?.[i] ?? 0;
    });
    return { webhookId: webhook_id, since, ...counts, lastSucceededAt: last_succeeded_at };
  });
}

const zeros = (): number[] => new Array<number>(HOURS).fill(0);

/** The lists are parallel, and null where there was nothing. */
interface HoursRow {
  webhook_id: string;
  /** Hours after the first. */
  hours: number[] | null;
  succeeded: number[] | null;
  failed: number[] | null;
  last_succeeded_at: Date | null;
}

const RECENT_HOURS = `
  SELECT w.id AS webhook_id, recent.*, last.last_succeeded_at
  FROM unnest($2::uuid[]) WITH ORDINALITY AS asked (id, n)
  CROSS JOIN LATERAL (SELECT id FROM webhooks WHERE id = asked.id AND account_id = $1::uuid LIMIT 1) w
  CROSS JOIN LATERAL (
    SELECT array_agg((extract(epoch FROM h.hour - $3::timestamptz) / 3600)::int) AS hours, array_agg(succeeded) AS succeeded,
      array_agg(failed) AS failed
    FROM statistics_hours h WHERE h.webhook_id = w.id AND h.hour BETWEEN $3::timestamptz AND $4::timestamptz
  ) recent
  LEFT JOIN LATERAL (
    SELECT h.last_succeeded_at FROM statistics_hours h
    WHERE h.webhook_id = w.id AND h.hour <= $4::timestamptz AND h.last_succeeded_at IS NOT NULL
    ORDER BY h.hour DESC LIMIT 1
  ) last ON true
  ORDER BY asked.n`;
