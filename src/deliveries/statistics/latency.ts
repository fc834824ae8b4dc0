/**
 * Latencies in steps, of which one is at most a tenth longer than the one before: enough to tell percentiles by, and few enough to be
 * added up. Rows that are stored are in these steps: changing them changes what was measured.
 */

/** Longer than an attempt may take, in milliseconds. */
const LONGEST_MILLIS = 330_000;

/** Where steps begin, in whole milliseconds, but for the first, which is 0. */
const BOUNDS: readonly number[] = boundsUpTo(LONGEST_MILLIS);

function boundsUpTo(longest: number): number[] {
  const bounds: number[] = [];
  for (let bound = 1; bound <= longest; bound = Math.max(bound + 1, Math.floor(bound * 1.1))) bounds.push(bound);
  return bounds;
}

/** The step of a latency in whole milliseconds, as SQL: Postgres looks it up by halves. */
export const latencyStep = (millis: string): string => `width_bucket(${millis}, '{${BOUNDS.join()}}'::int[])`;

/** The longest latency of a step in milliseconds; of the last one, which has no end, the shortest. */
function longestOf(step: number): number {
  const next = BOUNDS[step];
  return next === undefined ? (BOUNDS.at(-1) ?? 0) : next - 1;
}

/** How many attempts took as long as each step. */
export type LatencyCounts = ReadonlyMap<number, number>;

export interface LatencyPercentiles {
  p50: number;
  p95: number;
  p99: number;
}

/**
 * The milliseconds that so many of all attempts took at the most, at most a tenth too long.
 * @returns null if there was no attempt
 */
export function percentilesOf(counts: LatencyCounts): LatencyPercentiles | null {
  const steps = [...counts].sort(([a], [b]) => a - b);
  const all = steps.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return null;
  const percentile = (percent: number): number => {
    let remaining = Math.ceil((all * percent) / 100);
    const found = steps.find(([, count]) => (remaining -= count) <= 0);
    return longestOf(found?.[0] ?? 0);
  };
  return { p50: percentile(50), p95: percentile(95), p99: percentile(99) };
}
