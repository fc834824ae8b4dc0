/**
 * `npm run bench:engine`: what one delivery costs Postgres. Stores, claims, settles and counts batches through the functions of the product on one
 * connection, and reads the processor time of its backend (/proc) and the bytes of WAL. No server, no sending. Linux only.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { createSqlRunner, type SqlRunner } from '../src/database/sqlRunner.js';
import { openPool } from '../src/database/pool.js';
import { claimDue, FIRST_LANE, type ClaimedDelivery } from '../src/deliveries/claim.js';
import { settlementOf } from '../src/deliveries/outcome.js';
import { settle, type Settlement } from '../src/deliveries/settle.js';
import { foldDeltas } from '../src/deliveries/statistics/foldDeltas.js';
import type { AcceptableEvent } from '../src/events/acceptEvents.js';
import { storeEvents } from '../src/events/storeEvents.js';
import { startBenchDatabase } from './support/postgres.js';
import { median } from './support/statistics.js';
import { formatTable } from './support/table.js';

const HELP = `npm run bench:engine -- [options]
  --deliveries <n>  per round (60000)
  --rounds <n>      medians are printed (3)
  --batch <n>       deliveries per statement (400)
  --matches <n>     of the account's webhooks, those that match each event; there are six more (4)
  --handed          stores as claimed, as for a worker of the same process, instead of claiming`;

const { values: options } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '60000' },
    rounds: { type: 'string', default: '3' },
    batch: { type: 'string', default: '400' },
    matches: { type: 'string', default: '4' },
    handed: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Deliveries between two looks of the housekeeping at what is to be counted: 5 s at 10,000 a second. */
const COUNT_AFTER = 50_000;

type Phase = 'store' | 'claim' | 'settle' | 'count';
const PHASES: readonly Phase[] = ['store', 'claim', 'settle', 'count'];

/** What a phase has taken, summed up. */
interface Cost {
  micros: number;
  walBytes: number;
}

const matches = Number(options.matches);

if (options.help) console.log(HELP);
else await run();

async function run(): Promise<void> {
  const postgres = await startBenchDatabase();
  const pool = openPool(postgres.url, { size: 1, onError: () => undefined });
  const names = new Map<string, string>();
  const db = createSqlRunner(pool, ({ sql: text }) => {
    names.set(text, names.get(text) ?? `b${names.size}`);
    return names.get(text) ?? '';
  });
  try {
    const accountId = await makeAccount(db);
    const rounds: Record<Phase, Cost>[] = [];
    await round(db, accountId, 2_000); // until plans are made and code is compiled
    for (let i = 0; i < Number(options.rounds); i += 1)
      rounds.push(await round(db, accountId, Number(options.deliveries)));
    await report(db, rounds);
  } finally {
    await pool.end();
    await postgres.stop();
  }
}

async function makeAccount(db: SqlRunner): Promise<string> {
  const accountId = uuidv7();
  await db.query('INSERT INTO accounts (id, name) VALUES ($1, $2)', [accountId, 'bench']);
  for (let i = 0; i < matches + 6; i += 1) {
    const dcId = i < matches ? 'bench' : 'elsewhere';
    await db.query(
      `INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret)
       VALUES ($1, $2, 'https://example.com/', '{ROUTE_CREATED}', $3, '')`,
      [uuidv7(), accountId, [dcId]],
    );
  }
  return accountId;
}

