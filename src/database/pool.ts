import pg from 'pg';
import { ANSWER_MILLIS, CONNECT_MILLIS, KEEP_ALIVE_MILLIS, POOL_MILLIS, statementMillis } from './deadlines.js';
import { createOutageWatch, type OutageEvents } from './outages.js';
import { withSettings } from './schema.js';
import { isDatabaseSilent } from './unavailable.js';

export interface PoolOptions extends OutageEvents {
  size: number;
  /** Hears of connections that break while idle; without it, such an error would end the process. */
  onError: (error: Error) => void;
}

/**
 * Every statement is written for an index. The planner, which goes by the sizes that the tables had when they were last analysed,
 * would rather read a young or just emptied table from end to end, keeps such a plan while the table grows, and takes minutes
 * for a batch of thousands; or it collects all rows of a webhook by a bitmap and sorts them, for a page of fifty. Nor is any statement worth
 * compiling.
 */
export const PLANNER_SETTINGS = { enable_seqscan: 'off', enable_bitmapscan: 'off', jit: 'off' };

/**
 * Connections to the database, opened when they are needed. Nothing that is asked of it waits for longer than `deadlines.ts` says.
 *
 * A connection that gave no answer is thrown away, and with it those that idle or have patience: what has silenced it may well have silenced
 * them, and each would cost whoever is given it another deadline.
 */
export function openPool(databaseUrl: string, { size, onError, ...outageEvents }: PoolOptions): WatchedPool {
  const settings = { ...PLANNER_SETTINGS, statement_timeout: String(statementMillis(ANSWER_MILLIS)) };
  const config = {
    connectionString: withSettings(databaseUrl, settings),
    Client: PromptClient,
    max: size,
    connectionTimeoutMillis: POOL_MILLIS,
    query_timeout: ANSWER_MILLIS,
    application_name: 'waypost',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MILLIS,
  };
  const pool = new WatchedPool(config, createOutageWatch(outageEvents));
  pool.on('error', (error) => {
    Reflect.deleteProperty(error, 'client'); // the pool adds it: pages of a log, and the key that cancels its queries
    onError(error);
  });
  return pool;
}

/** Gives up connecting sooner than the pool gives up waiting for a connection that others use. */
class PromptClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: CONNECT_MILLIS });
  }
}

type ConnectCallback = Parameters<pg.Pool['connect']>[0];

/** A pool that watches what becomes of its connections. */
export class WatchedPool extends pg.Pool {
  /** Those that are cut when another one gets no answer: nobody waits for them, or nobody in a hurry. */
  readonly #expendable = new Set<pg.PoolClient>();
  readonly #heard: (error: unknown) => void;

  constructor(config: pg.PoolConfig, heard: (error: unknown) => void) {
    super(config);
    this.#heard = heard;
    for (const event of ['acquire', 'remove'] as const) this.on(event, (client) => this.#expendable.delete(client));
    this.on('release', (error: unknown, client) => {
      heard(error);
      if (!error) this.#expendable.add(client);
      else if (error instanceof Error && isDatabaseSilent(error)) this.#cutExpendable(error);
    });
  }

  /**
   * Lends a connection for statements with deadlines of their own, which end when others hear that the database is silent. It is thrown away
   * if `work` rejects.
   */
  async lendPatiently<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.connect();
    const ignore = () => undefined; // the statement that is under way fails with it, too
    client.on('error', ignore);
    this.#expendable.add(client);
    let broken: Error | boolean = false;
    try {
      return await work(client);
    } catch (error) {
      broken = error instanceof Error ? error : true;
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(broken);
    }
  }

  #cutExpendable(error: Error): void {
    for (const { connection } of this.#expendable) connection.stream.destroy(error);
    this.#expendable.clear();
  }

  /** Tells of the connections that could not be given: of those that were, `release` tells. */
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | undefined {
    if (!callback) {
      const connected = super.connect();
      connected.catch(this.#heard);
      return connected;
    }
    super.connect((error, client, release) => {
      if (error) this.#heard(error);
      callback(error, client, release);
    });
    return undefined;
  }
}
