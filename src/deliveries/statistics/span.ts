import { invalidRequest, type Fault } from '../../errors.js';
import { span } from '../parameters.js';

export type BucketSize = 'minute' | 'hour' | 'day';

/** A span of whole buckets. */
export interface StatisticsSpan {
  since: Date;
  until: Date;
  size: BucketSize;
}

export const BUCKET_MILLIS: Readonly<Record<BucketSize, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** As the contract says. */
const MAX_BUCKETS = 1_500;
const DEFAULT_MILLIS = 86_400_000;
/** How many days minutes are kept after their own (UTC). */
export const MINUTES_KEPT_DAYS = 3;

/**
 * The span that a query asks for, widened to whole buckets (UTC): up to now, and 24 hours long, unless it says otherwise.
 * @param now in epoch milliseconds
 * @throws ApiError at the parameter that is to blame: a time that can't be read, no time in between, too many buckets, or minutes that are no longer kept
 */
export function statisticsSpan(
  query: { since?: string; until?: string },
  size: BucketSize,
  now = Date.now(),
): StatisticsSpan {
  const { until = new Date(now), since = new Date(until.getTime() - DEFAULT_MILLIS) } = span('/query', query);
  const fault = faultOf(since.getTime(), until.getTime(), size, now);
  if (fault) throw invalidRequest([fault]);
  const millis = BUCKET_MILLIS[size];
  return {
    since: inFourDigits(Math.floor(since.getTime() / millis) * millis),
    until: inFourDigits(Math.ceil(until.getTime() / millis) * millis),
    size,
  };
}

/** A time whose year can be written as RFC 3339 does: widened to whole buckets, the last day of all ends in a year that can't. */
function inFourDigits(millis: number): Date {
  return new Date(Math.min(Math.max(millis, FIRST_MILLIS), LAST_MILLIS));
}

const FIRST_MILLIS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MILLIS = Date.parse('9999-12-31T23:59:59.999Z');

function faultOf(since: number, until: number, size: BucketSize, now: number): Fault | null {
  if (until <= since) return { path: '/query/until', message: 'must be later than since' };
  if (until - since > MAX_BUCKETS * BUCKET_MILLIS[size]) {
    const longest = `${MAX_BUCKETS.toLocaleString('en')} ${size}s`;
    return { path: '/query/since', message: `must be ${longest} before until at the most, or buckets longer` };
  }
  const keptSince = minutesKeptSince(now);
  if (size === 'minute' && since < keptSince.getTime()) {
    return {
      path: '/query/since',
      message: `must not be before ${keptSince.toISOString()}: older minutes are not kept`,
    };
  }
  return null;
}

/** When the oldest of the minutes begins that are kept for sure. */
export function minutesKeptSince(now: number): Date {
  const day = BUCKET_MILLIS.day;
  return new Date((Math.floor(now / day) - MINUTES_KEPT_DAYS) * day);
}
