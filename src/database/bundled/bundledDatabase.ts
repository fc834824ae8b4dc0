/**
 * The bundled Postgres: a real server on its own data folder, for whoever has no database at hand.
 *
 * owner   `waypost serve`. One per folder. It starts the server, or goes on with one that a killed owner left behind,
 *         keeps it running, and stops it at its end.
 * guest   any other command. It uses the running server; the last guest of a folder without an owner stops it.
 *
 * Both roles are advisory locks on a session that lives as long as its process: a killed process loses them at once,
 * and no file is left behind that could lie.
 */
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { inTime } from '../../inTime.js';
import { closeConnection } from '../closing.js';
import { prepareCluster, type Cluster } from './cluster.js';
import { errorCode, errorMessage, isConnectionLost } from '../postgresErrors.js';
import { databaseUrl, reachServer, stopServer, type PortChoice, type ServerSession } from './server.js';

export interface BundledDatabase {
  /** Connection string; it stays the same until `stop`. */
  url: string;
  /** Ends this process's use of the database. Resolves when the server is gone, or is left to others. */
  stop: () => Promise<void>;
}

export interface BundledOptions {
  /** True for the one process that the database belongs to. */
  owner: boolean;
  /** Hears what takes time, and of a server that had to be started again. */
  onProgress?: (message: string) => void;
}

const DATABASE = 'waypost';

/** Advisory locks in the database `postgres`: the owner's is exclusive; the users' is shared by all, owner included. */
const OWNER_LOCK = 7_792_001;
const USERS_LOCK = 7_792_002;
/** A killed process's session ends within milliseconds; who still holds a lock after this time is alive. */
const LOCK_TIMEOUT = '2s';
const LOCK_TIMED_OUT = '55P03';
const RETRY_MS = 1_000;
/** A server that has not answered for so long is told to end at once. */
const SILENCE_MS = 1_000;

/**
 * Opens the bundled Postgres in `dataDir`: creates it if need be, starts it unless it runs, makes sure that the database
 * exists. Listens on 127.0.0.1 only, with a random password that is kept in the folder.
 *
 * A folder is never damaged by two starts at once, and a server left behind by a killed process goes on with all that
 * was committed.
 * @throws when another owner is alive, and when the server can't run; the message says what to do
 */
export async function openBundledDatabase(dataDir: string, options: BundledOptions): Promise<BundledDatabase> {
  const onProgress = options.onProgress ?? (() => undefined);
  const cluster = await prepareCluster(resolve(dataDir), onProgress);
  const session = await join(cluster, options.owner, {}, onProgress);
  const url = databaseUrl(cluster, session.port, DATABASE);
  const stop = options.owner ? keepRunning(cluster, session, onProgress) : () => leave(cluster, session.client);
  let stopped: Promise<void> | undefined;
  return { url, stop: () => (stopped ??= stop()) };
}

/** A session on the running server that holds the locks of its role. */
async function join(
  cluster: Cluster,
  owner: boolean,
  choice: PortChoice,
  onProgress: (message: string) => void,
): Promise<ServerSession> {
  for (;;) {
    const session = await reachServer(cluster, choice, onProgress);
    try {
      await takeLocks(session.client, owner, cluster.dir);
      await ensureDatabase(session.client);
      return session;
    } catch (error) {
      await session.client.end().catch(() => undefined);
      // The server is on its way down, stopped by its last user: it is started again.
      if (!isConnectionLost(error) && errorCode(error) !== LOCK_TIMED_OUT) throw error;
    }
  }
}

async function takeLocks(client: pg.Client, owner: boolean, folder: string): Promise<void> {
  await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  // Waits only for a guest that is about to stop the server, and then loses its connection.
  await client.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK]);
  if (!owner) return;
  await client.query('SELECT pg_advisory_lock($1)', [OWNER_LOCK]).catch((error: unknown) => {
    if (errorCode(error) !== LOCK_TIMED_OUT) throw error;
    throw new Error(
      `Another Waypost is running on ${folder}. Stop it, or give this one a folder of its own (DATA_DIR), ` +
        `or let both use one database (DATABASE_URL).`,
      { cause: error },
    );
  });
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount) return;
  await client.query(`CREATE DATABASE ${DATABASE}`).catch((error: unknown) => {
    // Made by another process in the same moment.
    if (!['42P04', '23505'].includes(errorCode(error) ?? '')) throw error;
  });
}

/**
 * Watches the owner's session. When it breaks, the server has died or dropped it: the server is started again on the same
 * port, so that `url` stays true, and the locks are taken again.
 * @returns how to stop
 */
function keepRunning(
  cluster: Cluster,
  first: ServerSession,
  onProgress: (message: string) => void,
): () => Promise<void> {
  const stopping = new AbortController();
  let session: ServerSession | undefined = first;
  let recovery = Promise.resolve();

  const watch = ({ client }: ServerSession) => {
    client.once('end', () => {
      session = undefined;
      if (!stopping.signal.aborted) recovery = recover();
    });
  };
  const recover = async () => {
    onProgress('the bundled Postgres is gone, starting it again');
    while (!stopping.signal.aborted) {
      try {
        const back = await join(cluster, true, { port: first.port, fixed: true }, onProgress);
        if (back.port === first.port) {
          session = back;
          watch(back);
          onProgress('the bundled Postgres is back');
          return;
        }
        // A guest was faster and found the port taken.
        await stopServer(cluster);
      } catch (error) {
        onProgress(`the bundled Postgres is not back yet: ${errorMessage(error)}`);
        await delay(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };

  watch(first);
  return async () => {
    stopping.abort();
    await recovery;
    // Without a session the server may be another owner's by now.
    if (!session) return;
    const { client } = session;
    // The locks are held to the last moment: nobody moves into a server that is going down.
    await stopServer(cluster, { silent: !(await answers(client)) });
    await closeConnection(client).catch(() => undefined);
  };
}

/** Whether a session gives an answer, be it an error. */
async function answers(client: pg.Client): Promise<boolean> {
  return inTime(
    client.query('SELECT 1').catch(() => undefined),
    SILENCE_MS,
  );
}

/** A guest's end: turns off the light if nobody else is in the room. */
async function leave(cluster: Cluster, client: pg.Client): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [USERS_LOCK]);
    const { rows } = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [USERS_LOCK]);
    if (rows[0]?.last) await stopServer(cluster);
  } catch (error) {
    // The owner has stopped the server before us.
    if (!isConnectionLost(error)) throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
