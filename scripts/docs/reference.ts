/**
 * The document that the docs show: all contracts in one, with samples, and with what none of them says alone: the error codes, the
 * states of a delivery, and how a client is made in each language.
 */
import { entries, get, isRecord, items, type Node } from '../specDiff/node.js';
import { deliveryStates, errorCodes, operationsOf, overview, slugOf } from './chapters.js';
import { codeSamples } from './samples.js';
import { yourLanguage } from './yourLanguage.js';

/** A contract as it is served, except that its links to the docs are still there. */
export interface ContractDocument {
  /** `webhooks` for openapi/webhooks.yaml. */
  name: string;
  root: Node;
}

type Json = Record<string, unknown>;

/**
 * @param contracts in the order in which a newcomer reads them
 * @throws Error if two of them mean different things by one name
 */
export async function referenceDocument(contracts: readonly ContractDocument[]): Promise<Json> {
  const [first] = contracts;
  if (!first) throw new Error('There is no contract.');
  const described = contracts.map(
    ({ root }) => `## ${shortTitle(root)}\n\n${textAt(get(root, 'info'), 'description')}`,
  );
  const chapters = [
    overview(contracts),
    ...described,
    deliveryStates(contracts),
    errorCodes(contracts),
    await yourLanguage(),
  ];
  const document = {
    openapi: get(first.root, 'openapi')?.value,
    info: {
      title: 'Waypost',
      version: get(get(first.root, 'info'), 'version')?.value,
      summary: 'Webhooks for delivery routes: register, receive, look into, publish.',
      description: chapters.join('\n\n'),
    },
    servers: get(first.root, 'servers')?.value,
    tags: contracts.flatMap(({ root }) => valueAt(root, 'tags')),
    'x-tagGroups': contracts.map(({ root }) => ({
      name: shortTitle(root),
      tags: items(get(root, 'tags')).map((tag) => textAt(tag, 'name')),
    })),
    paths: merged(await Promise.all(contracts.map(pathsOf))),
    webhooks: merged(contracts.map(({ root }) => valuesIn(root, 'webhooks'))),
    components: componentsOf(contracts),
  };
  return withLinks(document, anchorsOf(contracts, document.info.description)) as Json;
}

/** `Webhooks API` for `Waypost Webhooks API`. */
export function shortTitle(root: Node): string {
  return textAt(get(root, 'info'), 'title').replace(/^Waypost /, '');
}

export function textAt(node: Node | undefined, key: string): string {
  const value = get(node, key)?.value;
  return typeof value === 'string' ? value.trimEnd() : '';
}

function valueAt(root: Node, key: string): unknown[] {
  const value = get(root, key)?.value;
  return Array.isArray(value) ? value : [];
}

function valuesIn(root: Node | undefined, key: string): Json {
  return Object.fromEntries([...entries(get(root, key))].map(([name, node]) => [name, node.value]));
}

/** Each operation with its samples, and with the authentication of its contract. */
async function pathsOf({ name, root }: ContractDocument): Promise<Json> {
  const paths: Json = {};
  for (const [path, item] of entries(get(root, 'paths'))) {
    const members = [...entries(item)].map(async ([key, member]) => {
      if (!get(member, 'operationId')) return [key, member.value] as const;
      const samples = await codeSamples(name, path, key, { item, root });
      const security = get(member, 'security') ?? get(root, 'security');
      return [key, { ...(member.value as Json), security: security?.value, 'x-codeSamples': samples }] as const;
    });
    paths[path] = Object.fromEntries(await Promise.all(members));
  }
  return paths;
}

function componentsOf(contracts: readonly ContractDocument[]): Json {
  const sections = new Set(contracts.flatMap(({ root }) => [...entries(get(root, 'components')).keys()]));
  return Object.fromEntries(
    [...sections].map((section) => [
      section,
      merged(contracts.map(({ root }) => typedUnions(valuesIn(get(root, 'components'), section)))),
    ]),
  );
}

/** The members of our unions are objects. Scalar takes a union that does not say so itself for a mistake. */
function typedUnions(schemas: Json): Json {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      isRecord(schema) && schema.oneOf && !schema.type ? { type: 'object', ...schema } : schema,
    ]),
  );
}

function merged(parts: readonly Json[]): Json {
  const all: Json = {};
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    if (name in all && JSON.stringify(all[name]) !== JSON.stringify(value))
      throw new Error(`Two contracts mean different things by ${name}: the docs can't show both.`);
    all[name] = value;
  }
  return all;
}

/** Links to `/docs#createWebhook` and `/docs#error-codes` as anchors of the page: an operation is below its tag, a chapter in the description. */
function withLinks(value: unknown, anchors: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(/\]\((?:\/docs)?#([^)]+)\)/g, (_, target: string) => {
      const anchor = anchors.get(target);
      if (anchor === undefined) throw new Error(`The docs have no place ${target}, to which a link leads.`);
      return `](#${anchor})`;
    });
  }
  if (Array.isArray(value)) return value.map((member) => withLinks(member, anchors));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withLinks(member, anchors)]));
}

function anchorsOf(contracts: readonly ContractDocument[], description: string): Map<string, string> {
  const operations = contracts
    .flatMap(({ root }) => operationsOf(root))
    .map((operation): [string, string] => {
      const [tag] = items(get(operation, 'tags'));
      const id = textAt(operation, 'operationId');
      return [id, `tag/${slugOf(String(tag?.value))}/${id}`];
    });
  const chapters = [...description.matchAll(/^###? (.+)$/gm)].map(([, title = '']): [string, string] => {
    const slug = slugOf(title);
    return [slug, `description/${slug}`];
  });
  return new Map([...operations, ...chapters]);
}

/** The Webhooks API first, which a newcomer reads first; the others by name. */
export function readingOrder(contracts: readonly ContractDocument[]): ContractDocument[] {
  const rank = ({ name }: ContractDocument): number => Number(name !== 'webhooks');
  return [...contracts].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
