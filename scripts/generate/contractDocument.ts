import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  BaseResolver,
  bundle,
  createConfig,
  getLineColLocation,
  lint,
  type NormalizedProblem,
} from '@redocly/openapi-core';
import { parse } from 'yaml';
import { createSchemaCompiler } from '../../src/contract/schemaCheck.js';
import { entries, get, isRecord, rootOf, type Node } from '../specDiff/node.js';
import { writeOutEvents } from './eventsOfNotifications.js';

/** A contract that can't be served; each problem says where it is and what is wrong there. */
export class InvalidContract extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
    this.name = 'InvalidContract';
  }
}

/** OpenAPI itself, and what the server's own code relies on. Taste is the affair of `npm run lint:spec`. */
const rules = {
  struct: 'error',
  'no-unresolved-refs': 'error',
  'operation-operationId': 'error',
  'operation-operationId-unique': 'error',
} as const;

/** The server's validator takes no other. */
const VERSION = /^3\.1\.\d+$/;

/**
 * The document of a contract, valid and standing alone: what it takes from other files is among its own components, and every reference
 * that is left names one of those. Its links to the docs are still there: `withoutLinks` takes them from what is read elsewhere.
 * @returns its root; the references are followed by `get`
 * @throws InvalidContract with every problem
 */
export async function readContractDocument(file: string): Promise<Node> {
  const config = await createConfig({ extends: [], rules });
  const problems = await lint({ ref: file, config }).catch((error: unknown) => refuse(file, error));
  if (problems.length > 0) throw new InvalidContract(problems.map(describe));
  const source = await new BaseResolver(config.resolve).resolveDocument(null, file, true);
  if (source instanceof Error) refuse(file, source);
  const notifications = parse(await readFile(join(dirname(file), 'webhooks.yaml'), 'utf8'), { merge: true }) as unknown;
  const doc = { ...source, parsed: writeOutEvents(source.parsed, notifications) };
  const { bundle: bundled } = await bundle({ doc, config });
  const root = documentOf(file, bundled.parsed);
  const found = [...versionProblems(root), ...schemaProblems(root), ...notificationProblems(root)];
  if (found.length > 0) throw new InvalidContract(found.map((problem) => `${nameOf(file)}: ${problem}`));
  return root;
}

/** The same with the words of links to the docs only: they lead somewhere on the docs' page and nowhere else. */
export function withoutLinks({ file, value }: Node): Node {
  const text = JSON.stringify(value).replaceAll(/\[([^\]]+)\]\(\/docs[^)]*\)/g, '$1');
  return documentOf(file, JSON.parse(text));
}

function documentOf(file: string, value: unknown): Node {
  return rootOf(new Map([[file, value]]), file);
}

/** The file can't even be read as OpenAPI. */
function refuse(file: string, error: unknown): never {
  throw new InvalidContract([`${nameOf(file)}: ${error instanceof Error ? error.message : String(error)}`]);
}

/** As an editor takes it: `openapi/webhooks.yaml:12:5 #/paths/~1webhooks Expected …`. */
function describe({ location, message }: NormalizedProblem): string {
  return location
    .map((place) => {
      const { start } = getLineColLocation(place);
      return `${nameOf(place.source.absoluteRef)}:${start.line}:${start.col} ${place.pointer ?? '#/'} ${message}`;
    })
    .join('\n');
}

function nameOf(file: string): string {
  return relative(fileURLToPath(new URL('../..', import.meta.url)), file);
}

function versionProblems(root: Node): string[] {
  const version = get(root, 'openapi')?.value;
  return typeof version === 'string' && VERSION.test(version)
    ? []
    : [`#/openapi has to be 3.1.x, since the server validates requests by no other; it is ${String(version)}`];
}

/** Schemas that OpenAPI's own schema lets pass, but no validator can use: a pattern that is no regular expression, for example. */
function schemaProblems(root: Node): string[] {
  if (!isRecord(root.value)) return ['is not an object'];
  const compile = createSchemaCompiler(root.value);
  return [...entries(get(get(root, 'components'), 'schemas')).keys()].flatMap((name) => {
    const pointer = `/components/schemas/${name}`;
    try {
      compile(pointer);
      return [];
    } catch (error) {
      return [`#${pointer} ${error instanceof Error ? error.message : String(error)}`];
    }
  });
}

/** Each event type has a notification under its name with a payload and an example, and no notification is of another type. */
function notificationProblems(root: Node): string[] {
  const notifications = entries(get(root, 'webhooks'));
  if (notifications.size === 0) return [];
  const types = get(get(get(get(root, 'components'), 'schemas'), 'WebhookEventType'), 'enum')?.value;
  const eventTypes = Array.isArray(types) ? types.map(String) : [];
  const surplus = [...notifications.keys()].filter((name) => !eventTypes.includes(name));
  return [
    ...surplus.map((name) => `#/webhooks/${name} is no member of WebhookEventType`),
    ...eventTypes.flatMap((eventType) => {
      const content = notificationContent(root, eventType);
      if (!get(content, 'schema')) return [`#/webhooks/${eventType} describes no JSON payload`];
      return exampleOf(content) ? [] : [`#/webhooks/${eventType} has no example`];
    }),
  ];
}

/** The JSON payload of the notification of an event type: its entry in the `webhooks:` section has the type's name. */
export function notificationContent(root: Node, eventType: string): Node | undefined {
  const operation = get(get(get(root, 'webhooks'), eventType), 'post');
  return get(get(get(operation, 'requestBody'), 'content'), 'application/json');
}

/** The first example. */
export function exampleOf(content: Node | undefined): Node | undefined {
  const [first] = entries(get(content, 'examples')).values();
  return get(first, 'value');
}
