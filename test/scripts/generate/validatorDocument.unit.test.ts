import { describe, expect, it } from '@jest/globals';
import { validatorDocument } from '../../../scripts/generate/validatorDocument.js';
import { createSchemaCompiler } from '../../../src/contract/schemaCheck.js';

const document = {
  components: {
    schemas: {
      Round: {
        type: 'object',
        required: ['shape', 'name', 'radius'],
        properties: {
          shape: { type: 'string', enum: ['ROUND'] },
          name: { type: 'string' },
          radius: { type: 'number' },
        },
      },
      Square: {
        type: 'object',
        required: ['shape', 'name', 'side'],
        properties: { shape: { type: 'string', enum: ['SQUARE'] }, name: { type: 'string' }, side: { type: 'number' } },
      },
      Figure: {
        oneOf: [{ $ref: '#/components/schemas/Round' }, { $ref: '#/components/schemas/Square' }],
        discriminator: {
          propertyName: 'shape',
          mapping: { ROUND: '#/components/schemas/Round', SQUARE: '#/components/schemas/Square' },
        },
      },
      Text: { type: 'string', pattern: '^[^\\x00]*$', 'x-pattern-ecmascript': '^[^\\u0000\\uD800-\\uDFFF]*$' },
      Texts: { type: 'array', uniqueItems: true, items: { $ref: '#/components/schemas/Text' } },
      Change: {
        type: 'object',
        additionalProperties: false,
        properties: { on: { type: 'boolean' } },
        'x-refused-properties': { name: { description: "Can't be changed.", 'x-error-code': 7 } },
      },
    },
  },
};
const validated = validatorDocument(document) as typeof document;
const compile = createSchemaCompiler(validated);
const faultsOf = (name: string, value: unknown) => compile(`/components/schemas/${name}`)(value, '');

describe('a union', () => {
  it.each([
    [{ shape: 'ROUND', name: 'a', radius: 1 }, []],
    [{ shape: 'ROUND', name: 'a', side: 1 }, [{ path: '/radius', message: 'is missing' }]],
    [{ shape: 'SQUARE', name: 'a', side: '1' }, [{ path: '/side', message: 'must be a number, not a string' }]],
    [{ shape: 'OVAL', name: 'a' }, [{ path: '/shape', message: 'must be one of ROUND, SQUARE' }]],
    ['ROUND', [{ path: '', message: 'must be an object, not a string' }]],
  ])('has the faults of the alternative that is meant: %j', (value, faults) => {
    expect(faultsOf('Figure', value)).toEqual(faults);
  });

  it.each([
    [{ shape: 'OVAL', name: 7 }, ['/name', '/shape']],
    [{ name: 7 }, ['/name', '/shape']],
    [{}, ['/name', '/shape']],
  ])('has the faults of what all have in common where none is named: %j', (value, paths) => {
    const found = faultsOf('Figure', value).map(({ path }) => path);
    expect(found.sort()).toEqual(paths);
  });
});

it('a pattern is as exact as ECMAScript can say it', () => {
  expect(faultsOf('Text', 'a')).toEqual([]);
  expect(faultsOf('Text', '\ud800')).toHaveLength(1);
});

it('a refused property is known, with words and a code of its own', () => {
  expect(faultsOf('Change', { name: 'x' })).toEqual([{ path: '/name', message: "Can't be changed." }]);
  expect(validated.components.schemas.Change.properties).toMatchObject({ name: { 'x-error-code': 7 } });
});

it('the items of a list without repetitions say their type', () => {
  expect(validated.components.schemas.Texts.items).toEqual({ type: 'string', $ref: '#/components/schemas/Text' });
});

it('the document itself is left as it is', () => {
  expect(document.components.schemas.Figure.oneOf).toHaveLength(2);
  expect(JSON.stringify(document)).toContain('x-refused-properties');
});
