import { note, type Comparison, type Rule } from './change.js';
import { addressOf, canonical, referenceOf, follow, type Node } from './node.js';
import { ANNOTATIONS, differences, homeOf, isUpperBound, shapeOf, type Shape } from './shape.js';
import { compareUnions } from './unions.js';

/**
 * What changed between two versions of the schema of one value. Each version is a list of schemas that hold together.
 * @param seen the pairs that were compared already: schemas may contain themselves
 */
export function compareSchemas(
  comparison: Comparison,
  before: readonly Node[],
  after: readonly Node[],
  seen = new Set<string>(),
): void {
  const pair = [before, after].map((schemas) => schemas.map(addressOf).join(' ')).join(' | ');
  if (seen.has(pair)) return;
  seen.add(pair);
  const old = shapeOf(before);
  const now = shapeOf(after);
  const home = homeOf(after);
  const report = (rule: Rule, message: string): void => {
    note(comparison, rule, home, message);
  };
  if (old.never && now.never) return;
  if (old.never !== now.never) {
    report(
      now.never ? 'limitAdded' : 'limitRemoved',
      now.never ? 'no value is valid any more' : 'values are valid now',
    );
    return;
  }
  const deeper = (olds: readonly Node[], nows: readonly Node[]): void => {
    compareSchemas(comparison, olds, nows, seen);
  };
  if (compareUnions(report, before, after, deeper)) return;
  compareValues(report, old, now);
  compareLimits(report, old, now);
  compareProperties(report, old, now, deeper);
  compareOthers(report, old, now, deeper);
  if (old.items.length > 0 && now.items.length > 0) deeper(old.items, now.items);
  else if (old.items.length !== now.items.length) {
    report(
      now.items.length > 0 ? 'limitAdded' : 'limitRemoved',
      `\`items\` was ${now.items.length > 0 ? 'added' : 'removed'}`,
    );
  }
  for (const keyword of ['oneOf', 'anyOf']) compareAlternatives(report, keyword, old, now, deeper);
}

type Report = (rule: Rule, message: string) => void;
type Deeper = (before: readonly Node[], after: readonly Node[]) => void;

function compareValues(report: Report, old: Shape, now: Shape): void {
  if (old.values && now.values) {
    const kept = [...old.values].some((value) => now.values?.has(value));
    const [added, removed] = differences(old.values, now.values);
    if (!kept) report('allValuesReplaced', `the values ${list(removed)} gave way to ${list(added)}`);
    else {
      for (const value of added) report('valueAdded', `the value ${list([value])} was added`);
      for (const value of removed) report('valueRemoved', `the value ${list([value])} was removed`);
    }
    return; // The values say all that the types could say.
  }
  if (now.values) report('limitAdded', `only the values ${list([...now.values])} are left`);
  if (old.values) report('limitRemoved', `values other than ${list([...old.values])} are possible now`);
  if (old.types && now.types) {
    const [added, removed] = differences(old.types, now.types);
    if (added.length > 0) report('typeAdded', `the type may be ${list(added)} now`);
    if (removed.length > 0) report('typeRemoved', `the type is no longer ${list(removed)}`);
  } else if (now.types) report('typeRemoved', `the type is ${list([...now.types])} only`);
  else if (old.types) report('typeAdded', `the type is no longer restricted to ${list([...old.types])}`);
}

function compareLimits(report: Report, old: Shape, now: Shape): void {
  for (const keyword of keysOf(old.bounds, now.bounds)) {
    const [was, is] = [old.bounds.get(keyword), now.bounds.get(keyword)];
    if (was === is) continue;
    const message = `\`${keyword}\` changed from ${was ?? 'none'} to ${is ?? 'none'}`;
    const tighter = was === undefined || (is !== undefined && (isUpperBound(keyword) ? is < was : is > was));
    report(tighter ? 'limitAdded' : 'limitRemoved', message);
  }
  for (const [found, replaced] of [
    [[old.limits, now.limits], 'limitReplaced'],
    [[old.rest, now.rest], 'notUnderstood'],
    [[old.effects, now.effects], 'effectChanged'],
  ] as const) {
    const [olds, nows] = found;
    for (const keyword of keysOf(olds, nows)) {
      const [was, is] = [olds.get(keyword), nows.get(keyword)];
      if (was === is) continue;
      const message = `\`${keyword}\` changed from ${was ?? 'none'} to ${is ?? 'none'}`;
      if (keyword === 'deprecated') report('deprecated', is ? 'is deprecated' : 'is no longer deprecated');
      else if (replaced !== 'limitReplaced' || (was !== undefined && is !== undefined)) report(replaced, message);
      else report(is === undefined ? 'limitRemoved' : 'limitAdded', message);
    }
  }
}

