/**
 * `npm run spec:diff -- <git ref> [--strict]`: what has changed for consumers between the contracts of openapi/ at that
 * commit and those of the working tree. Ends with 1 if something breaks them (with --strict, if something is risky,
 * too), with 2 if it can't tell.
 *
 * Why this is not a library: of those on npm, none judges OpenAPI 3.1 with notifications. Those that can be tried were
 * given 15 edits of openapi/webhooks.yaml.
 * - openapi-diff 0.24: refuses 3.1 altogether.
 * - @azure/oad 0.12: compares Swagger 2.0 documents, through AutoRest.
 * - openapi-schema-diff 0.0.1: says nothing of responses or notifications.
 * - api-smart-diff 1.0: judges a response like a request (a removed property is fine, an added one breaks), and does
 *   not classify what happens in the `webhooks:` section.
 * - @useoptic/standard-rulesets 1.0: right about direction, but never looks into `webhooks:`, finds neither a lowered
 *   maxLength nor a new member of a response's enum, and loads only after forcing a version of ajv into its 240 packages.
 * - @pb33f/openapi-changes: its package is a downloader of a binary.
 */
import { parseArgs } from 'node:util';
import type { Change } from './specDiff/change.js';
import { compareContracts } from './specDiff/contracts.js';
import { reportOf } from './specDiff/report.js';
import { contractsAt, contractsNow } from './specDiff/versions.js';

const USAGE = 'Usage: npm run spec:diff -- <git ref> [--strict]\n';

try {
  const { values, positionals } = parseArgs({
    options: { strict: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [ref] = positionals;
  if (ref === undefined || positionals.length > 1) throw new Error(USAGE);
  const repository = process.cwd();
  const changes = compareContracts(contractsAt(repository, ref), await contractsNow(repository));
  process.stdout.write(reportOf(changes));
  process.exitCode = isRefused(changes, values.strict) ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

function isRefused(changes: readonly Change[], strict: boolean): boolean {
  return changes.some(({ severity }) => severity === 'breaking' || (strict && severity === 'risky'));
}
