import { posix } from 'node:path';

/** The contracts of one version, by file name: they refer to each other. */
export type ContractSet = ReadonlyMap<string, unknown>;

/** A place in a contract, with what is written there. */
export interface Node {
  set: ContractSet;
  file: string;
  /** RFC 6901. */
  pointer: string;
  value: unknown;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The root of a contract. */
export function rootOf(set: ContractSet, file: string): Node {
  return { set, file, pointer: '', value: set.get(file) };
}

/** `webhooks.yaml#/components/schemas/Webhook`. */
export function addressOf({ file, pointer }: Node): string {
  return `${file}#${pointer}`;
}

/** What is written under a key, references not followed; undefined where there is nothing. */
export function child(node: Node, key: string | number): Node | undefined {
  const { value } = node;
  const next: unknown = Array.isArray(value) ? value[Number(key)] : isRecord(value) ? value[key] : undefined;
  if (next === undefined) return undefined;
  const step = String(key).replaceAll('~', '~0').replaceAll('/', '~1');
  return { ...node, pointer: `${node.pointer}/${step}`, value: next };
}

/** The entries of an object, references not followed; none where there is no object. */
export function entries(node: Node | undefined): Map<string, Node> {
  const found = new Map<string, Node>();
  if (!node || !isRecord(node.value)) return found;
  for (const key of Object.keys(node.value)) {
    const next = child(node, key);
    if (next) found.set(key, next);
  }
  return found;
}

/** The items of a list, references not followed; none where there is no list. */
export function items(node: Node | undefined): Node[] {
  if (!node || !Array.isArray(node.value)) return [];
  return node.value.flatMap((_, index) => child(node, index) ?? []);
}

/** The node under a key, with all references followed. */
export function get(node: Node | undefined, key: string): Node | undefined {
  const found = node && child(node, key);
  return found && follow(found);
}

/**
 * Where a chain of references ends.
 * @throws Error if it leads nowhere or in a circle.
 */
export function follow(node: Node): Node {
  const seen = new Set<string>();
  let current = node;
  for (let ref = referenceOf(current); ref !== undefined; ref = referenceOf(current)) {
    if (seen.has(addressOf(current))) throw new Error(`${addressOf(node)} refers to itself.`);
    seen.add(addressOf(current));
    current = resolve(current, ref);
  }
  return current;
}

export function referenceOf({ value }: Node): string | undefined {
  return isRecord(value) && typeof value.$ref === 'string' ? value.$ref : undefined;
}

/** Where a reference of this node leads. */
export function resolve(node: Node, reference: string): Node {
  const [path = '', pointer = ''] = reference.split('#');
  const file = path === '' ? node.file : posix.join(posix.dirname(node.file), path);
  let current: Node | undefined = rootOf(node.set, file);
  for (const step of pointer.split('/').slice(1)) {
    current = current && child(current, decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  if (current?.value === undefined) throw new Error(`${addressOf(node)}: ${reference} leads nowhere.`);
  return current;
}

/** The same text for the same meaning: keys sorted, references replaced by what they lead to, keywords of `without` left out. */
export function canonical(
  node: Node,
  without: ReadonlySet<string> = new Set(),
  within: readonly string[] = [],
): string {
  const target = follow(node);
  const address = addressOf(target);
  if (within.includes(address)) return JSON.stringify(address); // a circle
  const inner = [...within, address];
  if (Array.isArray(target.value))
    return `[${items(target)
      .map((item) => canonical(item, without, inner))
      .join()}]`;
  if (!isRecord(target.value)) return JSON.stringify(target.value);
  const members = [...entries(target)]
    .filter(([key]) => !without.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member, without, inner)}`);
  return `{${members.join()}}`;
}