async function round(db: SqlRunner, accountId: string, deliveries: number): Promise<Record<Phase, Cost>> {
  const costs = {
    store: { micros: 0, walBytes: 0 },
    claim: { micros: 0, walBytes: 0 },
    settle: { micros: 0, walBytes: 0 },
    count: { micros: 0, walBytes: 0 },
  };
  const batch = Number(options.batch);
  const room = { deliveries: batch, bytes: 2 ** 26, defaultFree: batch, freePerWebhook: {}, leaseSeconds: 30 };
  for (let done = 0; done < deliveries; done += batch) {
    const events = Array.from({ length: batch / matches }, () => eventOf(accountId));
    const stored = await measured(db, costs.store, () => storeEvents(db, events, options.handed ? room : null));
    const { bytes: maxBytes, deliveries: limit, ...offered } = room;
    const claimed: ClaimedDelivery[] = options.handed
      ? stored.handed
      : await measured(db, costs.claim, () =>
          claimDue(db, { ...offered, limit, maxBytes, afterWebhookId: FIRST_LANE }),
        );
    await measured(db, costs.settle, () => settle(db, claimed.map(succeeded)));
    const isTime = Math.floor(done / COUNT_AFTER) !== Math.floor((done + batch) / COUNT_AFTER);
    if (isTime) await measured(db, costs.count, () => count(db));
  }
  await measured(db, costs.count, () => count(db));
  for (const phase of PHASES) {
    costs[phase].micros /= deliveries;
    costs[phase].walBytes /= deliveries;
  }
  await db.query('VACUUM delivery_queue');
  return costs;
}

async function count(db: SqlRunner): Promise<void> {
  let hasMore = true;
  while (hasMore) hasMore = await foldDeltas(db, new AbortController().signal);
}

/** A body of 200 bytes. */
function eventOf(accountId: string): AcceptableEvent {
  return {
    accountId,
    externalId: null,
    eventType: 'ROUTE_CREATED',
    dcId: 'bench',
    routeId: 'R-1001',
    occurredMillis: Date.now(),
    body: JSON.stringify({ event: 'ROUTE_CREATED', dc_id: 'bench', route_id: 'R-1001', note: 'x'.repeat(134) }),
    coalesceKey: null,
  };
}

function succeeded(delivery: ClaimedDelivery): Settlement {
  const nothing = { errorKind: null, errorMessage: null, retryAfterSeconds: null };
  const attempt = {
    ...nothing,
    statusCode: 200,
    startedAt: new Date(),
    durationMillis: Math.random() * 40,
    responseExcerpt: 'ok',
  };
  return settlementOf(delivery, attempt, []);
}

async function measured<T>(db: SqlRunner, cost: Cost, work: () => Promise<T>): Promise<T> {
  const before = await stateOf(db);
  const result = await work();
  const after = await stateOf(db);
  cost.micros += after.micros - before.micros;
  cost.walBytes += after.walBytes - before.walBytes;
  return result;
}

/** What the backend has used so far: the first field of /proc/<pid>/schedstat, in nanoseconds. */
async function stateOf(db: SqlRunner): Promise<Cost> {
  const { rows } = await db.query<{ pid: number; wal: string }>(
    `SELECT pg_backend_pid() AS pid, pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS wal`,
    [],
  );
  const schedule = await readFile(`/proc/${rows[0]?.pid ?? 0}/schedstat`, 'utf8');
  return { micros: Number(schedule.split(' ')[0]) / 1_000, walBytes: Number(rows[0]?.wal) };
}

async function report(db: SqlRunner, rounds: Record<Phase, Cost>[]): Promise<void> {
  const of = (phase: Phase, what: keyof Cost): number => median(rounds.map((costs) => costs[phase][what]));
  const line = (name: string, what: keyof Cost, digits: number): string[] => {
    const values = PHASES.map((phase) => of(phase, what));
    return [name, ...[...values, values.reduce((sum, value) => sum + value, 0)].map((value) => value.toFixed(digits))];
  };
  console.log(
    formatTable(
      ['per delivery', ...PHASES, 'sum'],
      [line('backend CPU, µs', 'micros', 1), line('WAL, bytes', 'walBytes', 0)],
    ),
  );
  const { rows } = await db.query<{ updates: string; hot: string }>(
    `SELECT n_tup_upd AS updates, n_tup_hot_upd AS hot FROM pg_stat_user_tables WHERE relname = 'delivery_queue'`,
    [],
  );
  console.log(`\nupdates of the queue: ${rows[0]?.updates ?? 0}, of which heap-only: ${rows[0]?.hot ?? 0}`);
}
