/** Days of the past in a chaos run's database: those whose retention is over, which a worker drops, and one that has to stay whole. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { loadConfig } from '../../src/config.js';
import { storeDeliveries } from '../support/storedDeliveries.js';

export interface OldDays {
  /** Fills another day that is to be dropped. @returns it, as `20261125` */
  fill(): Promise<string>;
  /** Resolves when nothing is left of it. @throws Error if that takes too long */
  waitUntilDropped(day: string): Promise<void>;
  /** What is missing of the day that was to stay. */
  faults(): Promise<string[]>;
}

interface Owner {
  accountId: string;
  webhookId: string;
}

const DAY_MILLIS = 86_400_000;
const ROWS = 1_000;
/** For a day to be dropped, troubles of the database included. */
const PATIENCE_MILLIS = 60_000;
const ANSWER_MILLIS = 5_000;
const POLL_MILLIS = 200;

const { retentionDays } = loadConfig({}).delivery;
/** Events outlive their deliveries by a day, and a day counts from its end. */
const FIRST_OVER = retentionDays + 3;
const KEPT = retentionDays - 1;

/** Fills the day that has to stay. @param owner whose deliveries they are */
export async function createOldDays(databaseUrl: string, owner: Owner): Promise<OldDays> {
  let filled = 0;

  async function fill(daysAgo: number): Promise<string> {
    const noon = new Date(Math.floor(Date.now() / DAY_MILLIS) * DAY_MILLIS + DAY_MILLIS / 2 - daysAgo * DAY_MILLIS);
    const changes = Array.from({ length: ROWS }, (_, i) => ({ at: new Date(noon.getTime() + i) }));
    await withPool(databaseUrl, async (pool) => {
      await pool.query('BEGIN'); // or a worker drops the day before it is filled
      const stored = await storeDeliveries(pool, owner, changes);
      const [ids, eventIds] = [stored.map(({ id }) => id), stored.map(({ eventId }) => eventId)];
      await pool.query(ATTEMPTS_AND_KEYS, [owner.accountId, ids, eventIds]);
      await pool.query('COMMIT');
    });
    return noon.toISOString().slice(0, 10).replaceAll('-', '');
  }

  async function isDropped(day: string): Promise<boolean> {
    const left = await withPool(databaseUrl, (pool) => pool.query<{ n: number }>(LEFT, [tablesOf(day)]));
    return left.rows[0]?.n === 0;
  }

  const kept = await fill(KEPT);
  return {
    fill: () => {
      const daysAgo = FIRST_OVER + filled++;
      return untilDone(() => fill(daysAgo));
    },
    waitUntilDropped: (day) =>
      untilDone(async () => {
        if (!(await isDropped(day))) throw new Error(`The day ${day} was not dropped: its retention is over.`);
      }),
    faults: () =>
      withPool(databaseUrl, async (pool) => {
        const tables = [...tablesOf(kept), "event_keys WHERE external_id LIKE 'old-%'"];
        const found = await Promise.allSettled(tables.map((table) => pool.query(`SELECT FROM ${table}`)));
        const counts = found.map((result) => (result.status === 'fulfilled' ? result.value.rowCount : null));
        return tables.flatMap((table, i) =>
          counts[i] === ROWS ? [] : [`${counts[i] ?? 'none'} of ${ROWS} rows are left of ${table}`],
        );
      }),
  };
}

/** Again and again, since the database may be away meanwhile. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MILLIS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(POLL_MILLIS);
    }
  }
}

function tablesOf(day: string): string[] {
  return ['events', 'deliveries', 'attempts'].map((table) => `${table}_${day}`);
}

const ATTEMPTS_AND_KEYS = `
  WITH attempt AS (
    INSERT INTO attempts (delivery_id, number, started_at, duration_millis, response_excerpt)
    SELECT id, 1, now(), 1, '' FROM unnest($2::uuid[]) id
  )
  INSERT INTO event_keys (account_id, external_id, event_id) SELECT $1, 'old-' || id, id FROM unnest($3::uuid[]) id`;

const LEFT = 'SELECT count(to_regclass(name))::int AS n FROM unnest($1::text[]) name';

async function withPool<T>(connectionString: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({
    connectionString,
    max: 1,
    connectionTimeoutMillis: ANSWER_MILLIS,
    query_timeout: ANSWER_MILLIS,
    application_name: 'chaos',
  });
  pool.on('error', () => undefined); // what it is asked next fails
  return work(pool).finally(() => pool.end());
}
