/**
 * How publishers wake workers: on a channel of Postgres that carries nothing but who rings, since the tables have it all. Publishing and
 * delivery share nothing else. Channels belong to the whole database, so that this one has the name of the schema: two installations
 * in one database do not hear each other.
 */
import pg from 'pg';
import type { Logger } from '../log.js';
import { closeConnection } from './closing.js';
import { CONNECT_MILLIS, KEEP_ALIVE_MILLIS } from './deadlines.js';
import { schemaOf } from './schema.js';
import type { SqlRunner } from './sqlRunner.js';

/** SQL that wakes all workers when the transaction that runs it commits. */
export const NOTIFY_SQL = `SELECT pg_notify(current_schema(), '')::text`;

/** SQL that has the outbox looked at when the transaction that runs it commits, as the database does when rows are inserted. */
export const NOTIFY_OUTBOX_SQL = `SELECT pg_notify(current_schema(), 'outbox')::text`;
const OUTBOX_PAYLOAD = 'outbox';

/** Whom to wake. */
export interface Ears {
  deliveries: () => void;
  outbox: () => void;
}

/** Publishing many events in a moment notifies twice: a NOTIFY per event would halve what can be published. */
const PAUSE_MILLIS = 5;
const RECONNECT_MILLIS = 500;
/** How often the listening connection is asked whether it is still there, and how long it may take to say so. */
const PULSE_MILLIS = 1_500;

/**
 * Tells the workers of other processes that there are new deliveries: at the first call at once, and about those that follow shortly
 * after it together.
 * @param origin names this process, whose own worker is woken without a notification
 */
export function createNotifier(db: SqlRunner, log: Logger, origin: string): () => void {
  let pause: NodeJS.Timeout | null = null;
  let again = false;

  function notify(): void {
    if (pause) {
      again = true;
      return;
    }
    pause = setTimeout(() => {
      pause = null;
      if (again) notify();
    }, PAUSE_MILLIS);
    again = false;
    db.query(NOTIFY, [origin]).catch((err: unknown) => {
      log.debug({ err }, 'workers could not be notified; they poll'); // so that nothing is lost but a second
    });
  }
  return notify;
}

const NOTIFY = 'SELECT pg_notify(current_schema(), $1)::text';

/**
 * Listens for notifications on a connection of its own, and connects again when it breaks or goes silent. Until then the workers' polling
 * stands in.
 * @param origin names this process: what it notifies itself is not heard
 * @param heard whom to wake: all of them whenever a connection begins to listen, for what came while none did
 */
export function listenForWork(
  databaseUrl: string,
  log: Logger,
  { origin, heard }: { origin: string; heard: Ears },
): { stop(): Promise<void> } {
  const channel = pg.escapeIdentifier(schemaOf(databaseUrl));
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;

  function connect(): void {
    const connecting = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'waypost listen',
      connectionTimeoutMillis: CONNECT_MILLIS,
      query_timeout: PULSE_MILLIS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MILLIS,
    });
    client = connecting;
    connecting.on('notification', ({ payload }) => {
      if (payload === OUTBOX_PAYLOAD) heard.outbox();
      else if (payload !== origin) heard.deliveries();
    });
    connecting.on('error', () => undefined); // `end` follows
    connecting.once('end', () => {
      if (client === connecting) reconnect();
    });
    connecting
      .connect()
      .then(() => connecting.query(`LISTEN ${channel}`))
      .then(() => {
        // For what came while nobody listened.
        heard.deliveries();
        heard.outbox();
        feelPulse(connecting);
      })
      .catch((err: unknown) => {
        log.warn({ err }, 'not listening for notifications yet; the worker polls');
        giveUp(connecting);
      });
  }

  /** A connection that only listens does not notice by itself that the other side has gone silent. */
  function feelPulse(listening: pg.Client): void {
    const pulse = setInterval(() => {
      listening.query('SELECT 1').catch(() => {
        giveUp(listening);
      });
    }, PULSE_MILLIS).unref();
    listening.once('end', () => {
      clearInterval(pulse);
    });
  }

  function giveUp(silent: pg.Client): void {
    silent.connection.stream.destroy();
    reconnect(); // also if it was never connected, and so does not end
  }

  function reconnect(): void {
    if (stopped) return;
    timer ??= setTimeout(() => {
      timer = null;
      connect();
    }, RECONNECT_MILLIS);
  }

  connect();
  return {
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      if (client) await closeConnection(client).catch(() => undefined);
    },
  };
}
