import type pg from 'pg';
import { inTime } from '../inTime.js';

/** A Postgres that is there closes a connection in milliseconds; one that went silent (host gone, process stopped) never does. */
const PATIENCE_MILLIS = 2_000;

/** Says goodbye and waits until the connection is closed; after two seconds it is cut, so that it keeps no process alive. */
export async function closeConnection(client: pg.Client): Promise<void> {
  if (!(await inTime(client.end(), PATIENCE_MILLIS))) client.connection.stream.destroy();
}

export interface PoolCloser {
  /**
   * Waits until the connections of the pool are really closed, and cuts those that are not after two seconds: queries that hang on them fail
   * then. May be called again.
   */
  close(): Promise<void>;
  /** Cuts them at once. */
  cut(): void;
}

/** The end of a pool. Call it before the pool is used. */
export function createPoolCloser(pool: pg.Pool): PoolCloser {
  const open = new Map<pg.PoolClient, Promise<void>>();
  pool.on('connect', (client) => {
    const ended = new Promise<void>((resolve) => client.once('end', resolve)).then(() => void open.delete(client));
    open.set(client, ended);
  });
  let ended: Promise<void> | null = null;
  const end = () => (ended ??= pool.end());
  const cut = () => {
    void end();
    for (const { connection } of open.keys()) connection.stream.destroy();
  };
  return {
    close: async () => {
      const closed = end().then(() => Promise.all(open.values()));
      if (!(await inTime(closed, PATIENCE_MILLIS))) cut();
    },
    cut,
  };
}
