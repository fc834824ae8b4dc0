/**
 * How a contract has to be spelled so that the generators of all languages understand it, as rules of Redocly's lint (`npm run lint:spec`).
 * Each forbids what one of them drops without a word, or fails on; `npm run clients:check` is the proof that the rest is understood.
 */
import { readFileSync } from 'node:fs';
import { URL } from 'node:url';

/** Not in what is served: `npm run generate` writes it out. */
const WRITTEN_OUT = ['x-events-of-notifications'];
const NAMED_KINDS = ['schemas', 'responses', 'parameters', 'requestBodies'];
const WHOLE_COMPONENT = /^([\w-]+\.yaml)?#\/components\/\w+\/[\w-]+$/;
/** What RE2 (Go), Python or Java do not compile, or compile to something else than ECMAScript does. */
const NOT_PORTABLE = /\\[upPkbBcdDwWsS]|\(\?/;

const rules = {
  /** Go has one name space for all of them: "duplicate typename". */
  'unique-component-names': () => ({
    Components(components, { report, location }) {
      const homes = new Map();
      for (const kind of NAMED_KINDS) {
        for (const name of Object.keys(components[kind] ?? {})) {
          const known = homes.get(name.toLowerCase());
          homes.set(name.toLowerCase(), kind);
          if (known === undefined) continue;
          const message = `${name} is a name among the ${known} already: generated code has one name for both`;
          report({ message, location: location.child([kind, name]).key() });
        }
      }
    },
  }),

  /** Most generators resolve nothing but whole components, and drop what stands beside a reference. */
  'whole-components': () => ({
    ref(node, { report, location }) {
      if (!WHOLE_COMPONENT.test(node.$ref)) {
        report({
          message: `${node.$ref} is part of a component: make it one of its own`,
          location: location.child('$ref'),
        });
      }
      for (const key of Object.keys(node).filter((name) => !['$ref', 'summary', 'description'].includes(name))) {
        report({ message: `${key} beside a reference is not read by generators`, location: location.child(key).key() });
      }
    },
  }),

  /** A pattern has to mean the same in ECMAScript, RE2, Python and Java. */
  'portable-pattern': () => ({
    Schema({ pattern }, { report, location }) {
      const [found] = NOT_PORTABLE.exec(pattern ?? '') ?? [];
      if (found === undefined) return;
      report({ message: `${found} is not the same in every language`, location: location.child('pattern') });
    },
  }),

  /** Keywords that some generators drop a model for, or understand as something else. */
  'plain-schemas': () => ({
    Schema(schema, { report, location }) {
      if (schema.not !== undefined) {
        report({ message: 'not is not understood: see x-refused-properties', location: location.child('not').key() });
      }
      if (schema.allOf !== undefined) {
        report({
          message: 'allOf narrows what it inherits: list the properties',
          location: location.child('allOf').key(),
        });
      }
      for (const keyword of ['oneOf', 'anyOf']) {
        if (schema[keyword] === undefined || schema.discriminator?.mapping !== undefined) continue;
        report({ message: 'a union needs a discriminator with a mapping', location: location.child(keyword).key() });
      }
      if (typeof schema.enum?.[0] === 'number' && schema['x-enum-varnames']?.length !== schema.enum.length) {
        report({ message: 'numbers need a name each: x-enum-varnames', location: location.child('enum').key() });
      }
    },
  }),

  /** Nobody should have to guess what an extension means. */
  'explained-extensions': () => ({
    Root(root, { report, location }) {
      const explained = `${root.info?.description} ${shared()} ${WRITTEN_OUT}`;
      for (const name of [...new Set(extensionsOf(root))].filter((name) => !explained.includes(name))) {
        report({ message: `${name} is not explained in info.description`, location: location.child('info') });
      }
    },
  }),
};

/** What openapi/webhooks.yaml explains holds for its sister contracts, too. */
function shared() {
  return readFileSync(new URL('../openapi/webhooks.yaml', import.meta.url), 'utf8').split('\npaths:')[0];
}

function extensionsOf(value) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    ...(key.startsWith('x-') && !Array.isArray(value) ? [key] : []),
    ...extensionsOf(member),
  ]);
}

export default () => ({ id: 'spelling', rules: { oas3: rules } });
