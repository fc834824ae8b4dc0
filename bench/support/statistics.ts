/** The numbers that the benchmarks print. */

/** The value that half of the others do not exceed. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/**
 * The smallest of `values` that at least `percent` % of them do not exceed.
 * @throws RangeError if there is none
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).sort();
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('A percentile of nothing.');
  return value;
}
