/** What may happen in a chaos run besides the death of a single process: to Postgres, to the network, to a host, and the end of a day. */
import type { Interruption, Trouble } from './interruptions.js';
import type { OldDays } from './oldDays.js';
import type { Postgres } from './postgres.js';
import type { Victim } from './processes.js';
import type { Random } from './random.js';
import type { ServiceProcess } from './services.js';

interface TroubleOptions {
  postgres: Postgres;
  services: readonly ServiceProcess[];
  /** A worker that is not there all the while. */
  spareWorker: Victim;
  oldDays: OldDays;
  random: Random;
  /** How long Postgres stays away at the most, in milliseconds. */
  maxDownMillis: number;
}

const MIN_DOWN_MILLIS = 500;
/** A silent database is waited for longer than one that refuses: some silences have to outlast the deadlines of the service. */
const SILENCE_FACTOR = 2;
/** How often it is the network of all services, and not of one. */
const ALL_CHANCE = 0.4;

type Network = ServiceProcess['network'];

const always = (): boolean => true;

/** One of each kind. */
export function createTroubles(options: TroubleOptions): readonly Trouble[] {
  const { postgres, services, random, maxDownMillis } = options;
  const down = { min: MIN_DOWN_MILLIS, max: maxDownMillis };
  const silence = { min: MIN_DOWN_MILLIS, max: SILENCE_FACTOR * maxDownMillis };
  const moment = { min: 0, max: MIN_DOWN_MILLIS };

  function inPostgres(kind: string, course: Pick<Interruption, 'millis' | 'begin' | 'end'>): Trouble {
    return { inPostgres: true, make: () => ({ kind, name: kind, loses: 'meanwhile', mayRepeat: always, ...course }) };
  }

  let thaw = (): void => undefined;
  async function freeze(): Promise<void> {
    thaw = await postgres.freeze();
  }
  function goOn(): Promise<void> {
    thaw();
    return postgres.start();
  }

  /** For one or all of the services. */
  function inNetwork(kind: string, { begin, end }: Record<'begin' | 'end', (network: Network) => unknown>): Trouble {
    const make = (): Interruption => {
      const all = random.chance(ALL_CHANCE);
      const concerned = all ? services : [random.pick(services)];
      const name = `${kind} of ${all ? 'all' : concerned.map(({ process }) => process.name).join()}`;
      const each = (work: (network: Network) => unknown) => async () => {
        await Promise.all(concerned.map(({ network }) => Promise.resolve(work(network))));
      };
      const mayRepeat = () => concerned.some(({ role }) => role !== 'api');
      return { kind, name, loses: 'meanwhile', millis: silence, begin: each(begin), end: each(end), mayRepeat };
    };
    return { inPostgres: false, make };
  }

  return [
    inPostgres('postgres killed', { millis: down, begin: postgres.kill, end: postgres.start }),
    inPostgres('connection of postgres killed', {
      millis: moment,
      begin: postgres.killConnection,
      end: postgres.start,
    }),
    inPostgres('postgres frozen', { millis: silence, begin: freeze, end: goOn }),
    inNetwork('network stalled', {
      begin: (network) => {
        network.freeze();
      },
      end: (network) => {
        network.thaw();
      },
    }),
    inNetwork('network cut', { begin: (network) => network.down(), end: (network) => network.up() }),
    { inPostgres: false, make: () => hostLost(random.pick(services), down) },
    { inPostgres: false, make: () => dayDropped(options) },
  ];
}

/** A host that goes without a word: Postgres is told nothing of its connections' end. */
function hostLost(
  { process, network, role }: ServiceProcess,
  millis: Interruption['millis'],
): ReturnType<Trouble['make']> {
  return {
    kind: 'host lost',
    name: `host of ${process.name} lost`,
    takes: process.name,
    loses: 'at its beginning',
    millis,
    begin: async () => {
      network.freeze();
      await process.kill();
    },
    end: async () => {
      network.failOver();
      await process.start();
    },
    mayRepeat: () => role !== 'api',
  };
}

/** A day whose retention is over is found by a worker that is killed soon after it came. */
function dayDropped({ oldDays, spareWorker }: TroubleOptions): Interruption {
  let day = '';
  return {
    kind: 'day dropped',
    name: 'day dropped',
    loses: 'at its end',
    millis: { min: 0, max: 0 },
    begin: async () => {
      day = await oldDays.fill();
      await spareWorker.start();
    },
    end: async () => {
      await oldDays.waitUntilDropped(day);
      await spareWorker.kill();
    },
    mayRepeat: always,
  };
}
