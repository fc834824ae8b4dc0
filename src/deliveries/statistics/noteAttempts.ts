import { latencyStep } from './latency.js';

/**
 * CTEs that note what became of attempts, in the statement that settles them: what is counted later is what was written, also if the process
 * dies in between. A row for all of them, since one for each webhook would cost a settlement for many webhooks as much as a second log.
 * @param from a CTE of them with `webhook_id`, `started_millis`, `duration_millis`, `succeeded` and `exhausted`
 */
export const noteAttempts = (from: string): string => `counts AS (
    SELECT webhook_id, floor(started_millis / 60000) AS minute, ${latencyStep('duration_millis')} AS latency,
      count(*) FILTER (WHERE succeeded) AS succeeded, count(*) FILTER (WHERE NOT succeeded) AS failed,
      count(*) FILTER (WHERE exhausted) AS exhausted, max(started_millis + duration_millis) FILTER (WHERE succeeded) AS succeeded_millis
    FROM ${from} GROUP BY 1, 2, 3
  ), counted AS (
    INSERT INTO statistics_deltas (webhook_ids, minutes, latencies, succeeded, failed, exhausted, succeeded_at)
    SELECT array_agg(webhook_id), array_agg(${minuteNearNow('to_timestamp(minute * 60)')}), array_agg(latency), array_agg(succeeded),
      array_agg(failed), array_agg(exhausted), array_agg(to_timestamp(succeeded_millis / 1000))
    FROM counts HAVING count(*) > 0
  )`;

/** A day from now at the most: a worker whose clock is wrong is not to ask for a partition that nobody makes. */
function minuteNearNow(minute: string): string {
  const bound = (sign: '-' | '+'): string => `date_trunc('minute', now() ${sign} interval '1 day')`;
  return `greatest(least(${minute}, ${bound('+')}), ${bound('-')})`;
}
