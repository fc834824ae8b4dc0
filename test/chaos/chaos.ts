/**
 * A chaos run: events are published all the while, through the API and the outbox, and webhooks are changed; in every round some processes
 * are killed without warning, and something befalls the database, the network or a host. In the end all receivers are well, the queue
 * runs empty, and everything that was accepted has to have reached every receiver that it matches.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createRounds, type Interrupted } from './interruptions.js';
import { countOpen, judgeDatabase, readRemains, type DatabaseVerdict } from './judgeDatabase.js';
import { judgeReceipts, type ReceiptsVerdict } from './judgeReceipts.js';
import { startOutboxPublisher, type OutboxPublisher } from './outboxPublisher.js';
import { startPublisher, type Publisher } from './publisher.js';
import { createRandom, type Random } from './random.js';
import { readReceipts } from './receivers.js';
import { build, setStage, type Stage } from './stage.js';
import { expectedPairs } from './subscriptions.js';

export interface ChaosOptions {
  rounds: number;
  /** Two runs with the same seed do the same to the same victims in the same order and publish the same events; time makes the rest. */
  seed: number;
  eventsPerSecond: number;
  /** How long Postgres stays away at the most, in seconds. It is silent for up to twice as long. */
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
  /** What happened, by kind. */
  interruptions: Record<string, number>;
  /** Webhooks that were registered, disabled, enabled and deleted, and requests to do so that had to be repeated. */
  changes: Record<string, number>;
  /** How requests to publish were answered. */
  answers: Record<string, number>;
  /** How transactions with the outbox ended. */
  outbox: Record<string, number>;
  /** Starts of the service that failed because the database was away: its supervisor started it again. */
  failedStarts: number;
  /** Where logs, records and database are to be found; null if all was well, unless they were to be kept. */
  folder: string | null;
}

/** How many of the events are published through the outbox. */
const OUTBOX_SHARE = 0.25;
const PAUSE_MILLIS = 1_000;
/** For everything to be delivered at the end: mostly the waiting for leases of workers that were killed. */
const FINISH_MILLIS = 180_000;
const POLL_MILLIS = 500;
const POLLS_PER_LINE = 10;

interface Publishers {
  api: Publisher;
  outbox: OutboxPublisher;
}

/** @throws Error if the run itself could not be carried out; what it found out is in the report */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { print, seed, eventsPerSecond } = options;
  const random = createRandom(seed);
  await build();
  print('starting an API process, a worker, 2 that are both, 5 receivers and Postgres');
  const stage = await setStage({
    random: random.fork('stage'),
    maxDownMillis: options.postgresDownSeconds * 1_000,
  });
  const { registrar } = stage;
  let publishers: Publishers | null = null;
  try {
    publishers = {
      api: startPublisher({
        ...stage,
        eventsPerSecond: (1 - OUTBOX_SHARE) * eventsPerSecond,
        random: random.fork('publisher'),
      }),
      outbox: startOutboxPublisher({
        ...stage,
        eventsPerSecond: OUTBOX_SHARE * eventsPerSecond,
        random: random.fork('outbox'),
      }),
    };
    registrar.start();
    const interrupted = await runRounds(stage, publishers, random.fork('rounds'), options);
    print('all receivers answer from now on; waiting until everything is delivered');
    await stage.healReceivers();
    const activities = [publishers.api, publishers.outbox, registrar];
    await Promise.all(activities.map((activity) => activity.finish(FINISH_MILLIS)));
    const open = await waitUntilDelivered(stage.databaseUrl, options);
    const findings = await judge(stage, publishers, interrupted, open);
    const kept = options.keep === true || findings.faults.length > 0;
    if (kept) stage.keepFolder();
    return { ...findings, folder: kept ? stage.folder : null };
  } catch (error) {
    if (!options.signal?.aborted) stage.keepFolder();
    throw error;
  } finally {
    for (const activity of [publishers?.api, publishers?.outbox, registrar]) activity?.abort();
    await stage.close();
  }
}

async function runRounds(
  stage: Stage,
  { api, outbox }: Publishers,
  random: Random,
  { rounds, print, signal }: ChaosOptions,
): Promise<Interrupted[]> {
  const all: Interrupted[] = [];
  const runRound = createRounds(stage, random);
  for (let round = 1; round <= rounds; round += 1) {
    const interrupted = await runRound(signal);
    all.push(...interrupted);
    await delay(random.between(0, PAUSE_MILLIS), undefined, { signal });
    const open = await countOpen(stage.databaseUrl);
    const happened = interrupted.map(({ name, at, backAt }) => `${name} (${((backAt - at) / 1_000).toFixed(1)} s)`);
    print(
      `round ${String(round).padStart(String(rounds).length)}/${rounds}  ` +
        `${api.accepted.size + outbox.committed.length} events accepted, ${open ?? '?'} open: ${happened.join(', ')}`,
    );
  }
  return all;
}

/** How much is not over when there is nothing left to wait for, or the time is up. */
async function waitUntilDelivered(databaseUrl: string, { print, signal }: ChaosOptions): Promise<number | null> {
  const deadline = performance.now() + FINISH_MILLIS;
  for (let polls = 1; ; polls += 1) {
    const open = await countOpen(databaseUrl);
    if (open === 0 || performance.now() > deadline) return open;
    if (polls % POLLS_PER_LINE === 0) print(`  ${open ?? '?'} open`);
    await delay(POLL_MILLIS, undefined, { signal });
  }
}

async function judge(
  stage: Stage,
  { api, outbox }: Publishers,
  interrupted: Interrupted[],
  open: number | null,
): Promise<Omit<ChaosReport, 'folder'>> {
  const { registrar, databaseUrl } = stage;
  await registrar.takeStock();
  const webhooks = registrar.webhooks.filter(({ id }) => id !== '');
  const remains = await readRemains(databaseUrl);
  const { committed } = outbox;
  const accepted = [
    ...api.accepted.values(),
    // What is in the outbox is matched when it is taken.
    ...committed.map(({ event, firstSentAt }) => {
      return { event, firstSentAt, acceptedAt: remains.storedAt.get(event.id) ?? Infinity, deliveries: null };
    }),
  ];
  const receipts = await readReceipts(stage.recordFiles);
  const possible = expectedPairs(accepted, webhooks);
  const database = judgeDatabase({ remains, accepted, committed, webhooks, pairs: possible, receipts });
  const received = judgeReceipts(receipts, database.pairs, interrupted);
  const crashes = stage.unexpectedEnds.filter(({ hadStarted }) => hadStarted);
  const faults = [
    ...(open === 0
      ? []
      : [`${open ?? '?'} deliveries or rows of the outbox were still open after ${FINISH_MILLIS / 1_000} s`]),
    ...crashes.map(({ name, exitCode }) => `${name} ended by itself (exit code ${exitCode ?? 'none'})`),
    ...api.faults,
    ...registrar.faults,
    ...received.faults,
    ...database.faults,
    ...(await stage.oldDays.faults()),
  ];
  return {
    faults,
    receipts: received,
    database,
    interruptions: countNames(interrupted.map(({ kind }) => kind)),
    changes: Object.fromEntries(registrar.changes),
    answers: Object.fromEntries(api.answers),
    outbox: Object.fromEntries(outbox.endings),
    failedStarts: stage.unexpectedEnds.length - crashes.length,
  };
}

function countNames(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
