/**
 * `npm run bench:log`: the delivery log with 1,000,000 deliveries of 1,000 accounts, on a Postgres of its own. Shows how each query of
 * the log is carried out, and fails if one reads more than it was asked for; then how long its pages take through the real API.
 */
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { fillLog, type FilledLog } from './log/fill.js';
import { measurePages } from './log/pages.js';
import { explainQueries, type Plan } from './log/plans.js';
import { buildService } from './support/build.js';
import { startBenchDatabase } from './support/postgres.js';
import { startServerProcess } from './support/serverProcess.js';
import { formatCount, formatTable } from './support/table.js';

const HELP = `npm run bench:log -- [options]
  --deliveries <n>  how many there are, a tenth of them of one account (1000000)
  --seconds <n>     how long each page is measured (3)
  --plans           prints every plan, not only those that are faulty`;

const { values: options } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '3' },
    plans: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) console.log(HELP);
else await run(buildService());

async function run(main: string): Promise<void> {
  const postgres = await startBenchDatabase();
  try {
    const log = await fill(postgres.url);
    reportPlans(await explainQueries(postgres.url, log));
    await reportPages(postgres.url, main, log);
  } finally {
    await postgres.stop();
  }
}

async function fill(databaseUrl: string): Promise<FilledLog> {
  const start = performance.now();
  const log = await fillLog(databaseUrl, Number(options.deliveries));
  const seconds = (performance.now() - start) / 1_000;
  console.log(
    `${formatCount(log.deliveries)} deliveries of 1,000 accounts, made in ${seconds.toFixed(0)} s. ` +
      `Node ${process.version}, ${availableParallelism()} cores.\n`,
  );
  return log;
}

function reportPlans(plans: Plan[]): void {
  for (const { query, mode, works } of options.plans ? plans : plans.filter(({ faults }) => faults.length > 0))
    console.log(`${query} (${mode} plan)\n${works.map(({ text }) => text).join('\n')}\n`);
  const rows = [...new Set(plans.map(({ query }) => query))].map((query) => {
    const ofQuery = plans.filter((plan) => plan.query === query);
    const faults = ofQuery.flatMap((plan) => plan.faults);
    const most = (what: 'rows' | 'pages') =>
      formatCount(Math.max(...ofQuery.map(({ works }) => works.reduce((sum, work) => sum + work[what], 0))));
    const times = ofQuery.map(({ works }) => works.reduce((sum, { millis }) => sum + millis, 0).toFixed(2));
    return [query, most('rows'), most('pages'), ...times, faults.length > 0 ? [...new Set(faults)].join(', ') : 'none'];
  });
  const head = ['plan', 'rows', 'pages', 'custom ms', 'generic ms', 'auto ms', 'faults'];
  console.log(`${formatTable(head, rows)}\n`);
  if (plans.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
}

async function reportPages(databaseUrl: string, main: string, log: FilledLog): Promise<void> {
  const env = {
    DATABASE_URL: databaseUrl,
    PORT: '0',
    SECRET_KEYS: randomBytes(32).toString('base64'),
    RATE_LIMIT_PER_MINUTE: '0',
  };
  const service = await startServerProcess({ args: [main, 'serve', '--api'], env });
  try {
    const times = await measurePages(service.url, log, Number(options.seconds));
    const rows = times.map(({ name, requests, p50Millis, p99Millis }) => [
      name,
      formatCount(requests),
      p50Millis.toFixed(1),
      p99Millis.toFixed(1),
    ]);
    console.log(formatTable(['through the API, 50 per page', 'requests', 'p50 ms', 'p99 ms'], rows));
  } finally {
    await service.stop();
  }
}
