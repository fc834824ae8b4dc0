/** How far a delay may deviate from the schedule, as a share of it: without it, what failed together would come back together. */
export const jitterShare = 0.2;

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
 * The longest time in seconds from the first attempt of a delivery to the end of its schedule: how long a parked delivery may wait
 * to be resumed. Longer waits that receivers ask for are not counted.
 */
export function retrySpan(scheduleSeconds: readonly number[]): number {
  return scheduleSeconds.reduce((sum, seconds) => sum + seconds, 0) * (1 + jitterShare);
}
