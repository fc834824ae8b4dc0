/**
 * `npm run spec:diff -- <git ref> [--strict] [--markdown]`: what has changed for consumers between the contracts of openapi/ at that
 * commit and those of the working tree, as a text, or as Markdown for a pull request (.github/workflows/spec-diff.yml). Ends with 1 if
 * something breaks them that openapi/accepted/ does not explain (with --strict, if something is risky, too), with 2 if it can't tell.
 *
 * Why this is not a library: none judges OpenAPI 3.1 with notifications. Those on npm were given 15 edits of openapi/webhooks.yaml.
 * - openapi-diff 0.24: refuses 3.1 altogether.
 * - @azure/oad 0.12: compares Swagger 2.0 documents, through AutoRest.
 * - openapi-schema-diff 0.0.1: says nothing of responses or notifications.
 * - api-smart-diff 1.0: judges a response like a request (a removed property is fine, an added one breaks), and does
 *   not classify what happens in the `webhooks:` section.
 * - @useoptic/standard-rulesets 1.0: right about direction, but never looks into `webhooks:`, finds neither a lowered
 *   maxLength nor a new member of a response's enum, and loads only after forcing a version of ajv into its 240 packages.
 * - @pb33f/openapi-changes: its package is a downloader of a binary.
 *
 * oasdiff (Go, 1.36.0) is the best there is elsewhere, and was given the 58 edits of test/scripts/specDiff/edits.ts. It knows
 * 3.1, finds nearly all of them and judges operations much as this does: a new member of a response's enum is an error there and risky
 * here, a removed property of a request a warning there and breaking here where further properties are refused. But
 * - it looks into `webhooks:` and judges a payload as if consumers sent it: a property that the notification always has from now on is an
 *   error, one that it may lack from now on is fine. That is the wrong way round for receivers;
 * - a property that a response no longer has is fine if it was optional;
 * - an operation that only lets in without a key is fine, other extensions than its own, `additionalProperties` and `not: {}` are not seen;
 * - an object that became a union by a discriminator is six removed properties, and the one that it requires now is not found.
 * What it has and this has taken from it: findings that are accepted by a file.
 */
import { parseArgs } from 'node:util';
import { readAccepted, withAccepted } from './specDiff/accepted.js';
import type { Change } from './specDiff/change.js';
import { compareContracts } from './specDiff/contracts.js';
import { markdownOf } from './specDiff/markdown.js';
import { reportOf } from './specDiff/report.js';
import { contractsAt, contractsNow, releaseAt } from './specDiff/versions.js';

const USAGE = 'Usage: npm run spec:diff -- <git ref> [--strict] [--markdown]\n';

try {
  const { values, positionals } = parseArgs({
    options: { strict: { type: 'boolean', default: false }, markdown: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [ref] = positionals;
  if (ref === undefined || positionals.length > 1) throw new Error(USAGE);
  const repository = process.cwd();
  const found = compareContracts(contractsAt(repository, ref), await contractsNow(repository));
  const changes = withAccepted(found, await readAccepted(repository), releaseAt(repository, ref));
  process.stdout.write(values.markdown ? markdownOf(changes, ref) : reportOf(changes));
  process.exitCode = isRefused(changes, values.strict) ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

function isRefused(changes: readonly Change[], strict: boolean): boolean {
  const refused = new Set(strict ? ['breaking', 'obsolete', 'risky'] : ['breaking', 'obsolete']);
  return changes.some(({ severity }) => refused.has(severity));
}
