/**
 * Publishes through the outbox, as an application on the same database does: inserts in transactions of its own, some of which it rolls back or
 * leaves in the middle. A commit that was not answered may have taken place, so that it is repeated with the same ids.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { createActivity, tally, type Activity } from './activity.js';
import { createEventMaker } from './eventMaker.js';
import type { Random } from './random.js';
import type { PublishedEvent } from './subscriptions.js';

export interface OutboxPublisher extends Activity {
  /** What was committed, in that order, and when its first transaction began. */
  committed: readonly { event: PublishedEvent; firstSentAt: number }[];
  /** The ids of what never was, on purpose. */
  undone: ReadonlySet<string>;
  /** How many transactions ended how: committed, rolled back, left in the middle, not answered. */
  endings: ReadonlyMap<string, number>;
}

interface OutboxPublisherOptions {
  databaseUrl: string;
  accountIds: readonly string[];
  eventsPerSecond: number;
  random: Random;
}

type Ending = 'committed' | 'rolled back' | 'left in the middle';

const MAX_EVENTS = 6;
const UNDO_CHANCE = 0.3;
const ANSWER_MILLIS = 5_000;
const PAUSE_BEFORE_REPEAT_MILLIS = 300;

export function startOutboxPublisher(options: OutboxPublisherOptions): OutboxPublisher {
  const { databaseUrl, random } = options;
  const makeEvents = createEventMaker('outbox', options.accountIds, random);
  const committed: { event: PublishedEvent; firstSentAt: number }[] = [];
  const undone = new Set<string>();
  const endings = new Map<string, number>();
  const { signal, ...activity } = createActivity('Inserting into the outbox');
  let client: pg.Client | null = null;

  const pauseMillis = (1_000 * (1 + MAX_EVENTS)) / 2 / options.eventsPerSecond;
  activity.follow(publishAllTheWhile().finally(disconnect));

  async function publishAllTheWhile(): Promise<void> {
    while (!activity.isFinishing()) {
      const events = makeEvents(random.integer(1, MAX_EVENTS));
      const ending = random.chance(UNDO_CHANCE)
        ? random.pick(['rolled back', 'left in the middle'] as const)
        : 'committed';
      const firstSentAt = Date.now();
      if (ending !== 'committed') {
        for (const { id } of events) undone.add(id);
        await insert(events, ending);
      } else {
        while (!(await insert(events, ending))) {
          await delay(PAUSE_BEFORE_REPEAT_MILLIS, undefined, { signal });
        }
        for (const event of events) committed.push({ event, firstSentAt });
      }
      await delay(random.between(0, 2 * pauseMillis), undefined, { signal });
    }
  }

  /** Whether the database has confirmed the ending. */
  async function insert(events: readonly PublishedEvent[], ending: Ending): Promise<boolean> {
    try {
      const connection = (client ??= await connect(databaseUrl));
      await connection.query('BEGIN');
      await connection.query('INSERT INTO outbox (events) VALUES ($1)', [JSON.stringify(events)]);
      if (ending === 'left in the middle') disconnect();
      else await connection.query(ending === 'committed' ? 'COMMIT' : 'ROLLBACK');
      tally(endings, ending);
      return true;
    } catch {
      disconnect();
      tally(endings, 'not answered');
      return false;
    }
  }

  /** Without a goodbye: the database sees the connection break. */
  function disconnect(): void {
    client?.connection.stream.destroy();
    client = null;
  }

  return { committed, undone, endings, finish: activity.finish, abort: activity.abort };
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: ANSWER_MILLIS,
    query_timeout: ANSWER_MILLIS,
    application_name: 'chaos',
  });
  client.on('error', () => undefined); // what it is asked next fails
  await client.connect();
  return client;
}
