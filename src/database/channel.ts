import pg from 'pg';
import type { Logger } from '../log.js';
import { closeConnection } from './closing.js';
import type { SqlRunner } from './sqlRunner.js';

/**
 * How publishers wake workers: on a channel of Postgres that carries nothing but who rings, since the queue has it all. Publishing and
 * delivery share nothing else.
 */
export const DELIVERIES_CHANNEL = 'waypost_deliveries';

/** SQL that wakes all workers when the transaction that runs it commits. */
export const NOTIFY_SQL = `SELECT pg_notify('${DELIVERIES_CHANNEL}', '')::text`;

/** Where the database itself notifies of rows in `outbox`, when the transaction that inserted them commits. */
export const OUTBOX_CHANNEL = 'waypost_outbox';

/** Publishing many events in a moment notifies twice: a NOTIFY per event would halve what can be published. */
const PAUSE_MILLIS = 5;
const RECONNECT_MILLIS = 1_000;

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
    db.query(NOTIFY, [DELIVERIES_CHANNEL, origin]).catch((err: unknown) => {
      log.debug({ err }, 'workers could not be notified; they poll'); // so that nothing is lost but a second
    });
  }
  return notify;
}

const NOTIFY = 'SELECT pg_notify($1, $2)::text';

/**
 * Listens for notifications on a connection of its own, and connects again when it breaks. Until then the
 * workers' polling stands in.
 * @param origin names this process: what it notifies itself is not heard
 * @param heard whom to wake, by the channel; all of them whenever a connection begins to listen, for what came while none did
 */
export function listenForWork(
  databaseUrl: string,
  log: Logger,
  { origin, heard }: { origin: string; heard: Readonly<Record<string, () => void>> },
): { stop(): Promise<void> } {
  const listen = Object.keys(heard)
    .map((channel) => `LISTEN ${channel}`)
    .join('; ');
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;

  function connect(): void {
    const connecting = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'waypost listen',
      keepAlive: true,
    });
    client = connecting;
    connecting.on('notification', ({ channel, payload }) => {
      if (payload !== origin) heard[channel]?.();
    });
    connecting.on('error', () => undefined); // `end` follows
    connecting.once('end', reconnect);
    connecting
      .connect()
      .then(() => connecting.query(listen))
      .then(() => {
        for (const wake of Object.values(heard)) wake();
      })
      .catch((err: unknown) => {
        log.warn({ err }, 'not listening for notifications yet; the worker polls');
        connecting.end().catch(() => undefined);
        reconnect();
      });
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
