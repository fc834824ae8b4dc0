/** How far a delay may deviate from the schedule, as a share of it: without it, what failed together would come back together. */
export const jitterShare = 0.2;

/** The longest wait that a receiver may ask for with `Retry-After`, in seconds, unless configured otherwise. */
export const defaultRetryAfterCapSeconds = 3_600;

interface FailedAttempt {
  /** The number of the attempt that failed, from 1. */
  attemptNumber: number;
  scheduleSeconds: readonly number[];
  /** What the receiver asked for, already bounded; it can lengthen a delay, never shorten it. */
  retryAfterSeconds?: number | null;
  /** A number from 0 up to 1; `Math.random` unless a test needs a certain one. */
  random?: () => number;
}

/**
 * How many seconds to wait before the next attempt, or null if the schedule is over and the delivery is exhausted.
 * The delay is that of the schedule, give or take `jitterShare` evenly distributed.
 */
export function nextAttemptDelay(failed: FailedAttempt): number | null {
  const { attemptNumber, scheduleSeconds, retryAfterSeconds, random = Math.random } = failed;
  const scheduled = scheduleSeconds[attemptNumber - 1];
  if (scheduled === undefined) return null;
  const jittered = scheduled * (1 + jitterShare * (2 * random() - 1));
  return Math.max(jittered, retryAfterSeconds ?? 0);
}

/**
 * How many seconds a `Retry-After` header asks to wait (RFC 9110 section 10.2.3: whole seconds or an HTTP date), at most
 * `capSeconds`; a date in the past is 0. Null if there is no header or it is neither.
 */
export function retryAfterDelay(
  header: string | null | undefined,
  nowMillis: number,
  capSeconds = defaultRetryAfterCapSeconds,
): number | null {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Math.min(Number(value), capSeconds);
  const dateMillis = httpDateMillis(value);
  if (dateMillis === null) return null;
  return Math.min(Math.max((dateMillis - nowMillis) / 1_000, 0), capSeconds);
}

/**
 * The longest time in seconds from the first attempt of a delivery to the end of its schedule: how long a parked delivery may wait
 * to be resumed. Longer waits that receivers ask for are not counted.
 */
export function retrySpan(scheduleSeconds: readonly number[]): number {
  return scheduleSeconds.reduce((sum, seconds) => sum + seconds, 0) * (1 + jitterShare);
}

/** The three forms of RFC 9110 section 5.6.7; `Date.parse` alone would also take `-5` or `1.5`. */
function httpDateMillis(value: string): number | null {
  const isCurrentOrRfc850 = /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/.test(value);
  const isAsctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/.test(value);
  if (!isCurrentOrRfc850 && !isAsctime) return null;
  // The asctime form names no zone although it means GMT.
  const millis = Date.parse(isAsctime ? `${value} GMT` : value);
  return Number.isNaN(millis) ? null : millis;
}
