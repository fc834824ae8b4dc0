import { describe, expect, it } from '@jest/globals';
import { InvalidArgumentError } from 'commander';
import {
  choiceParser,
  integerParser,
  listOf,
  parseEventType,
  parseName,
  parseTime,
} from '../../src/commands/arguments.js';

describe('parseTime', () => {
  it.each([
    ['45s', 45],
    ['90m', 5_400],
    ['2h', 7_200],
    ['3d', 259_200],
    ['2w', 1_209_600],
  ])('takes %s for so long ago', (text, seconds) => {
    const age = Date.now() - parseTime(text).getTime();
    expect(Math.abs(age - seconds * 1_000)).toBeLessThan(5_000); // a clock may be set back by a millisecond in between
  });

  it.each([
    ['2026-01-31T09:00:00Z', '2026-01-31T09:00:00.000Z'],
    ['2026-01-31T09:00:00.250+02:00', '2026-01-31T07:00:00.250Z'],
    ['2026-01-31T09:00-05:00', '2026-01-31T14:00:00.000Z'],
    ['2024-02-29T00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('takes %s as ISO 8601 has it', (text, expected) => {
    expect(parseTime(text).toISOString()).toBe(expected);
  });

  it('takes a time without a zone, and a day, for local time', () => {
    expect(parseTime('2026-01-31T09:30')).toEqual(new Date(2026, 0, 31, 9, 30));
    expect(parseTime('2026-01-31')).toEqual(new Date(2026, 0, 31));
  });

  it.each(['', '2', 'h', '-2h', '1.5h', '2 h', '2y', '123456d', 'yesterday', '1767258000000'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseTime(text)).toThrow(InvalidArgumentError);
    },
  );

  it.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '2026-01-31T25:00Z', '2026-1-31'])(
    'refuses %s, which is no day or no time',
    (text) => {
      expect(() => parseTime(text)).toThrow(InvalidArgumentError);
    },
  );
});

describe('the other parsers', () => {
  it('say what would have been right', () => {
    expect(() => parseEventType('ROUTE_LOST')).toThrow(/one of ROUTE_CREATED, /);
    expect(() => choiceParser(['a', 'b'])('c')).toThrow('one of a, b');
    for (const text of ['0', '11', '1e1', '', '-1', '1.5']) {
      expect(() => integerParser(1, 10)(text)).toThrow('whole number from 1 to 10');
    }
  });

  it.each(['', '   ', 'x'.repeat(101), 'two\nlines', '\u001b[31mred', 'right\u202eleft'])(
    'refuse the name %j',
    (name) => {
      expect(() => parseName(name)).toThrow('one line of 1 to 100 characters');
    },
  );

  it('take what is right', () => {
    expect(parseName('  Ålesund & Søn ')).toBe('Ålesund & Søn');
    expect(parseEventType('route_created')).toBe('ROUTE_CREATED');
    expect(integerParser(0, 65_535)('0')).toBe(0);
    expect(listOf(integerParser(1, 10))('2', [1])).toEqual([1, 2]);
  });
});
