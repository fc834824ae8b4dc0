/**
 * `virtual:contract`: what the console shows of the contracts' own texts, so that it repeats none of them. Its types are in
 * console/src/contract.d.ts.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath, URL } from 'node:url';

const MODULE = 'virtual:contract';

/** A plugin of Vite. */
export function consoleWords() {
  return {
    name: 'waypost:contract',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: async (id) => (id === `\0${MODULE}` ? contractModule() : undefined),
  };
}

async function contractModule() {
  const [webhooks, deliveries] = await Promise.all(['webhooks', 'deliveries'].map(readContract));
  const words = {
    eventTypes: Object.entries(webhooks.webhooks).map(([type, { post }]) => describeEvent(webhooks, type, post)),
    stateMeanings: meanings(deliveries, 'DeliveryState'),
    statusMeanings: meanings(deliveries, 'WebhookStatus'),
    disabledReasons: meanings(deliveries, 'DisabledReason'),
    errorKinds: resolve(deliveries, deliveries.components.schemas.Attempt.properties.error_kind).description,
  };
  return Object.entries(words)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
    .join('\n');
}

async function readContract(name) {
  const file = fileURLToPath(new URL(`../../generated/openapi/${name}.json`, import.meta.url));
  return JSON.parse(await readFile(file, 'utf8'));
}

function meanings({ components }, name) {
  return components.schemas[name]['x-enumDescriptions'];
}

function describeEvent(document, type, { summary, description, requestBody }) {
  const { schema, example, examples = {} } = resolve(document, requestBody).content['application/json'];
  return {
    type,
    summary,
    description: description ?? '',
    example: example ?? Object.values(examples)[0]?.value ?? null,
    schema: inlined(document, schema),
  };
}

/** A schema that refers to none: it is shown, and a notification has no circles. */
function inlined(document, node) {
  if (Array.isArray(node)) return node.map((item) => inlined(document, item));
  if (node === null || typeof node !== 'object') return node;
  const { $ref, ...own } = node;
  const whole = $ref === undefined ? own : { ...resolve(document, { $ref }), ...own };
  return Object.fromEntries(Object.entries(whole).map(([key, value]) => [key, inlined(document, value)]));
}

function resolve(document, node) {
  if (node.$ref === undefined) return node;
  const path = node.$ref.slice(2).split('/');
  return path.reduce((at, key) => at[key], document);
}
