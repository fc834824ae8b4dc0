/**
 * `npm run bench:delivery`: publishing and delivering through the real processes, beside the same bodies sent to the same receiver
 * from memory, in the same run. Ten webhooks, of which three match each event; the service has its default settings, but for the rate
 * limit. The receiver is a process of its own and answers at once; the load comes from this process.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { publishBesideDrop } from './delivery/dropDay.js';
import { addOldDeliveries } from './delivery/oldDeliveries.js';
import { latency, latencyBesideDead, latencyBesideFloods, type Latency } from './delivery/scenarios.js';
import { setStage, type Stage } from './delivery/stage.js';
import { reportThroughput } from './delivery/throughput.js';
import { buildService } from './support/build.js';
import { median } from './support/statistics.js';
import { formatBound, formatCount, formatRatio, type Goals } from './support/table.js';

const HELP = `npm run bench:delivery -- [options]
  --only <text>   only the scenarios whose name starts so: drain, pipeline, latency, dead, flood, drop
  --rounds <n>    rounds of drain, pipeline, flood and drop, medians are printed (3)
  --events <n>    events of the backlog that is drained (20000)
  --seconds <n>   how long pipeline and drop publish, latency, dead and flood twice as long (5)
  --profile <dir> where each process of the service leaves its CPU profile, for a browser's developer tools
  --old <n>       old deliveries for the second half, 0 leaves it out (10000000)`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    events: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '5' },
    old: { type: 'string', default: '10000000' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
/** With old deliveries, beside without. */
const AGED_GOALS = { target: 0.95, stretch: 1 };
const rounds = Number(options.rounds);
const millis = Number(options.seconds) * 1_000;
const wants = (name: string) => name.startsWith(options.only);

if (options.help) console.log(HELP);
else await run(buildService());

async function run(main: string): Promise<void> {
  const stage = await setStage(main, options.profile ?? null);
  try {
    console.log(
      `Node ${process.version}, ${availableParallelism()} cores shared by load, service, Postgres and receiver.\n`,
    );
    const throughput = () =>
      reportThroughput(stage, { wants, rounds, backlogEvents: Number(options.events), pipelineMillis: millis });
    const young = await throughput();
    const youngLatency = wants('latency') ? await reportLatency(stage) : null;
    if (wants('dead')) await reportDead(stage);
    if (wants('flood')) await reportFloods(stage);
    const old = Number(options.old);
    if (old === 0) return;
    console.log(`With ${formatCount(old)} old deliveries:\n`);
    await addOldDeliveries(stage, old);
    console.log();
    const aged = await throughput();
    for (const [name, ratio] of aged) {
      const before = young.get(name);
      if (before) console.log(`${name}: ${formatRatio(ratio / before, AGED_GOALS)} of what it was without`);
    }
    if (youngLatency) {
      const { p50, p99 } = await reportLatency(stage);
      console.log(`without, p50 in one process took ${formatRatio(youngLatency.p50 / p50, AGED_GOALS)} of that`);
      console.log(`without, p99 in one process took ${formatRatio(youngLatency.p99 / p99, AGED_GOALS)} of that\n`);
    }
    if (wants('drop')) await reportDrop(stage, old);
  } finally {
    await stage.stop();
  }
}

/** Returns what it is in one process. */
async function reportLatency(stage: Stage): Promise<Latency> {
  console.log('publish to receipt at 200 events/s x 3');
  const rate = { eventsPerSecond: 200, millis: 2 * millis };
  const line = ({ p50, p99 }: Latency, median?: Goals, tail?: Goals) =>
    `p50 ${formatBound(p50, 1, median)} ms, p99 ${formatBound(p99, 1, tail)} ms`;
  const together = await latency(stage, { ...rate, together: true });
  console.log(
    `  API and worker in one process: ${line(together, { target: 2, stretch: 1.5 }, { target: 10, stretch: 6 })}`,
  );
  console.log(`  API and worker apart:          ${line(await latency(stage, { ...rate, together: false }))}\n`);
  return together;
}

/** Publishing's p99 while a day of the log is dropped, beside what it is without. */
async function reportDrop(stage: Stage, old: number): Promise<void> {
  const eventsPerSecond = 200;
  console.log(`publishing at ${eventsPerSecond} events/s while a day of the log is dropped`);
  for (const named of [false, true]) {
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { deliveries, dropMillis, without, beside } = await publishBesideDrop(stage, {
        old,
        named,
        eventsPerSecond,
        millis,
      });
      ratios.push(beside / without);
      const dropped = `${formatCount(deliveries)} deliveries in ${formatCount(dropMillis)} ms`;
      console.log(`  ${dropped}: p99 ${beside.toFixed(1)} ms, without ${without.toFixed(1)} ms`);
    }
    const what = named ? 'whose events have ids of their publishers' : 'whose events have no ids of their publishers';
    console.log(
      `  a day ${what}: ${formatBound(median(ratios), 2, { target: 1.2, stretch: 1 })} of what it is without\n`,
    );
  }
}

async function reportDead(stage: Stage): Promise<void> {
  const { without, beside } = await reportNeighbours(
    stage,
    latencyBesideDead,
    'beside a receiver that never answers, with 10,000 waiting:',
  );
  console.log(`  ratio of p99: ${(beside.p99 / without.p99).toFixed(2)}\n`);
}

async function reportFloods(stage: Stage): Promise<void> {
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { without, beside } = await reportNeighbours(
      stage,
      latencyBesideFloods,
      'beside 20 that answer without end, with 10,000 waiting:',
    );
    ratios.push(beside.p50 / without.p50);
  }
  const all = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
  console.log(`  ratio of p50: ${median(ratios).toFixed(2)}, the median of ${all} (target less than 1.3)\n`);
}

/** Healthy receivers alone, and then beside others. */
async function reportNeighbours(
  stage: Stage,
  latencyBeside: typeof latencyBesideDead,
  name: string,
): Promise<{ without: Latency; beside: Latency }> {
  const rate = { eventsPerSecond: 100, millis: 2 * millis, together: false };
  const without = await latency(stage, rate);
  const beside = await latencyBeside(stage, rate);
  const line = ({ p50, p99 }: Latency) => `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  console.log('healthy receivers, publish to receipt at 100 events/s x 3');
  console.log(`  ${'alone:'.padEnd(60)} ${line(without)}`);
  console.log(`  ${name.padEnd(60)} ${line(beside)}`);
  return { without, beside };
}
