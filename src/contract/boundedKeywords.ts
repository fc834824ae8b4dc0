/**
 * Ajv with `allErrors` looks at all of a value, however much is wrong with it: an array of a million wrong items keeps it busy for a minute.
 * These keywords, the two whose work grows with the value and not with the schema, stop when MAX_FAULTS places were found faulty.
 */
import { _, stringify, type Ajv2020, type KeywordCxt } from 'ajv/dist/2020.js';
import { Type } from 'ajv/dist/compile/util.js';
import { MAX_FAULTS } from '../../checks/fault.js';

type Generate = (cxt: KeywordCxt) => void;

/** Puts the bounded keywords in the place of Ajv's own. */
export function boundKeywords(ajv: Ajv2020): void {
  replace(ajv, 'items', { before: 'uniqueItems', generate: itemsUntilEnough });
  replace(ajv, 'additionalProperties', { before: 'properties', generate: unknownPropertiesUntilEnough });
}

/** Each has its place in the order of the keywords, and leaves to Ajv's own what it does not know. */
interface Replacement {
  before: string;
  generate: (cxt: KeywordCxt, builtIn: Generate) => void;
}

function replace(ajv: Ajv2020, keyword: string, { before, generate }: Replacement): void {
  const definition = ajv.getKeyword(keyword);
  if (typeof definition !== 'object' || !('code' in definition)) throw new Error(`Ajv has no keyword ${keyword}.`);
  const { code: builtIn } = definition;
  ajv.removeKeyword(keyword).addKeyword({
    ...definition,
    before,
    code: (cxt) => {
      generate(cxt, builtIn);
    },
  });
}

/** Items are looked at one by one, and only those of a list that is not too long. */
function itemsUntilEnough(cxt: KeywordCxt, builtIn: Generate): void {
  const { gen, data, it } = cxt;
  const { prefixItems, maxItems = Number.MAX_SAFE_INTEGER } = schemaOf(cxt);
  if (prefixItems !== undefined) {
    builtIn(cxt);
    return;
  }
  it.items = true;
  const faulty = gen.let('faulty', 0);
  gen.if(_`${data}.length <= ${maxItems}`, () => {
    gen.forRange('i', 0, _`${data}.length`, (i) => {
      const valid = gen.name('valid');
      cxt.subschema({ keyword: 'items', dataProp: i, dataPropType: Type.Num }, valid);
      gen.if(_`!${valid} && ++${faulty} > ${MAX_FAULTS}`, () => {
        gen.break();
      });
    });
  });
  cxt.ok(_`${faulty} === 0`);
}

function unknownPropertiesUntilEnough(cxt: KeywordCxt, builtIn: Generate): void {
  const { gen, data, it } = cxt;
  const { additionalProperties, properties = {}, patternProperties } = schemaOf(cxt);
  if (additionalProperties !== false || patternProperties !== undefined) {
    builtIn(cxt);
    return;
  }
  it.props = true;
  const names = Object.keys(properties);
  const known = gen.scopeValue('obj', { ref: new Set(names), code: _`new Set(${stringify(names)})` });
  const faulty = gen.let('faulty', 0);
  gen.forIn('name', data, (name) => {
    gen.if(_`!${known}.has(${name})`, () => {
      cxt.setParams({ additionalProperty: name });
      cxt.error();
      gen.if(_`++${faulty} > ${MAX_FAULTS}`, () => {
        gen.break();
      });
    });
  });
  cxt.ok(_`${faulty} === 0`);
}

interface BoundedSchema {
  prefixItems?: unknown;
  maxItems?: number;
  additionalProperties?: unknown;
  properties?: object;
  patternProperties?: unknown;
  [keyword: string]: unknown;
}

/** The schema that the keyword is part of. Schemas are taken to be valid. */
function schemaOf({ parentSchema }: KeywordCxt): BoundedSchema {
  return parentSchema;
}
