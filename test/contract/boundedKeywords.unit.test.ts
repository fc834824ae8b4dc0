import { describe, expect, it } from '@jest/globals';
import { contracts } from '../../generated/contracts/index.js';
import { createSchemaCompiler } from '../../src/contract/schemaCheck.js';

const item = { type: 'object', required: ['a', 'b'], properties: { a: {}, b: {} } };

/** Items of which it is counted how many were looked at. */
function counted(length: number, value: unknown): { items: unknown[]; seen: () => number } {
  const seen = new Set<string | symbol>();
  const items = new Proxy<unknown[]>(Array(length).fill(value), {
    get: (target, name, receiver) => {
      if (/^\d+$/.test(String(name))) seen.add(name);
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  return { items, seen: () => seen.size };
}

function faultsOf(schema: object, value: unknown): string[] {
  const compile = createSchemaCompiler({ schema, item });
  return compile('/schema')(value, '').map(({ path, message }) => `${path} ${message}`);
}

describe('items', () => {
  it.each([
    ['of a schema that is right here', { items: item }],
    ['of one that is elsewhere', { items: { $ref: '#/item' } }],
  ])('that are wrong are looked at until there are more faulty ones than anybody is told of: %s', (_, schema) => {
    const { items, seen } = counted(100_000, {});
    expect(faultsOf(schema, items)).toHaveLength(2 * 51);
    expect(seen()).toBe(51);
  });

  it('are all looked at as long as few are wrong', () => {
    const { items, seen } = counted(1_000, { a: 1, b: 1 });
    items[999] = { a: 1 };
    expect(faultsOf({ items: item }, items)).toEqual(['/999/b is missing']);
    expect(seen()).toBe(1_000);
  });

  it('of a list that is too long are not looked at', () => {
    const { items, seen } = counted(1_001, {});
    expect(faultsOf({ maxItems: 1_000, items: item }, items)).toEqual([' must have at most 1000 entries']);
    expect(seen()).toBe(0);
  });

  it('after those that have schemas of their own are left to them', () => {
    const schema = { prefixItems: [{ type: 'string' }], items: { type: 'number' } };
    expect(faultsOf(schema, [1, 'x', 2])).toEqual([
      '/0 must be a string, not a number',
      '/1 must be a number, not a string',
    ]);
  });
});

describe('unknown properties', () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`unknown${i}`, i]));

  it('are named until there are more than anybody is told of', () => {
    expect(faultsOf({ additionalProperties: false, properties: { a: {} } }, many)).toEqual(
      Array.from({ length: 51 }, (_, i) => `/unknown${i} is not known here`),
    );
  });

  it('are all the others, whatever JavaScript calls its own', () => {
    expect(faultsOf({ additionalProperties: false }, JSON.parse('{"__proto__":1,"constructor":2}'))).toEqual([
      '/__proto__ is not known here',
      '/constructor is not known here',
    ]);
  });

  it('may have a schema of their own, or a pattern', () => {
    expect(faultsOf({ properties: { a: {} }, additionalProperties: { type: 'string' } }, { a: 1, b: 2 })).toEqual([
      '/b must be a string, not a number',
    ]);
    expect(faultsOf({ patternProperties: { '^x-': {} }, additionalProperties: false }, { 'x-a': 1, b: 2 })).toEqual([
      '/b is not known here',
    ]);
  });
});

it('no list of a contract has to compare each entry with all others to find a repetition', () => {
  const slow: string[] = [];
  let lists = 0;
  const look = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('uniqueItems' in value) {
      lists += 1;
      const items = 'items' in value ? value.items : null;
      const type = typeof items === 'object' && items !== null && 'type' in items ? items.type : null;
      if (type !== 'string') slow.push(place);
    }
    for (const [name, inner] of Object.entries(value)) look(inner, `${place}/${name}`);
  };
  for (const { name, document } of contracts) look(document, name);
  expect(slow).toEqual([]);
  expect(lists).toBeGreaterThan(0);
});
