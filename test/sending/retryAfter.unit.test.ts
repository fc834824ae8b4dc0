import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryAfterDelay } from '../../src/sending/retryAfter.js';

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1, 12, 0, 0);

  it.each([
    ['120', 120],
    [' 120 ', 120],
    ['0', 0],
    ['99999999999999999999', 3_600],
    ['Thu, 01 Jan 2026 12:01:30 GMT', 90],
    ['Thursday, 01-Jan-26 12:01:30 GMT', 90],
    ['Thu Jan  1 12:01:30 2026', 90],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['Fri, 01 Jan 2027 12:00:00 GMT', 3_600],
  ])('%j is %d s', (header, seconds) => {
    expect(retryAfterDelay(header, now)).toBe(seconds);
  });

  it.each([
    null,
    undefined,
    '',
    'soon',
    '-5',
    '1.5',
    '1e3',
    '0x10',
    '2026-01-01T12:01:30Z',
    'Thu, 99 Jan 2026 12:01:30 GMT',
  ])('%j says nothing', (header) => {
    expect(retryAfterDelay(header, now)).toBeNull();
  });

  it('is bounded by the cap that is configured', () => {
    expect(retryAfterDelay('120', now, 60)).toBe(60);
  });

  it('never gives a delay outside of its bounds, whatever a receiver writes', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const delay = retryAfterDelay(header, now);
        expect(delay === null || (delay >= 0 && delay <= 3_600)).toBe(true);
      }),
    );
  });
});
