import pg from 'pg';
import type { Logger } from '../log.js';
import { DELIVERIES_CHANNEL, NOTIFY_SQL } from '../notify.js';

/** Publishing many events in a moment notifies once: a NOTIFY per event would halve what can be published. */
const DEBOUNCE_MILLIS = 5;
const RECONNECT_MILLIS = 1_000;

/** Tells the workers of other processes, a moment after the first call, that there are new deliveries. */
export function createNotifier(pool: pg.Pool, log: Logger): () => void {
  let timer: NodeJS.Timeout | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      pool.query(NOTIFY_SQL).catch((err: unknown) => {
        log.debug({ err }, 'workers could not be notified; they poll'); // so that nothing is lost but a second
      });
    }, DEBOUNCE_MILLIS);
  };
}

/**
 * Listens for notifications on a connection of its own, and connects again when it breaks. Until then the
 * workers' polling stands in.
 */
export function listenForDeliveries(databaseUrl: string, log: Logger, onWake: () => void): { stop(): Promise<void> } {
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
    connecting.on('notification', onWake);
    connecting.on('error', () => undefined); // `end` follows
    connecting.once('end', reconnect);
    connecting
      .connect()
      .then(() => connecting.query(`LISTEN ${DELIVERIES_CHANNEL}`))
      .then(onWake) // what came while nobody listened
      .catch((err: unknown) => {
        log.debug({ err }, 'not listening for deliveries yet');
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
      await client?.end().catch(() => undefined);
    },
  };
}
