/**
 * A chaos run: events are published all the while, and in every round some of the processes are killed without warning, Postgres
 * included, and started again after a while. In the end all receivers are well, the queue runs empty, and everything that was answered with
 * 202 has to have reached every receiver that it matches.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { countOpenDeliveries, judgeDatabase, type DatabaseVerdict } from './judgeDatabase.js';
import { judgeReceipts, type Kill, type ReceiptsVerdict } from './judgeReceipts.js';
import type { Victim } from './processes.js';
import { startPublisher, type Publisher } from './publisher.js';
import { createRandom, type Random } from './random.js';
import { readReceipts } from './receivers.js';
import { build, setStage, type Stage } from './stage.js';

export interface ChaosOptions {
  rounds: number;
  /** Two runs with the same seed kill the same victims in the same order and publish the same events; time makes the rest. */
  seed: number;
  eventsPerSecond: number;
  /** How long Postgres stays away at the most, in seconds. */
  postgresDownSeconds: number;
  /** Leaves logs, records and database behind even if all is well. */
  keep?: boolean;
  /** Hears of the progress, a line at a time. */
  print: (line: string) => void;
  /** Ends the run early: it rejects, having cleaned up. */
  signal?: AbortSignal;
}

export interface ChaosReport {
  /** Everything that is not as it has to be; empty when all is well. */
  faults: string[];
  receipts: ReceiptsVerdict;
  database: DatabaseVerdict;
  /** Deaths by victim. */
  kills: Record<string, number>;
  /** How requests to publish were answered. */
  answers: Record<string, number>;
  /** Starts of the service that failed because the database was away: its supervisor started it again. */
  failedStarts: number;
  /** Where logs, records and database are to be found; null if all was well, unless they were to be kept. */
  folder: string | null;
}

/** Every so many rounds Postgres is among the victims for certain. */
const POSTGRES_EVERY = 3;
const MAX_VICTIMS = 3;
/** Before a victim is killed, and before it is started again. */
const LIFE_MILLIS = 1_500;
const DEATH_MILLIS = 1_500;
const MIN_POSTGRES_DOWN_MILLIS = 500;
const PAUSE_MILLIS = 1_000;
/** For everything to be delivered at the end: mostly the waiting for leases of workers that were killed. */
const FINISH_MILLIS = 180_000;
const POLL_MILLIS = 500;
const POLLS_PER_LINE = 10;

/** @throws Error if the run itself could not be carried out; what it found out is in the report */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { print, seed } = options;
  const random = createRandom(seed);
  await build();
  print('starting 2 API processes, 2 workers, 5 receivers and Postgres');
  const stage = await setStage(random.fork('stage'));
  let publisher: Publisher | null = null;
  try {
    publisher = startPublisher({
      ...stage,
      eventsPerSecond: options.eventsPerSecond,
      random: random.fork('publisher'),
    });
    const kills = await runRounds(stage, publisher, random.fork('rounds'), options);
    print('all receivers answer from now on; waiting until everything is delivered');
    await stage.healReceivers();
    await publisher.finish(FINISH_MILLIS);
    const open = await waitUntilDelivered(stage.postgres.url, options);
    const findings = await judge(stage, publisher, kills, open);
    const kept = options.keep === true || findings.faults.length > 0;
    if (kept) stage.keepFolder();
    return { ...findings, folder: kept ? stage.folder : null };
  } catch (error) {
    if (!options.signal?.aborted) stage.keepFolder();
    throw error;
  } finally {
    publisher?.abort();
    await stage.close();
  }
}

