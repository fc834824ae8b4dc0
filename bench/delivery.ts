/**
 * `npm run bench:delivery`: publishing and delivering through the real processes, beside the same bodies sent to the same receiver
 * from memory, in the same run. Ten webhooks, of which three match each event; the service has its default settings, but for the rate
 * limit. The receiver is a process of its own and answers at once; the load comes from this process.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { sendFromMemory } from './delivery/reference.js';
import {
  addOldDeliveries,
  drain,
  latency,
  latencyBesideDead,
  latencyBesideFloods,
  pipeline,
} from './delivery/scenarios.js';
import { setStage, type Stage } from './delivery/stage.js';
import { buildService } from './support/build.js';
import { median } from './support/statistics.js';
import { formatCount, formatRatio, formatTable } from './support/table.js';

const HELP = `npm run bench:delivery -- [options]
  --only <text>   only the scenarios whose name starts so: drain, pipeline, latency, dead, flood
  --rounds <n>    rounds of drain, pipeline and flood, medians are printed (3)
  --events <n>    events of the backlog that is drained (20000)
  --seconds <n>   how long the pipeline publishes (5)
  --profile <dir> where each process of the service leaves its CPU profile, for a browser's developer tools
  --old <n>       old deliveries for the second half, 0 leaves it out (1000000)`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    events: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '5' },
    old: { type: 'string', default: '1000000' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const REFERENCE_MILLIS = 2_000;
const wants = (name: string) => name.startsWith(options.only);

if (options.help) console.log(HELP);
else await run(buildService());

async function run(main: string): Promise<void> {
  const stage = await setStage(main, options.profile ?? null);
  try {
    console.log(
      `Node ${process.version}, ${availableParallelism()} cores shared by load, service, Postgres and receiver.\n`,
    );
    const young = await throughput(stage);
    if (wants('latency')) await reportLatency(stage);
    if (wants('dead')) await reportDead(stage);
    if (wants('flood')) await reportFloods(stage);
    const old = Number(options.old);
    if (old === 0) return;
    await addOldDeliveries(stage, old);
    console.log(`With ${formatCount(old)} old deliveries:\n`);
    const aged = await throughput(stage);
    for (const [name, ratio] of aged) {
      const before = young.get(name);
      if (before)
        console.log(`${name}: ${formatRatio(ratio / before, { target: 0.95, stretch: 1 })} of what it was without`);
    }
  } finally {
    await stage.stop();
  }
}

/** Ratios to the reference by scenario; each round measures its own reference just before. */
async function throughput(stage: Stage): Promise<Map<string, number>> {
  const rows: string[][] = [];
  const ratios = new Map<string, number>();
  const goals: Record<string, { target: number; stretch: number }> = {
    'drain, 1 worker': { target: 0.65, stretch: 0.8 },
    'pipeline, 1 event per POST, 1 worker': { target: 0.2, stretch: 0.3 },
    'pipeline, 100 events per POST, 1 worker': { target: 0.42, stretch: 0.55 },
  };

  async function measure(name: string, how: 'request' | 'dispatch', scenario: () => Promise<Measured>): Promise<void> {
    if (!wants(name)) return;
    const rounds: { ratio: number; reference: number; result: Measured }[] = [];
    for (let round = 0; round < Number(options.rounds); round += 1) {
      const reference = await sendFromMemory(stage, how, REFERENCE_MILLIS);
      const result = await scenario();
      rounds.push({ ratio: result.deliveriesPerSecond / reference, reference, result });
    }
    const of = (pick: (round: (typeof rounds)[number]) => number | null | undefined) => {
      const values = rounds.flatMap((round) => pick(round) ?? []);
      return values.length > 0 ? median(values) : null;
    };
    const ratio = of((round) => round.ratio) ?? 0;
    ratios.set(name, ratio);
    const events = of((round) => round.result.eventsPerSecond);
    const cpu = of((round) => round.result.cpuSecondsPerThousand);
    rows.push([
      name,
      `${how} ${formatCount(of((round) => round.reference) ?? 0)}`,
      events === null ? '' : formatCount(events),
      formatCount(of((round) => round.result.deliveriesPerSecond) ?? 0),
      cpu === null ? '' : cpu.toFixed(3),
      formatRatio(ratio, goals[name]),
    ]);
  }

  for (const workers of [1, 2]) {
    const suffix = workers === 1 ? '1 worker' : `${workers} workers`;
    await measure(`drain, ${suffix}`, 'dispatch', async () => ({
      deliveriesPerSecond: await drain(stage, { events: Number(options.events), workers }),
    }));
    for (const eventsPerRequest of [1, 100]) {
      const name = `pipeline, ${eventsPerRequest === 1 ? '1 event' : `${eventsPerRequest} events`} per POST, ${suffix}`;
      await measure(name, 'request', () =>
        pipeline(stage, { eventsPerRequest, workers, millis: Number(options.seconds) * 1_000 }),
      );
    }
  }
  if (rows.length > 0) {
    const head = ['', 'from memory/s', 'events/s', 'deliveries/s', 'CPU s/1,000', 'ratio'];
    console.log(`${formatTable(head, rows)}\n`);
  }
  return ratios;
}

interface Measured {
  deliveriesPerSecond: number;
  eventsPerSecond?: number;
  cpuSecondsPerThousand?: number | null;
}

async function reportLatency(stage: Stage): Promise<void> {
  console.log('publish to receipt at 200 events/s x 3 (target p50 5 ms, p99 15 ms)');
  for (const together of [true, false]) {
    const { p50, p99 } = await latency(stage, { eventsPerSecond: 200, millis: 10_000, together });
    const how = together ? 'API and worker in one process:' : 'API and worker apart:';
    console.log(`  ${how.padEnd(31)} p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
  }
  console.log();
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
  for (let round = 0; round < Number(options.rounds); round += 1) {
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
  const rate = { eventsPerSecond: 100, millis: 10_000, together: false };
  const without = await latency(stage, rate);
  const beside = await latencyBeside(stage, rate);
  const line = ({ p50, p99 }: Latency) => `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  console.log('healthy receivers, publish to receipt at 100 events/s x 3');
  console.log(`  ${'alone:'.padEnd(60)} ${line(without)}`);
  console.log(`  ${name.padEnd(60)} ${line(beside)}`);
  return { without, beside };
}

type Latency = Awaited<ReturnType<typeof latency>>;
