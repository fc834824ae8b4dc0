import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findJsonFault } from '../../src/http/jsonFault.js';

const seed = '{"webhook_url":"https://example.com/","events":["ROUTE_CREATED"],"dc_ids":["1"]}';

describe('what is wrong with a text that is not JSON, and where:', () => {
  it.each([
    ['', 'line 1, column 1: expected a value, found the end'],
    ['{"webhook_url":', 'line 1, column 16: expected a value, found the end'],
    ['{"a":1,}', 'line 1, column 8: expected a name in double quotes, found }'],
    ['{"a":1\n "b":2}', 'line 2, column 2: expected , or }, found "'],
    ['[1,2,]', 'line 1, column 6: expected a value, found ]'],
    ['[1 2]', 'line 1, column 4: expected , or ], found 2'],
    ["{'a':1}", "line 1, column 2: expected a name in double quotes or }, found '"],
    ['{"a" 1}', 'line 1, column 6: expected :, found 1'],
    ['{"a":hello}', 'line 1, column 6: expected a value, found h'],
    ['{"a":NaN}', 'line 1, column 6: expected a value, found N'],
    ['[01]', 'line 1, column 3: expected , or ], found 1'],
    ['{} // x', 'line 1, column 4: expected the end, found /'],
    ['{}\u00a0', 'line 1, column 3: expected the end, found U+00A0'],
    ['[1)', 'line 1, column 3: expected , or ], found )'],
    ['[1}', 'line 1, column 3: expected , or ], found }'],
    ['{"a":"two\nlines"}', 'line 1, column 10: control characters in strings have to be escaped, line breaks as \\n'],
    ['["\\x"]', 'line 1, column 3: \\ does not begin an escape of JSON here'],
    ['{"a":"b}', 'line 1, column 6: this string does not end'],
    ['['.repeat(100_000), 'line 1, column 100001: expected a value or ], found the end'],
  ])('%#: %.20j', (text, fault) => {
    expect(findJsonFault(text)).toBe(fault);
  });

  it('shows no more of the text than one character', () => {
    expect(findJsonFault('{"password":hunter2}')).not.toContain('unter2');
  });
});

describe('it is of one mind with JSON.parse', () => {
  const parses = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  it('about every JSON, however it is spaced', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2, '\t'), (text, space) => {
        expect(findJsonFault(JSON.stringify(JSON.parse(text), null, space))).toBeNull();
      }),
    );
  });

  it('about JSON that was damaged anywhere, and about any text', () => {
    const damaged = fc
      .tuple(
        fc.oneof(fc.json(), fc.constant(seed)),
        fc.nat(),
        fc.nat(3),
        fc.stringMatching(/^[\]{}[":,\\0-9.eE+tn /'u-]{0,3}$/),
      )
      .map(([text, at, length, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + length);
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string({ unit: 'binary' })), (text) => {
        expect(findJsonFault(text) === null).toBe(parses(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
