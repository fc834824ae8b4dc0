/**
 * `npm run bench:scale`: what changes with the number of workers, and of webhooks. First events that workers deliver, three of the ten
 * webhooks of their account each, with one account and then with many; then events that are only stored, with three matches among more and more
 * webhooks of one account. What a delivery costs should stay what it is.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { setStage, type Stage } from './delivery/stage.js';
import { storeFor, type MatchingResult } from './scale/matching.js';
import { addWebhooks } from './scale/webhooks.js';
import { deliverBy, type WorkersResult } from './scale/workers.js';
import { buildService } from './support/build.js';
import { median } from './support/statistics.js';
import { formatCount, formatRatio, formatTable } from './support/table.js';

const HELP = `npm run bench:scale -- [options]
  --only <text>   only what begins so: workers, matching
  --webhooks <n>  webhooks of the large installation, ten of each account (100000)
  --events <n>    events that the workers deliver to three webhooks each (20000)
  --seconds <n>   how long events are stored for each number of webhooks (3)
  --rounds <n>    rounds of everything, medians are printed (3)`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    webhooks: { type: 'string', default: '100000' },
    events: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
const WEBHOOKS_PER_ACCOUNT = 10;
const WORKERS = [1, 2, 4];
const WEBHOOKS_OF_ONE_ACCOUNT = [10, 100, 1_000, 10_000];
const rounds = Number(options.rounds);

if (options.help) console.log(HELP);
else await run(buildService());

async function run(main: string): Promise<void> {
  const stage = await setStage(main);
  try {
    console.log(
      `Node ${process.version}, ${availableParallelism()} cores shared by load, service, Postgres and receiver.\n`,
    );
    if ('matching'.startsWith(options.only)) await reportMatching(stage);
    if ('workers'.startsWith(options.only)) await reportWorkers(stage);
  } finally {
    await stage.stop();
  }
}

async function reportWorkers(stage: Stage): Promise<void> {
  const rows: string[][] = [];
  let first: number | null = null;
  const measure = async (webhooks: number, accountIds: readonly string[]) => {
    for (const workers of WORKERS) {
      const results: WorkersResult[] = [];
      for (let round = 0; round < rounds; round += 1)
        results.push(await deliverBy(stage, { workers, accountIds, events: Number(options.events) }));
      const of = (pick: (result: WorkersResult) => number | null) => medianOf(results, pick);
      const both = of(({ cpuMicros, postgres }) => sum(cpuMicros, postgres.cpuMicros));
      first ??= both;
      rows.push([
        `${formatCount(webhooks)} webhooks, ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
        formatCount(of(({ deliveriesPerSecond }) => deliveriesPerSecond) ?? 0),
        secondsOfThousand(of(({ cpuMicros }) => cpuMicros)),
        secondsOfThousand(of(({ postgres }) => postgres.cpuMicros)),
        formatCount(of(({ postgres }) => postgres.walBytes) ?? 0),
        both === null || first === null ? '' : formatRatio(both / first),
      ]);
    }
  };

  await measure(WEBHOOKS_PER_ACCOUNT, [stage.accountId]);
  const accounts = Math.round(Number(options.webhooks) / WEBHOOKS_PER_ACCOUNT) - 1;
  const accountIds = await addWebhooks(stage, { accounts, webhooksPerAccount: WEBHOOKS_PER_ACCOUNT });
  await measure((accounts + 1) * WEBHOOKS_PER_ACCOUNT, [stage.accountId, ...accountIds]);
  const head = ['', 'deliveries/s', 'workers CPU s/1,000', 'Postgres CPU s/1,000', 'WAL bytes', 'CPU to the first'];
  console.log(`\n${formatTable(head, rows)}`);
}

/** Rounds in which each number of webhooks has its turn: ratios are those within a round. */
async function reportMatching(stage: Stage): Promise<void> {
  const accounts: { webhooks: number; accountId: string }[] = [];
  for (const webhooks of WEBHOOKS_OF_ONE_ACCOUNT) {
    const [accountId = ''] = await addWebhooks(stage, { accounts: 1, webhooksPerAccount: webhooks });
    accounts.push({ webhooks, accountId });
  }
  const rows: string[][] = [];
  for (const eventsPerStatement of [100, 1]) {
    const results = new Map(accounts.map(({ webhooks }): [number, MatchingResult[]] => [webhooks, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const { webhooks, accountId } of accounts) {
        const result = await storeFor(stage, {
          accountId,
          eventsPerStatement,
          millis: Number(options.seconds) * 1_000,
        });
        results.get(webhooks)?.push(result);
      }
    }
    const few = results.get(WEBHOOKS_PER_ACCOUNT) ?? [];
    for (const [webhooks, each] of results) {
      const ratio = median(each.map((result, i) => result.eventsPerSecond / (few[i]?.eventsPerSecond ?? Number.NaN)));
      const cpu = medianOf(each, ({ postgres }) => postgres.cpuMicros);
      rows.push([
        `3 of ${formatCount(webhooks)} webhooks, ${eventsPerStatement} per statement`,
        formatCount(median(each.map(({ eventsPerSecond }) => eventsPerSecond))),
        cpu === null ? '' : cpu.toFixed(1),
        webhooks === 1_000 ? formatRatio(ratio, { target: 0.9 }) : formatRatio(ratio),
      ]);
    }
  }
  console.log(`${formatTable(['', 'events stored/s', 'Postgres µs/event', 'to 10 webhooks'], rows)}\n`);
}

function medianOf<T>(results: readonly T[], pick: (result: T) => number | null): number | null {
  const values = results.flatMap((result) => pick(result) ?? []);
  return values.length > 0 ? median(values) : null;
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** So many microseconds for each, as seconds for a thousand. */
function secondsOfThousand(micros: number | null): string {
  return micros === null ? '' : (micros / 1_000).toFixed(3);
}