async function runRounds(stage: Stage, publisher: Publisher, random: Random, options: ChaosOptions): Promise<Kill[]> {
  const kills: Kill[] = [];
  const chooseVictims = createDealer(stage, random);
  for (let round = 1; round <= options.rounds; round += 1) {
    const fates = chooseVictims(round).map((victim) => ({
      victim,
      lifeMillis: random.between(0, LIFE_MILLIS),
      deathMillis:
        victim === stage.postgres.server
          ? random.between(MIN_POSTGRES_DOWN_MILLIS, options.postgresDownSeconds * 1_000)
          : random.between(0, DEATH_MILLIS),
    }));
    const deaths = await allOrNothing(fates.map((fate) => killAndRestart(fate, options.signal)));
    kills.push(...deaths);
    await delay(random.between(0, PAUSE_MILLIS), undefined, { signal: options.signal });
    const open = await countOpenDeliveries(stage.postgres.url);
    const died = deaths.map(({ victim, at, backAt }) => `${victim} (${((backAt - at) / 1_000).toFixed(1)} s)`);
    options.print(
      `round ${String(round).padStart(String(options.rounds).length)}/${options.rounds}  ` +
        `${publisher.accepted.size} events accepted, ${open ?? '?'} deliveries open  killed: ${died.join(', ')}`,
    );
  }
  return kills;
}

/** Deals victims like cards: everyone's turn comes before anyone's second. */
function createDealer({ postgres, victims }: Stage, random: Random): (round: number) => Victim[] {
  const everyone = [...victims.api, ...victims.worker, ...victims.receiver];
  const cards: Victim[] = [];
  function deal(count: number): Victim[] {
    // Those whose turn is left over from the last deal come first, and nobody comes twice in one hand.
    if (cards.length < count) cards.push(...random.shuffled(everyone.filter((victim) => !cards.includes(victim))));
    return cards.splice(0, count);
  }
  return (round) => {
    const count = random.integer(1, MAX_VICTIMS);
    if (round % POSTGRES_EVERY === 0) return [postgres.server, ...deal(count - 1)];
    // Never in the round of the server's own death: there has to be one to lose a connection.
    return random.chance(1 / POSTGRES_EVERY) ? [postgres.connection, ...deal(count - 1)] : deal(count);
  };
}

async function killAndRestart(
  { victim, lifeMillis, deathMillis }: { victim: Victim; lifeMillis: number; deathMillis: number },
  signal: AbortSignal | undefined,
): Promise<Kill> {
  await delay(lifeMillis, undefined, { signal });
  const at = Date.now();
  await victim.kill();
  await delay(deathMillis, undefined, { signal });
  await victim.start();
  return { victim: victim.name, at, backAt: Date.now() };
}

/** Like Promise.all, but waits for all of them also if one fails, so that nothing is being started while the run cleans up. */
async function allOrNothing<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** How many deliveries are not over when there is nothing left to wait for, or the time is up. */
async function waitUntilDelivered(databaseUrl: string, { print, signal }: ChaosOptions): Promise<number | null> {
  const deadline = performance.now() + FINISH_MILLIS;
  for (let polls = 1; ; polls += 1) {
    const open = await countOpenDeliveries(databaseUrl);
    if (open === 0 || performance.now() > deadline) return open;
    if (polls % POLLS_PER_LINE === 0) print(`  ${open ?? '?'} deliveries open`);
    await delay(POLL_MILLIS, undefined, { signal });
  }
}

async function judge(
  stage: Stage,
  publisher: Publisher,
  kills: Kill[],
  open: number | null,
): Promise<Omit<ChaosReport, 'folder'>> {
  const { accepted } = publisher;
  const all = await readReceipts(stage.recordFiles);
  const receipts = judgeReceipts(all, accepted, stage.webhooks, kills);
  const database = await judgeDatabase(stage.postgres.url, all, accepted, stage.webhooks);
  const crashes = stage.unexpectedEnds.filter(({ hadStarted }) => hadStarted);
  const faults = [
    ...(open === 0 ? [] : [`${open ?? '?'} deliveries were still open after ${FINISH_MILLIS / 1_000} s`]),
    ...crashes.map(({ name, exitCode }) => `${name} ended by itself (exit code ${exitCode ?? 'none'})`),
    ...publisher.faults,
    ...receipts.faults,
    ...database.faults,
  ];
  return {
    faults,
    receipts,
    database,
    kills: countNames(kills.map(({ victim }) => victim)),
    answers: Object.fromEntries(publisher.answers),
    failedStarts: stage.unexpectedEnds.length - crashes.length,
  };
}

function countNames(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
