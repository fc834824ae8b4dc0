/** What happens to the service in a chaos run, and which deliveries it may have repeated. */
import { setTimeout as delay } from 'node:timers/promises';
import { createDeck } from './deck.js';
import type { Random } from './random.js';
import type { RegisteredWebhook } from './subscriptions.js';

/** Something that goes wrong for a while. */
export interface Interruption {
  /** What it is counted as. */
  kind: string;
  /** What happens to whom. */
  name: string;
  /** How long it lasts. */
  millis: { min: number; max: number };
  begin(): Promise<void>;
  /** Resolves when everything serves again. */
  end(): Promise<void>;
  /** When results of attempts may be lost with it, so that they are repeated: a process takes along what it had when it was killed. */
  loses: 'at its beginning' | 'meanwhile' | 'at its end';
  /** Whether those for this webhook may be. */
  mayRepeat(webhook: RegisteredWebhook): boolean;
}

/** One that happened, in milliseconds since the epoch. */
export interface Interrupted extends Pick<Interruption, 'kind' | 'name' | 'mayRepeat'> {
  at: number;
  backAt: number;
  /** Between these results may have been lost. */
  lossFrom: number;
  lossUntil: number;
}

/** What concerns more than one process. */
export interface Trouble {
  /** Whether it is about the server of Postgres, to which one thing happens at a time. */
  inPostgres: boolean;
  /** Another one each time, of somebody else. */
  make(): Interruption & { /** Who is not to be killed meanwhile. */ takes?: string };
}

/** What may happen in a round. */
export interface Fates {
  /** The death of each process. */
  kills: readonly Interruption[];
  troubles: readonly Trouble[];
}

const MAX_KILLS = 2;
/** How often there are two troubles. */
const SECOND_TROUBLE_CHANCE = 0.4;
/** Before it begins. */
const CALM_MILLIS = 1_500;
/** Everything works again this long after an interruption. */
const RECOVERED_AFTER_MILLIS = 3_000;

/** In every round a trouble, sometimes two, and one or two processes that are killed. */
export function createRounds(
  { kills, troubles }: Fates,
  random: Random,
): (signal: AbortSignal | undefined) => Promise<Interrupted[]> {
  const dealTroubles = createDeck(troubles, random);
  const dealKills = createDeck(kills, random);
  return async (signal) => {
    const first = dealTroubles(1);
    const fits = ({ inPostgres }: Trouble) => !(inPostgres && first.some((trouble) => trouble.inPostgres));
    const second = random.chance(SECOND_TROUBLE_CHANCE) ? dealTroubles(1, fits) : [];
    const made = [...new Set([...first, ...second])].map((trouble) => trouble.make());
    const killed = dealKills(random.integer(1, MAX_KILLS), ({ name }) => made.every(({ takes }) => takes !== name));
    const fates = [...made, ...killed].map((interruption) => ({
      interruption,
      calmMillis: random.between(0, CALM_MILLIS),
      millis: random.between(interruption.millis.min, interruption.millis.max),
    }));
    return allOrNothing(fates.map((fate) => interrupt(fate, signal)));
  };
}

async function interrupt(
  { interruption, calmMillis, millis }: { interruption: Interruption; calmMillis: number; millis: number },
  signal: AbortSignal | undefined,
): Promise<Interrupted> {
  const { kind, name, mayRepeat, loses } = interruption;
  await delay(calmMillis, undefined, { signal });
  const at = Date.now();
  await interruption.begin();
  const begunAt = Date.now();
  await delay(millis, undefined, { signal });
  const endingAt = Date.now();
  await interruption.end();
  const backAt = Date.now();
  const [lossFrom, lossUntil] = {
    'at its beginning': [at, begunAt] as const,
    meanwhile: [at, backAt + RECOVERED_AFTER_MILLIS] as const,
    'at its end': [endingAt, backAt] as const,
  }[loses];
  return { kind, name, mayRepeat, at, backAt, lossFrom, lossUntil };
}

/** Like Promise.all, but waits for all of them also if one fails, so that nothing is being started while the run cleans up. */
async function allOrNothing<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
