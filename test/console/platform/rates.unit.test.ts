import { ratesOf, rateWords, totalOf } from '../../../console/src/platform/rates.js';

/** Minutes of which each has as many events as its place says, and ten times as many attempts. */
function minutes(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    start: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
    events: index,
    succeeded: index * 10,
    failed: 1,
    exhausted: 0,
  }));
}

describe('the rates of the overview', () => {
  it('has a bar for each minute of an hour', () => {
    const { width, rates } = ratesOf(minutes(60));

    expect(width).toBe(1);
    expect(rates).toHaveLength(60);
    expect(rates[7]).toEqual({ start: '2026-01-01T00:07:00.000Z', events: 7, succeeded: 70, failed: 1 });
  });

  it.each([
    [360, 5],
    [1_440, 15],
    [1_501, 30],
  ])('has a hundred bars at the most for %i minutes, each the mean of %i', (count, width) => {
    const found = ratesOf(minutes(count));

    expect(found.width).toBe(width);
    expect(found.rates).toHaveLength(Math.ceil(count / width));
    expect(found.rates[1]?.events).toBe(width + (width - 1) / 2);
  });

  it('divides the last bar by what it has, not by what the others have', () => {
    expect(ratesOf(minutes(101)).rates.at(-1)).toMatchObject({ events: 100, succeeded: 1_000, failed: 1 });
  });

  it('adds up everything', () => {
    expect(totalOf(minutes(3))).toEqual({ events: 3, succeeded: 30, failed: 3, exhausted: 0 });
  });

  it.each([
    [0.26, '0.3'],
    [9.96, '10'],
    [12.4, '12'],
  ])('says %d as %s', (rate, words) => {
    expect(rateWords(rate)).toBe(words);
  });
});
