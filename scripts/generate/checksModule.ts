/**
 * generated/checks/: validators that Ajv writes ahead, so that receivers, the outbox and the server check by the same code, and none of them
 * carries a compiler of schemas.
 */
import type { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { createAjv } from '../../src/contract/schemaCheck.js';
import { isRecord } from '../specDiff/node.js';
import { compact } from './compactValidators.js';

/** Keywords that say something to people, and those of the server. `checks/faultWords.ts` reads the description of what is never valid. */
const SAID = /^(description|title|examples?|externalDocs|deprecated|x-(?!pattern-words$).*)$/;
/** How wide a number is elsewhere: JavaScript has one kind of them. */
const WIDTHS: readonly unknown[] = ['int64', 'float', 'double'];

/**
 * The text of a module that exports a record of validators by name.
 * @param exported the record's name
 * @param document what is validated by (`validatorDocument`), standing alone
 * @param pointers where the schema of each is in the document: JSON pointers (RFC 6901)
 */
export function checksModule(exported: string, document: unknown, pointers: ReadonlyMap<string, string>): string {
  const ajv = writingAjv().addSchema(withoutTwins(bare(document)), 'document');
  const entries = [...pointers].map(([name, pointer], i) => ({ name, pointer, id: `validator${i}` }));
  const references = Object.fromEntries(entries.map(({ id, pointer }) => [id, `document#${pointer}`]));
  const members = entries.map(({ name, id }) => `  ${JSON.stringify(name)}: ${id} as Validate,\n`);
  return [
    '// @ts-nocheck -- Ajv writes JavaScript\n',
    `import { noted, type Validate } from '../../checks/validate.js';\n`,
    compact(standaloneCode.default(ajv, references)),
    `\nexport const ${exported} = {\n${members.join('')}};\n`,
  ].join('');
}

/** Each schema has its own function, whoever refers to it, and required properties are looked for in a loop: that is what makes it short. */
function writingAjv(): Ajv2020 {
  const ajv = createAjv({ inlineRefs: false, loopRequired: 1, code: { source: true, esm: true, lines: true } });
  ajv.opts.unevaluated = false; // which keeps account of every property for a keyword that `bare` refuses
  return ajv;
}

/** The document without what validates nothing: each fault has its schema with it, and so has the module. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key, member]) => {
    if (key.startsWith('unevaluated')) throw new Error(`Validators that are written ahead do not know ${key}.`);
    if (key === 'format') return !WIDTHS.includes(member);
    if (key === 'description' && 'not' in value) return true;
    return !SAID.test(key) || (isRecord(member) && !key.startsWith('x-')); // a property may have such a name
  });
  return Object.fromEntries(kept.map(([key, member]) => [key, bare(member)]));
}

/** With references to the first of schemas that say the same, as those of ids do: it is the only one that is written. */
function withoutTwins(document: unknown): object {
  const { components } = document as { components: { schemas: Record<string, unknown> } };
  const firsts = new Map<string, string>();
  const twins = new Map<string, string>();
  for (const [name, schema] of Object.entries(components.schemas)) {
    const text = JSON.stringify(schema);
    const first = firsts.get(text);
    if (first === undefined) firsts.set(text, name);
    else twins.set(`#/components/schemas/${name}`, `#/components/schemas/${first}`);
  }
  return JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === '$ref' ? (twins.get(String(value)) ?? value) : value,
  ) as object;
}
