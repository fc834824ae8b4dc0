import { expect, it } from '@jest/globals';
import { percentilesOf } from '../../../src/deliveries/statistics/latency.js';

it('has no percentiles where nothing was sent', () => {
  expect(percentilesOf(new Map())).toBeNull();
});

it('tells short latencies to the millisecond', () => {
  // Steps 0 to 19 are as many milliseconds.
  expect(percentilesOf(new Map([[0, 1]]))).toEqual({ p50: 0, p95: 0, p99: 0 });
  expect(
    percentilesOf(
      new Map([
        [19, 1],
        [3, 95],
        [1, 4],
      ]),
    ),
  ).toEqual({ p50: 3, p95: 3, p99: 3 });
  expect(
    percentilesOf(
      new Map([
        [2, 50],
        [7, 45],
        [19, 5],
      ]),
    ),
  ).toEqual({ p50: 2, p95: 7, p99: 19 });
});

it('tells long ones by the end of their step, and reaches beyond the longest deadline', () => {
  expect(percentilesOf(new Map([[20, 2]]))).toEqual({ p50: 21, p95: 21, p99: 21 });
  expect(percentilesOf(new Map([[1_000, 1]]))?.p50).toBeGreaterThan(300_000);
});
