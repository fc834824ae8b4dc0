import { median } from '../support/statistics.js';
import { formatCount, formatRatio, formatTable, type Goals } from '../support/table.js';
import { sendFromMemory } from './reference.js';
import { drain, pipeline, type Throughput } from './scenarios.js';
import type { Stage } from './stage.js';

const REFERENCE_MILLIS = 2_000;

interface Scenario {
  name: string;
  /** What sends the same from memory. */
  how: 'request' | 'dispatch';
  /** Of the ratio to that. */
  goals?: Goals;
  run: () => Promise<Throughput>;
}

/** Where Postgres stores, claims and settles; with one event per POST, statements of a few rows cost more of everything. */
const POSTGRES_GOALS =
  '100 events per POST: target 26 µs of Postgres and 1,400 bytes of WAL per delivery, stretch 22 and 1,300';

interface ThroughputOptions {
  /** Whether a scenario of this name is asked for. */
  wants: (name: string) => boolean;
  rounds: number;
  backlogEvents: number;
  pipelineMillis: number;
}

/**
 * Prints what is delivered beside the same sends from memory, which each round measures just before, and what each delivery costs.
 * @returns ratios to the reference by scenario
 */
export async function reportThroughput(stage: Stage, options: ThroughputOptions): Promise<Map<string, number>> {
  const { wants, rounds } = options;
  const ratios = new Map<string, number>();
  const rows: string[][] = [];
  for (const scenario of scenariosOn(stage, options).filter(({ name }) => wants(name))) {
    const measured: (Throughput & { reference: number })[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const reference = await sendFromMemory(stage, scenario.how, REFERENCE_MILLIS);
      measured.push({ reference, ...(await scenario.run()) });
    }
    const ratio = median(measured.map(({ deliveriesPerSecond, reference }) => deliveriesPerSecond / reference));
    ratios.set(scenario.name, ratio);
    rows.push(rowOf(scenario, measured, ratio));
  }
  if (rows.length === 0) return ratios;
  const head = ['', 'from memory/s', 'events/s', 'deliveries/s', 'CPU s/1,000', 'Postgres µs', 'WAL bytes', 'ratio'];
  console.log(`${formatTable(head, rows)}\n${POSTGRES_GOALS}\n`);
  return ratios;
}

function scenariosOn(stage: Stage, { backlogEvents, pipelineMillis }: ThroughputOptions): Scenario[] {
  const drainBy = (workers: number, goals?: Goals): Scenario => ({
    name: `drain, ${nameOf(workers)}`,
    how: 'dispatch',
    ...(goals && { goals }),
    run: () => drain(stage, { events: backlogEvents, workers }),
  });
  const pipelineOf = (eventsPerRequest: number, workers: number | null, goals?: Goals): Scenario => ({
    name: `pipeline, ${eventsPerRequest === 1 ? '1 event' : `${eventsPerRequest} events`} per POST, ${nameOf(workers)}`,
    how: 'request',
    ...(goals && { goals }),
    run: () => pipeline(stage, { eventsPerRequest, workers, millis: pipelineMillis }),
  });
  const single = { target: 0.25, stretch: 0.3 };
  const hundred = { target: 0.45, stretch: 0.55 };
  return [
    drainBy(1, { target: 0.45, stretch: 0.6 }),
    pipelineOf(1, 1, single),
    pipelineOf(1, null, single),
    pipelineOf(100, 1, hundred),
    pipelineOf(100, null, hundred),
    drainBy(2),
    pipelineOf(1, 2),
    pipelineOf(100, 2),
  ];
}

function nameOf(workers: number | null): string {
  if (workers === null) return 'one process';
  return workers === 1 ? '1 worker' : `${workers} workers`;
}

function rowOf({ name, how, goals }: Scenario, measured: (Throughput & { reference: number })[], ratio: number) {
  const of = (pick: (round: (typeof measured)[number]) => number | null, show: (value: number) => string) => {
    const values = measured.flatMap((round) => pick(round) ?? []);
    return values.length > 0 ? show(median(values)) : '';
  };
  return [
    name,
    `${how} ${of((round) => round.reference, formatCount)}`,
    of((round) => round.eventsPerSecond, formatCount),
    of((round) => round.deliveriesPerSecond, formatCount),
    of(
      (round) => round.cpuSecondsPerThousand,
      (value) => value.toFixed(3),
    ),
    of(
      (round) => round.postgres.cpuMicros,
      (value) => value.toFixed(1),
    ),
    of((round) => round.postgres.walBytes, formatCount),
    formatRatio(ratio, goals),
  ];
}
