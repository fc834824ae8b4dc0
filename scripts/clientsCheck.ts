/**
 * `npm run clients:check`: makes clients from the contracts that the service serves with the generators of other languages, compiles them, calls
 * the service with them, and lets Schemathesis try what the contracts allow. See USAGE, and clientsCheck/languages.ts for what is typed.
 */
import { parseArgs } from 'node:util';
import { createPaint } from '../src/terminal.js';
import { checkLanguage, HEADINGS } from './clientsCheck/checkLanguage.js';
import { checkWithSchemathesis, SCHEMATHESIS } from './clientsCheck/checkSchemathesis.js';
import { languages } from './clientsCheck/languages.js';
import { startService, type Service } from './clientsCheck/service.js';
import { openShells } from './clientsCheck/shells.js';
import type { Check } from './clientsCheck/steps.js';
import { passes, tableOf, type Row } from './clientsCheck/table.js';

const generators = [...new Set(languages.map(({ generator }) => generator)), SCHEMATHESIS];

const USAGE = `npm run clients:check -- [options]

Makes clients from the contracts with the generators of other languages, compiles them under the strictest checks that what they
write stands, calls the real service with them, sends the receivers of examples/ a notification, and runs Schemathesis. Ends with a
table, and with 1 if anything in it failed. Generators come from PyPI, npm, the Go module proxy and Maven Central, once, and are
kept in node_modules/.cache/waypost-clients.

  --only <generator>  may be repeated: ${generators.join(', ')}
  --strict            also fails if something did not run, because a toolchain is not installed or a registry can not be reached
  --help
`;

/** The machines that this runs on have two cores, and the service wants some of them. */
const AT_A_TIME = 2;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: generators },
    strict: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(USAGE);
else process.exitCode = await run(values.only);

async function run(only: readonly string[]): Promise<number> {
  const unknown = only.filter((generator) => !generators.includes(generator));
  if (unknown.length > 0) {
    process.stderr.write(`There is no generator "${unknown.join('", "')}" here.\n\n${USAGE}`);
    return 2;
  }
  const begun = performance.now();
  const interruption = new AbortController();
  const print = (line: string): void => {
    if (interruption.signal.aborted) return; // what fails then fails for that
    process.stdout.write(`${((performance.now() - begun) / 1_000).toFixed(0).padStart(4)} s  ${line}\n`);
  };
  const shells = openShells();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      print('ending what was started');
      interruption.abort();
      void shells.close();
    });
  }
  let service: Service | undefined;
  try {
    service = await startService();
    print(`the service listens on ${service.url}`);
    const rows = await checkAll({ shells, service, print }, only);
    if (interruption.signal.aborted) return 130;
    const paint = createPaint(process.stdout.isTTY);
    process.stdout.write(`\n${tableOf(HEADINGS, rows, paint)}\n\n`);
    return verdict(rows);
  } finally {
    await shells.close();
    await service?.stop();
  }
}

/** What takes longest comes first. */
async function checkAll(check: Check, only: readonly string[]): Promise<Row[]> {
  const chosen = languages.filter(({ generator }) => only.includes(generator));
  const jobs = [
    ...(only.includes(SCHEMATHESIS) ? [() => checkWithSchemathesis(check)] : []),
    ...chosen.map((language) => () => checkLanguage(check, language)),
  ];
  const rows: Row[][] = [];
  const waiting = [...jobs.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [i, job] = next;
      rows[i] = await job();
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return rows.flat();
}

function verdict(rows: readonly Row[]): number {
  const notRun = rows.filter(({ cells }) => cells.some(({ state }) => state === 'absent'));
  if (notRun.length > 0) {
    process.stdout.write(
      `${'!'.repeat(80)}\n${notRun.length} OF ${rows.length} ROWS DID NOT RUN. The table says why.\n${'!'.repeat(80)}\n`,
    );
  }
  const passed = passes(rows, values);
  process.stdout.write(passed ? 'Nothing failed.\n' : 'FAILED\n');
  return passed ? 0 : 1;
}
