import { note, opposite, type Change, type Comparison } from './change.js';
import { documentationChanges } from './documentation.js';
import { compareBody, compareParameters, compareAnswers } from './messages.js';
import { addressOf, canonical, entries, follow, get, items, rootOf, type ContractSet, type Node } from './node.js';
import { differences } from './shape.js';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Everything that is different for consumers between two versions of the contracts, each difference judged where it is met.
 * @throws Error if a reference leads nowhere.
 */
export function compareContracts(before: ContractSet, after: ContractSet): Change[] {
  const changes: Change[] = [];
  for (const file of new Set([...before.keys(), ...after.keys()])) {
    const contract: Comparison = { place: '', direction: 'sent', changes };
    if (!after.has(file)) note(contract, 'removed', file, 'the contract was removed');
    else if (!before.has(file)) note(contract, 'optionalAdded', file, 'the contract is new');
    else compareContract(contract, rootOf(before, file), rootOf(after, file));
  }
  return changes;
}

function compareContract(contract: Comparison, before: Node, after: Node): void {
  for (const section of ['paths', 'webhooks'] as const) {
    const [olds, nows] = [operationsOf(before, section), operationsOf(after, section)];
    for (const [name, was] of olds) {
      const is = nows.get(name);
      if (is) compareOperation(contract, section, was, is);
      else note(contract, 'removed', addressOf(was.node), `${name} was removed`);
    }
    for (const [name, is] of nows)
      if (!olds.has(name)) note(contract, 'optionalAdded', addressOf(is.node), `${name} is new`);
  }
  for (const keyword of new Set([...entries(after).keys(), ...entries(before).keys()])) {
    if (keyword === 'servers' || keyword.startsWith('x-')) compareEffect(contract, before, after, keyword);
  }
  contract.changes.push(...documentationChanges(before, after));
}

interface Operation {
  /** `POST /webhooks`, or the name of a notification. */
  title: string;
  node: Node;
  /** The path's parameters, then its own. */
  parameters: Node[];
  root: Node;
}

/** The operations of a section by method and path, or by the name of the notification. */
function operationsOf(root: Node, section: 'paths' | 'webhooks'): Map<string, Operation> {
  const found = new Map<string, Operation>();
  for (const [name, reference] of entries(get(root, section))) {
    const item = follow(reference);
    for (const method of METHODS) {
      const node = get(item, method);
      if (!node) continue;
      const parameters = [item, node].flatMap((owner) => items(get(owner, 'parameters')).map(follow));
      const title = section === 'paths' ? `${method.toUpperCase()} ${name}` : `the notification ${name}`;
      found.set(title, { title, node, parameters, root });
    }
  }
  return found;
}

/** An operation's request is what consumers send; a notification is what they receive. */
function compareOperation({ changes }: Comparison, section: 'paths' | 'webhooks', was: Operation, is: Operation): void {
  const direction = section === 'paths' ? 'sent' : 'received';
  const operationId = get(is.node, 'operationId')?.value;
  const id = typeof operationId === 'string' ? operationId : is.title;
  const request: Comparison = { place: `${id} ${section === 'paths' ? 'request' : 'payload'}`, direction, changes };
  compareEffect({ ...request, place: id }, was.node, is.node, 'operationId');
  compareEffect({ ...request, place: id }, was.node, is.node, 'deprecated');
  if (section === 'paths') compareSecurity({ ...request, place: id }, was, is);
  compareParameters(request, was.parameters, is.parameters, is.node);
  compareBody(request, get(was.node, 'requestBody'), get(is.node, 'requestBody'), is.node);
  compareAnswers(
    { place: id, direction: opposite(direction), changes },
    get(was.node, 'responses'),
    get(is.node, 'responses'),
  );
}

function compareEffect(comparison: Comparison, before: Node, after: Node, keyword: string): void {
  const [was, is] = [before, after].map((owner) => {
    const node = get(owner, keyword);
    return node && canonical(node, new Set(['description']));
  });
  if (was === is) return;
  if (keyword === 'deprecated')
    note(comparison, 'deprecated', addressOf(after), is === 'true' ? 'is deprecated' : 'is not deprecated');
  else
    note(
      comparison,
      'effectChanged',
      addressOf(after),
      `\`${keyword}\` changed from ${was ?? 'none'} to ${is ?? 'none'}`,
    );
}

/** Each way to be let in is one that consumers may be using. */
function compareSecurity(comparison: Comparison, was: Operation, is: Operation): void {
  const [olds, nows] = [waysIn(was), waysIn(is)];
  const [added, removed] = differences(olds, nows);
  for (const way of removed)
    note(comparison, 'removed', addressOf(is.node), `the authentication ${way} is no longer enough`);
  for (const way of added)
    note(comparison, 'optionalAdded', addressOf(is.node), `the authentication ${way} is enough now`);
}

/** Each alternative of the operation's security with what its schemes are; an operation without security has the way `none`. */
function waysIn({ node, root }: Operation): Set<string> {
  const alternatives = items(get(node, 'security') ?? get(root, 'security'));
  if (alternatives.length === 0) return new Set(['none']);
  const schemes = get(get(root, 'components'), 'securitySchemes');
  const ways = alternatives.map((alternative) =>
    [...entries(alternative)].map(([name, scopes]) => {
      const scheme = get(schemes, name);
      return `${name} ${scheme ? canonical(scheme, new Set(['description', 'bearerFormat'])) : ''}${canonical(scopes)}`;
    }),
  );
  return new Set(ways.map((names) => names.sort().join(' and ') || 'none'));
}
