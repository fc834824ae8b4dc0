import { note, type Comparison } from './change.js';
import { addressOf, entries, follow, get, type Node } from './node.js';
import { compareSchemas } from './schemas.js';
import { differences } from './shape.js';

/** Parameters by where they are and what they are called. A header's name has no case. */
export function compareParameters(
  comparison: Comparison,
  before: readonly Node[],
  after: readonly Node[],
  owner: Node,
): void {
  compareFields(comparison, 'parameter', byName(before), byName(after), owner);
}

function byName(parameters: readonly Node[]): Map<string, Node> {
  return new Map(
    parameters.map((parameter) => {
      const place = String(get(parameter, 'in')?.value);
      const name = String(get(parameter, 'name')?.value);
      return [`${place} ${place === 'header' ? name.toLowerCase() : name}`, parameter];
    }),
  );
}

/** Parameters of a request or headers of a response: values with a name, a schema, and `required`. */
function compareFields(
  comparison: Comparison,
  kind: 'parameter' | 'header',
  before: Map<string, Node>,
  after: Map<string, Node>,
  owner: Node,
): void {
  for (const [name, was] of before) {
    const is = after.get(name);
    if (!is) {
      note(comparison, 'removed', addressOf(owner), `the ${kind} \`${name}\` was removed`);
      continue;
    }
    if (isRequired(was) !== isRequired(is)) {
      const [rule, text] = isRequired(is)
        ? (['becameRequired', 'is required now'] as const)
        : (['becameOptional', 'is no longer required'] as const);
      note(comparison, rule, addressOf(is), `the ${kind} \`${name}\` ${text}`);
    }
    compareOptionalSchemas(comparison, get(was, 'schema'), get(is, 'schema'));
  }
  for (const [name, is] of after) {
    if (before.has(name)) continue;
    const rule = isRequired(is) ? 'requiredAdded' : 'optionalAdded';
    note(comparison, rule, addressOf(owner), `the ${isRequired(is) ? 'required ' : ''}${kind} \`${name}\` was added`);
  }
}

/** What is sent or received as the body of a request. */
export function compareBody(
  comparison: Comparison,
  before: Node | undefined,
  after: Node | undefined,
  owner: Node,
): void {
  if (!before || !after) {
    if (before) note(comparison, 'removed', addressOf(owner), 'the body was removed');
    if (after)
      note(comparison, isRequired(after) ? 'requiredAdded' : 'optionalAdded', addressOf(after), 'a body was added');
    return;
  }
  if (isRequired(before) !== isRequired(after)) {
    const rule = isRequired(after) ? 'becameRequired' : 'becameOptional';
    note(
      comparison,
      rule,
      addressOf(after),
      `the body is ${isRequired(after) ? 'required now' : 'no longer required'}`,
    );
  }
  compareContent(comparison, before, after);
}

/** The answers by status. An unknown status is covered by `default`, where there is one. */
export function compareAnswers(comparison: Comparison, before: Node | undefined, after: Node | undefined): void {
  const [olds, nows] = [entries(before), entries(after)];
  const home = after ? addressOf(after) : '';
  for (const [status, was] of olds) {
    const is = nows.get(status);
    const answer = { ...comparison, place: `${comparison.place} ${status}` };
    if (is) compareAnswer(answer, follow(was), follow(is));
    else
      note(
        comparison,
        status.startsWith('2') ? 'successRemoved' : 'answerRemoved',
        home,
        `the answer ${status} was removed`,
      );
  }
  for (const status of nows.keys()) {
    if (olds.has(status)) continue;
    const expected = olds.has('default') && !status.startsWith('2');
    note(comparison, expected ? 'answerAddedToDefault' : 'answerAdded', home, `the answer ${status} was added`);
  }
}

function compareAnswer(comparison: Comparison, before: Node, after: Node): void {
  compareFields(comparison, 'header', headersOf(before), headersOf(after), after);
  compareContent(comparison, before, after);
}

function headersOf(response: Node): Map<string, Node> {
  return new Map([...entries(get(response, 'headers'))].map(([name, header]) => [name.toLowerCase(), follow(header)]));
}

function compareContent(comparison: Comparison, before: Node, after: Node): void {
  const [olds, nows] = [entries(get(before, 'content')), entries(get(after, 'content'))];
  const [added, removed] = differences(new Set(olds.keys()), new Set(nows.keys()));
  for (const type of removed) note(comparison, 'removed', addressOf(after), `the media type ${type} was removed`);
  for (const type of added) note(comparison, 'mediaTypeAdded', addressOf(after), `the media type ${type} was added`);
  for (const [type, was] of olds) {
    const is = nows.get(type);
    if (is) compareOptionalSchemas(comparison, get(was, 'schema'), get(is, 'schema'));
  }
}

/** A missing schema lets anything pass, as an empty one does. */
function compareOptionalSchemas(comparison: Comparison, before: Node | undefined, after: Node | undefined): void {
  compareSchemas(comparison, before ? [before] : [], after ? [after] : []);
}

function isRequired(node: Node): boolean {
  return get(node, 'required')?.value === true;
}
