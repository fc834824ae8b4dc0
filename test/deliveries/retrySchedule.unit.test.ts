import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadConfig } from '../../src/config.js';
import { nextAttemptDelay, retrySpan } from '../../src/deliveries/retrySchedule.js';

const scheduleSeconds = loadConfig({}).delivery.retryScheduleSeconds;

describe('the schedule', () => {
  it('waits 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h and 4 h, and is over then', () => {
    const delays = Array.from({ length: 9 }, (_, index) =>
      nextAttemptDelay({ attemptNumber: index + 1, scheduleSeconds, random: () => 0.5 }),
    );
    expect(delays).toEqual([5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, null]);
  });

  it('deviates by a fifth at the most, both ways', () => {
    expect(nextAttemptDelay({ attemptNumber: 2, scheduleSeconds, random: () => 0 })).toBe(24);
    expect(nextAttemptDelay({ attemptNumber: 2, scheduleSeconds, random: () => 0.999_999 })).toBeCloseTo(36, 3);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), (attemptNumber) => {
        const scheduled = scheduleSeconds[attemptNumber - 1] ?? NaN;
        const delay = nextAttemptDelay({ attemptNumber, scheduleSeconds }) ?? NaN;
        expect(delay).toBeGreaterThanOrEqual(scheduled * 0.8);
        expect(delay).toBeLessThanOrEqual(scheduled * 1.2);
      }),
    );
  });

  it('is lengthened by what the receiver asked for, and never shortened', () => {
    const failed = { attemptNumber: 2, scheduleSeconds, random: () => 0.5 };
    expect(nextAttemptDelay({ ...failed, retryAfterSeconds: 90 })).toBe(90);
    expect(nextAttemptDelay({ ...failed, retryAfterSeconds: 1 })).toBe(30);
    expect(nextAttemptDelay({ ...failed, retryAfterSeconds: null })).toBe(30);
  });

  it('is over all the same if the receiver asks to wait after the last attempt', () => {
    expect(nextAttemptDelay({ attemptNumber: 9, scheduleSeconds, retryAfterSeconds: 90 })).toBeNull();
  });

  it('spans the sum of its delays with all the jitter', () => {
    expect(retrySpan([10, 20])).toBeCloseTo(36, 9);
    expect(retrySpan(scheduleSeconds)).toBeGreaterThan(7 * 3_600);
    expect(retrySpan([])).toBe(0);
  });
});