function compareProperties(report: Report, old: Shape, now: Shape, deeper: Deeper): void {
  for (const name of keysOf(old.properties, now.properties)) {
    const [was, is] = [old.properties.get(name), now.properties.get(name)];
    if (was && is) deeper(was, is);
    else if (was) {
      const refused = now.others === false || now.refused.has(name);
      report(refused ? 'removed' : 'removedAndIgnored', `the property \`${name}\` was removed`);
    } else if (is) {
      const required = now.required.has(name);
      const closed = old.others === false || old.refused.has(name);
      const rule = required
        ? closed
          ? 'requiredAddedToClosed'
          : 'requiredAdded'
        : closed
          ? 'addedToClosed'
          : 'optionalAdded';
      report(rule, `the ${required ? 'required ' : ''}property \`${name}\` was added`);
    }
  }
  const [added, removed] = differences(old.required, now.required);
  const isNew = (name: string): boolean => now.properties.has(name) && !old.properties.has(name);
  for (const name of added) if (!isNew(name)) report('becameRequired', `the property \`${name}\` is required now`);
  for (const name of removed) {
    if (now.properties.has(name) || !old.properties.has(name))
      report('becameOptional', `the property \`${name}\` is no longer required`);
  }
}

function compareOthers(report: Report, old: Shape, now: Shape, deeper: Deeper): void {
  if (Array.isArray(old.others) && Array.isArray(now.others)) {
    deeper(old.others, now.others);
    return;
  }
  const [was, is] = [openness(old.others), openness(now.others)];
  if (is < was)
    report('limitAdded', is === 0 ? 'further properties are refused now' : 'further properties are restricted now');
  if (is > was) report('limitRemoved', 'further properties are possible now');
}

function openness(others: boolean | Node[]): number {
  return Array.isArray(others) ? 1 : others ? 2 : 0;
}

function compareAlternatives(report: Report, keyword: string, old: Shape, now: Shape, deeper: Deeper): void {
  const [olds, nows] = [old.alternatives.get(keyword), now.alternatives.get(keyword)];
  if (!olds || !nows) {
    if (nows) report('limitAdded', `\`${keyword}\` was added`);
    if (olds) report('limitRemoved', `\`${keyword}\` was removed`);
    return;
  }
  const left = [...nows];
  const unmatched = olds.filter((was) => {
    const index = left.findIndex((is) => identityOf(is) === identityOf(was));
    const [is] = index < 0 ? [] : left.splice(index, 1);
    if (is) deeper([was], [is]);
    return !is;
  });
  for (const was of unmatched) {
    const is = left.shift(); // Neither has a name: those that are left over are taken in their order.
    if (is) deeper([was], [is]);
    else report('alternativeRemoved', `the alternative ${nameOf(was)} of \`${keyword}\` was removed`);
  }
  for (const is of left) report('alternativeAdded', `the alternative ${nameOf(is)} was added to \`${keyword}\``);
}

/** Alternatives are the same if they refer to the same schema, or, without a reference, say the same. */
function identityOf(schema: Node): string {
  return referenceOf(schema) ?? canonical(schema, ANNOTATIONS);
}

function nameOf(schema: Node): string {
  return `\`${addressOf(follow(schema)).replace(/^.*\//, '')}\``;
}

function keysOf<T>(...maps: Map<string, T>[]): Set<string> {
  return new Set(maps.flatMap((map) => [...map.keys()]));
}

function list(members: readonly string[]): string {
  return members.join(', ');
}
