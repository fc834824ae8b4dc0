/**
 * `npm run bench:api`: list, create and patch through the real server, beside two references in the same run.
 *
 * memory        bare Express, the same JSON from memory
 * Express + pg  bare Express, the same statements by hand: no API key, no validation, no log
 * waypost       the built service as an operator runs it: production mode, info log to a file; only the rate limit is off and
 *               the limit of webhooks is raised
 *
 * Each server is a process of its own on one bundled Postgres, and only one is under load at a time; the load's 32
 * connections come from this process. Another build (--also) has a database of its own there, with the tables of its own migrations
 * and the same rows. Rounds are interleaved, and a ratio is the median of the rounds' own ratios: absolute
 * figures drift, ratios less.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { copyRegistry, createOtherDatabase } from './api/otherDatabase.js';
import { measureInTurns, ratioOf, summarise, type Series } from './api/measure.js';
import { profileService } from './api/profileService.js';
import { checkAnswers, startHandWrittenServer, startMemoryServer, startService, type Target } from './api/targets.js';
import { prepareWorkloads, type Workload } from './api/workloads.js';
import { buildService } from './support/build.js';
import { startBenchDatabase } from './support/postgres.js';
import { formatCount, formatRatio, formatTable } from './support/table.js';

const HELP = `npm run bench:api -- [options]
  --workload <text>  only the workloads whose name starts so
  --rounds <n>       rounds per workload (5)
  --seconds <n>      per server and round (2)
  --also <main.js>   another build of the service, measured beside this one
  --profile          afterwards, where the service spends its time under each workload`;

const { values: options } = parseArgs({
  options: {
    workload: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    also: { type: 'string' },
    profile: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) console.log(HELP);
else await run(buildService());

async function run(main: string): Promise<void> {
  const database = await startBenchDatabase();
  try {
    console.log(`Node ${process.version}, ${availableParallelism()} cores shared with the load, 32 connections.\n`);
    const workloads = await compare(database.url, main);
    if (!options.profile) return;
    for (const workload of workloads) console.log(`${await profileService(database.url, main, workload)}\n`);
  } finally {
    await database.stop();
  }
}

/** Prints the comparison, and returns the workloads that it was made with. */
async function compare(databaseUrl: string, main: string): Promise<Workload[]> {
  const targets: Target[] = [];
  try {
    const service = await startService(databaseUrl, { name: 'waypost', main });
    targets.push(service);
    targets.unshift(await startHandWrittenServer(databaseUrl));
    targets.unshift(await startMemoryServer());
    const workloads = (await prepareWorkloads(databaseUrl, service.url)).filter(({ name }) =>
      name.startsWith(options.workload),
    );
    if (options.also) {
      const otherUrl = await createOtherDatabase(databaseUrl);
      targets.push(await startService(otherUrl, { name: 'waypost, other', main: options.also }));
      await copyRegistry(databaseUrl, otherUrl);
    }
    for (const workload of workloads) {
      await checkAnswers(targets, workload);
      const rounds = { rounds: Number(options.rounds), seconds: Number(options.seconds) };
      console.log(`${report(workload, await measureInTurns(targets, workload, rounds))}\n`);
    }
    return workloads;
  } finally {
    await Promise.all(targets.map(({ stop }) => stop()));
  }
}

function report({ name, goals }: Workload, series: Series[]): string {
  const [memory, handWritten, ...services] = series;
  if (!memory || !handWritten) throw new RangeError('The references are missing.');
  const rows = series.map((each) => {
    const { requestsPerSecond, p50Millis, p99Millis, cpuMicrosPerRequest } = summarise(each);
    return [
      each.target,
      formatCount(requestsPerSecond),
      p50Millis.toFixed(1),
      p99Millis.toFixed(1),
      cpuMicrosPerRequest === null ? '-' : formatCount(cpuMicrosPerRequest),
      formatRatio(ratioOf(each, memory)),
      formatRatio(ratioOf(each, handWritten)),
    ];
  });
  const table = formatTable(
    [name, 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs/request', '/ memory', '/ Express + pg'],
    rows,
  );
  const verdicts = goals
    ? services.map((each) => `${each.target} / Express + pg: ${formatRatio(ratioOf(each, handWritten), goals)}`)
    : [];
  return [table, ...verdicts].join('\n');
}
