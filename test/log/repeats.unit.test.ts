import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRepeatFilter, type RepeatFilter, type Repeats } from '../../src/log/repeats.js';

const [WARN, ERROR] = [40, 50];
const refused = () => new Error('connect ECONNREFUSED 127.0.0.1:5432');

let reports: Repeats[];
let filter: RepeatFilter;
beforeEach(() => {
  jest.useFakeTimers();
  reports = [];
  filter = createRepeatFilter((repeats) => reports.push(repeats), 10_000);
});
afterEach(() => {
  jest.useRealTimers();
});

/** Logs a line, and returns whether it is written. */
const log = (err: Error, message: string, level = WARN) => filter.admits(level, [{ err }, message]);

describe('an outage', () => {
  it('is one line, and a count of all that repeats its cause, wherever that was met', () => {
    expect(log(refused(), 'not claimed')).toBe(true);
    expect(log(refused(), 'not claimed')).toBe(false);
    expect(log(new Error('The query failed.', { cause: refused() }), 'request failed', ERROR)).toBe(false);
    expect(log(refused(), 'not claimed')).toBe(false);
    expect(reports).toEqual([]);
    jest.advanceTimersByTime(10_000);
    expect(reports).toEqual([
      {
        error: 'connect ECONNREFUSED 127.0.0.1:5432',
        severe: true,
        counts: new Map([
          ['not claimed', 2],
          ['request failed', 1],
        ]),
      },
    ]);
  });

  it('that goes on is a count per window, and the next one is a line again', () => {
    log(refused(), 'not claimed');
    for (let window = 1; window <= 3; window += 1) {
      expect(log(refused(), 'not claimed')).toBe(false);
      jest.advanceTimersByTime(10_000);
      expect(reports).toHaveLength(window);
    }
    jest.advanceTimersByTime(10_000);
    expect(reports).toHaveLength(3);
    expect(log(refused(), 'not claimed')).toBe(true);
    expect(jest.getTimerCount()).toBe(1);
  });

  it('that ends with the process is counted all the same', () => {
    log(refused(), 'not claimed');
    filter.flush();
    expect(reports).toEqual([]);
    log(refused(), 'not claimed');
    filter.flush();
    expect(reports).toEqual([{ error: refused().message, severe: false, counts: new Map([['not claimed', 1]]) }]);
  });
});

it('errors that are signs of one outage are one line and one count, whatever each of them says', () => {
  const nameOf = (error: Error) => (error.message.startsWith('connect') ? 'the outage' : null);
  filter = createRepeatFilter((repeats) => reports.push(repeats), 10_000, nameOf);
  expect(log(refused(), 'not claimed')).toBe(true);
  expect(log(new Error('connect ETIMEDOUT'), 'request failed')).toBe(false);
  expect(log(new Error('another'), 'request failed')).toBe(true);
  jest.advanceTimersByTime(10_000);
  expect(reports).toEqual([{ error: 'the outage', severe: false, counts: new Map([['request failed', 1]]) }]);
});

describe('nothing is held back', () => {
  it('that has another cause', () => {
    expect([log(refused(), 'not claimed'), log(new Error('deadlock detected'), 'not claimed')]).toEqual([true, true]);
  });

  it('that has no error: each such line tells something of its own', () => {
    const disabled = [{ webhookId: 'a' }, 'webhook disabled'];
    expect([filter.admits(WARN, disabled), filter.admits(WARN, disabled)]).toEqual([true, true]);
    expect([filter.admits(WARN, ['careful']), filter.admits(WARN, ['careful'])]).toEqual([true, true]);
  });

  it('however many different errors there are, and the memory for them stays bounded', () => {
    const errors = Array.from({ length: 1_000 }, (_, i) => new Error(`row ${i} is broken`));
    expect(errors.every((error) => log(error, 'failed'))).toBe(true);
    expect(jest.getTimerCount()).toBe(100);
  });
});
