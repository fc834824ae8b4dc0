/**
 * Ajv writes out all that anybody may want to know of a fault, wherever there may be one: 5 kB for each event type, in every receiver's
 * bundle. This makes less than half of it: `noted` (checks/validate.ts) makes the faults, of what `checks/faultWords.ts` reads of them.
 */

/** `const err0 = {…};`, and its way into the list. */
const FAULT =
  /const (err\d+) = (\{.*\});\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;\n/g;
const FAULT_PARTS =
  /^\{instancePath(?::(.+?))?,schemaPath:.+?,keyword:("[^"]+"),params:(\{.*\}),schema:.+,parentSchema:(.+?),data(?::(\w+))?\}$/;
/** The parameters that no schema has: the place of the fault. */
const PLACED = /missingProperty|additionalProperty|j:/;
/** What a validator is told besides the value: where it is, and of the values around it. */
const PARAMETERS = /\{instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors=\{\}\}=\{\}/g;
const ARGUMENTS = /\{instancePath(?::(.+?))?,parentData.*?,parentDataProperty.*?,rootData,dynamicAnchors\}/g;
/** Ajv's few helpers are required, in modules, too. They are CommonJS, whose exports are the default of a module. */
const HELPER = /^const (\w+) = require\("(.+?)(?:\.js)?"\)(.*);$/gm;

/** What would be left of anything that Ajv has written in another way than it did. */
const LEFT = /const err\d|vErrors\.push|errors\+\+|parentData|rootData|require\(/;

/** @throws Error if the code is not of the form that Ajv gave it when this was written */
export function compact(code: string): string {
  const text = code
    .replace('"use strict";', '')
    .replaceAll(/^export (?=const )/gm, '')
    .replaceAll(FAULT, (_all, _name, fault: string) => noting(fault))
    .replaceAll(PARAMETERS, 'instancePath=""')
    .replaceAll(ARGUMENTS, (_all, path?: string) => path ?? 'instancePath')
    .replaceAll(HELPER, "import $1Module from '$2.js';\nconst $1 = $1Module$3;");
  const [left] = LEFT.exec(text) ?? [];
  if (left !== undefined) throw new Error(`Ajv writes validators in a new way: there is still "${left}" in them.`);
  return text;
}

function noting(fault: string): string {
  if (fault === '{}') return `errors = (vErrors = noted(vErrors, instancePath, "if", {}, data)).length;\n`; // nobody hears of those of an `if`
  const parts = FAULT_PARTS.exec(fault);
  if (!parts) throw new Error(`Ajv writes faults in a new way: ${fault}`);
  const [, path = 'instancePath', keyword = '', params = '', schema = '', data = 'data'] = parts;
  const placed = PLACED.test(params) ? `, ${params}` : '';
  return `errors = (vErrors = noted(vErrors, ${path}, ${keyword}, ${schema}, ${data}${placed})).length;\n`;
}
