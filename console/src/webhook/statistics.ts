import { queryOptions } from '@tanstack/react-query';
import type { StatisticsBucketSize } from '@waypost/client';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';

const HOUR = 3_600_000;

/** Buckets of which some 20 to 300 make up a span. Minutes are kept for three days only. */
export function bucketFor(since: string, until: string | undefined, now: number): StatisticsBucketSize {
  const begin = Date.parse(since);
  const length = (until === undefined ? now : Date.parse(until)) - begin;
  if (length <= 5 * HOUR && now - begin < 70 * HOUR) return 'minute';
  return length <= 10 * 24 * HOUR ? 'hour' : 'day';
}

/** What was sent to a webhook in a span of time, which ends now without `until`. */
export function statisticsQuery(webhookId: string, since: string, until: string | undefined) {
  return queryOptions({
    queryKey: ['statistics', webhookId, since, until],
    queryFn: ({ signal }) => {
      const bucket = bucketFor(since, until, Date.now());
      const query = { since, bucket, ...(until !== undefined && { until }) };
      return answer(
        api.deliveries.GET('/webhooks/{id}/statistics', { params: { path: { id: webhookId }, query }, signal }),
      );
    },
    refetchInterval: 15_000,
  });
}
