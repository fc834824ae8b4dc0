import { describe, expect, it } from '@jest/globals';
import { createSchemaCompiler } from '../../src/contract/schemaCheck.js';

/** The faults of a value, as `<path> <message>`. */
function faultsOf(schema: object, value: unknown): string[] {
  return createSchemaCompiler({ schema })('/schema')(value, '/body').map(({ path, message }) => `${path} ${message}`);
}

describe('what a schema has against a value is said in plain English:', () => {
  it.each<[string, object, unknown, string]>([
    ['a type', { type: 'string' }, 1, 'must be a string, not a number'],
    ['one of several types', { type: ['string', 'null'] }, [], 'must be a string or null, not an array'],
    ['a boolean', { type: 'boolean' }, 'true', 'must be true or false, not a string'],
    ['null', { type: 'object' }, null, 'must be an object, not null'],
    ['true', { type: 'array' }, true, 'must be an array, not true'],
    ['a fraction', { type: 'integer' }, 5.5, 'must be a whole number'],
    ['an enum', { enum: ['A', 'B', 1] }, 'C', 'must be one of A, B, 1'],
    ['an enum of odd texts', { enum: ['', 'a b'] }, 'C', 'must be one of "", "a b"'],
    ['a const', { const: 'A' }, 'C', 'must be A'],
    ['too few entries', { minItems: 1 }, [], 'must have at least 1 entry'],
    ['too many entries', { maxItems: 2 }, [1, 2, 3], 'must have at most 2 entries'],
    ['a repeated text', { uniqueItems: true }, ['R-1', 'R-2', 'R-1'], 'lists R-1 twice'],
    ['a repeated object', { uniqueItems: true }, [{ a: 'b' }, { a: 'b' }], 'lists {"a":"b"} twice'],
    ['a repeated long text', { uniqueItems: true }, Array(2).fill('x'.repeat(99)), `lists "${'x'.repeat(39)}… twice`],
    ['an empty text', { minLength: 1 }, '', 'must not be empty'],
    ['a short text', { minLength: 2 }, 'a', 'must have at least 2 characters'],
    ['a long text', { maxLength: 1 }, 'ab', 'must have at most 1 character'],
    ['a small number', { minimum: 1 }, 0, 'must be at least 1'],
    ['a large number', { maximum: 200 }, 201, 'must be at most 200'],
    ['a number at its bound', { exclusiveMinimum: 0 }, 0, 'must be more than 0'],
    ['a number between steps', { multipleOf: 5 }, 7, 'must be a multiple of 5'],
    [
      'a time without an offset',
      { format: 'date-time' },
      '2026-01-01T09:00:00',
      'must be a time with an offset, such as 2026-01-01T09:00:00Z',
    ],
    [
      'a pattern with words',
      { pattern: '^a$', 'x-pattern-words': 'must be the letter a' },
      'b',
      'must be the letter a',
    ],
    ['a pattern without', { pattern: '^a$' }, 'b', 'must match the pattern ^a$'],
    ['what is never valid', { not: {}, description: "Can't be changed." }, 1, "Can't be changed."],
    ['an empty object', { minProperties: 1 }, {}, 'must have at least 1 property'],
  ])('%s', (_, schema, value, message) => {
    expect(faultsOf(schema, value)).toEqual([`/body ${message}`]);
  });
});

describe('a property', () => {
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: ['webhook_url'],
    properties: { webhook_url: {}, dc_ids: {}, events: {} },
  };

  it.each([
    ['dc_id', ' is not known here: did you mean dc_ids?'],
    ['dcIds', ' is not known here: did you mean dc_ids?'],
    ['Webhook-URL', ' is not known here: did you mean webhook_url?'],
    ['evnets', ' is not known here: did you mean events?'],
    ['id', ' is not known here'],
    ['name', ' is not known here'],
    ['x'.repeat(50_000), ' is not known here'],
  ])('that is not known is named at its place: %.20s', (name, message) => {
    expect(faultsOf(schema, { webhook_url: 1, [name]: 1 })).toEqual([`/body/${name}${message}`]);
  });

  it('that is missing is named at its place', () => {
    expect(faultsOf(schema, {})).toEqual(['/body/webhook_url is missing']);
  });

  it('of an odd name is named by a JSON pointer', () => {
    expect(faultsOf(schema, { webhook_url: 1, 'a/b~c': 1 })).toEqual(['/body/a~1b~0c is not known here']);
  });
});

describe('a wrong value is one fault', () => {
  it('also where several rules object to it', () => {
    expect(faultsOf({ minLength: 3, pattern: '^a', format: 'uuid' }, 'b')).toHaveLength(1);
  });

  it('also where the parts of a schema say the same', () => {
    const part = { type: 'object', required: ['a'], properties: { b: { type: 'string' } } };
    expect(faultsOf({ allOf: [part, part] }, { b: 1 })).toEqual([
      '/body/a is missing',
      '/body/b must be a string, not a number',
    ]);
  });

  it('and each of several wrong values is one of its own', () => {
    const schema = { items: { enum: ['A'] } };
    expect(faultsOf(schema, ['B', 'A', 'C'])).toEqual(['/body/0 must be one of A', '/body/2 must be one of A']);
  });
});
