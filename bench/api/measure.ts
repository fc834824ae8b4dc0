import { runLoad, type LoadResult } from '../support/load.js';
import { median, percentile } from '../support/statistics.js';
import type { Target } from './targets.js';
import type { Workload } from './workloads.js';

/** One server under one workload, in one round. */
export interface Measurement {
  requestsPerSecond: number;
  p50Millis: number;
  p99Millis: number;
  /** CPU time of the server's own process, without Postgres; null where it can't be told. */
  cpuMicrosPerRequest: number | null;
}

/** The rounds of one server under one workload, in their order. */
export interface Series {
  target: string;
  rounds: Measurement[];
}

const CONNECTIONS = 32;
const WARM_UP_MILLIS = 300;

/** Every server in turn, `rounds` times over: what disturbs the machine for a while disturbs them all. */
export async function measureInTurns(
  targets: readonly Target[],
  workload: Workload,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Series[]> {
  const series = targets.map(({ name }): Series => ({ target: name, rounds: [] }));
  for (const target of targets) await warmUp(target, workload);
  for (let round = 0; round < rounds; round++) {
    for (const [index, target] of targets.entries()) {
      series[index]?.rounds.push(await measure(target, workload, seconds));
    }
  }
  return series;
}

/** A second of load that does not count: schemas are compiled, connections to the database opened, code becomes warm. */
export async function warmUp(target: Target, workload: Workload): Promise<void> {
  await load(target, workload, 1);
}

function load({ url }: Target, { request }: Workload, seconds: number): Promise<LoadResult> {
  return runLoad({
    url,
    connections: CONNECTIONS,
    warmUpMillis: WARM_UP_MILLIS,
    measureMillis: seconds * 1_000,
    nextRequest: request,
  });
}

async function measure(target: Target, workload: Workload, seconds: number): Promise<Measurement> {
  const before = await target.cpuSeconds();
  const { requests, requestsPerSecond, latencyMillis } = await load(target, workload, seconds);
  const after = await target.cpuSeconds();
  return {
    requestsPerSecond,
    p50Millis: percentile(latencyMillis, 50),
    p99Millis: percentile(latencyMillis, 99),
    cpuMicrosPerRequest: before === null || after === null ? null : ((after - before) * 1_000_000) / requests,
  };
}

/** The median over the rounds of how many times as many requests per second `series` served as `reference`. */
export function ratioOf(series: Series, reference: Series): number {
  return median(
    series.rounds.map(({ requestsPerSecond }, round) => {
      const other = reference.rounds[round];
      if (!other) throw new RangeError('The reference has fewer rounds.');
      return requestsPerSecond / other.requestsPerSecond;
    }),
  );
}

/** The medians of a server's rounds, each figure by itself. */
export function summarise({ rounds }: Series): Measurement {
  const of = (figure: (measurement: Measurement) => number) => median(rounds.map(figure));
  return {
    requestsPerSecond: of(({ requestsPerSecond }) => requestsPerSecond),
    p50Millis: of(({ p50Millis }) => p50Millis),
    p99Millis: of(({ p99Millis }) => p99Millis),
    cpuMicrosPerRequest: rounds.some(({ cpuMicrosPerRequest }) => cpuMicrosPerRequest === null)
      ? null
      : of(({ cpuMicrosPerRequest }) => cpuMicrosPerRequest ?? 0),
  };
}
