import pg from 'pg';
import { PLANNER_SETTINGS } from '../../src/database/pool.js';
import { withSettings } from '../../src/database/schema.js';
import { createSqlRunner, type SqlRunner } from '../../src/database/sqlRunner.js';
import { findDelivery, listDeliveries, listUndelivered } from '../../src/deliveries/log.js';
import { countRecoverable } from '../../src/deliveries/recovery.js';
import { formatCount } from '../support/table.js';
import { LIMIT, type FilledLog } from './fill.js';

/** How Postgres carried out one statement. */
export interface Plan {
  query: string;
  mode: PlanMode;
  /** As EXPLAIN (ANALYZE, BUFFERS) shows it. */
  text: string;
  /** What it should not have done. */
  faults: string[];
}

/**
 * A prepared statement is planned anew for its values the first five times (`custom`); then Postgres may go over to one plan for all
 * values (`generic`). `auto` is what it does by itself, after ten times.
 */
type PlanMode = 'custom' | 'generic' | 'auto';

const RUNS: Record<PlanMode, number> = { custom: 1, generic: 1, auto: 10 };

interface Query {
  name: string;
  /** A page takes every row by an index; a count takes those of the large tables so, and may sort and hash them. */
  kind: 'page' | 'count';
  run: (db: SqlRunner) => Promise<unknown>;
}

/**
 * Runs the log's queries through the functions that the API calls, and has Postgres tell how it carried them out (auto_explain). What
 * is explained is the very statement that is sent, with the name under which it is prepared.
 */
export async function explainQueries(databaseUrl: string, log: FilledLog): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const mode of ['custom', 'generic', 'auto'] as const) {
    const { pool, explained } = openExplaining(databaseUrl, mode);
    // One name for each text, as in the service: Postgres plans a named statement.
    const names = new Map<string, string>();
    const db = createSqlRunner(pool, ({ sql: text }) => {
      names.set(text, names.get(text) ?? `w${names.size}`);
      return names.get(text) ?? '';
    });
    try {
      for (const { name, kind, run } of await queriesOf(db, log)) {
        for (let i = 1; i < RUNS[mode]; i += 1) await run(db);
        explained.length = 0;
        await run(db);
        plans.push(...explained.map((text) => ({ query: name, mode, text, faults: faultsOf(text, kind) })));
      }
    } finally {
      await pool.end();
    }
  }
  return plans;
}

/** One connection that explains each statement that it carries out. */
function openExplaining(databaseUrl: string, mode: PlanMode): { pool: pg.Pool; explained: string[] } {
  const settings = {
    ...PLANNER_SETTINGS,
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_level': 'notice',
    plan_cache_mode: mode === 'auto' ? 'auto' : `force_${mode}_plan`,
  };
  const explained: string[] = [];
  const pool = new pg.Pool({ connectionString: withSettings(databaseUrl, settings), max: 1 });
  pool.on('connect', (client) => {
    client.on('notice', ({ message = '' }) => {
      const plan = /plan:\s+Query Text: [\s\S]*?\n(?=\S.*\(cost=)([\s\S]*)/.exec(message)?.[1];
      if (plan !== undefined) explained.push(plan.trimEnd());
    });
  });
  return { pool, explained };
}

async function queriesOf(db: SqlRunner, { large, down, ordinary, pages }: FilledLog): Promise<Query[]> {
  const last = `page ${formatCount(pages)}`;
  const lastIdBefore = async (text: string, id: string) => {
    const offset = (pages - 1) * LIMIT - 1;
    const { rows } = await db.query<{ id: string }>(`${text} ORDER BY id DESC OFFSET $2 LIMIT 1`, [id, offset]);
    return rows[0]?.id ?? '';
  };
  const ofWebhook = await lastIdBefore('SELECT id FROM deliveries WHERE webhook_id = $1', large.webhookId);
  const ofAccount = await lastIdBefore(
    `SELECT id FROM deliveries WHERE account_id = $1 AND state IN ('pending', 'parked', 'exhausted')`,
    down.accountId,
  );
  const [anybody] = ordinary;
  if (!anybody) throw new Error('There are no ordinary accounts.');
  const since = new Date(Date.now() - 8 * 86_400_000);
  const until = new Date(Date.now() - 7 * 86_400_000);
  const page = (name: string, { accountId, webhookId }: typeof large, filter: object): Query => ({
    name: `listDeliveries, ${name}`,
    kind: 'page',
    run: (runner) => listDeliveries(runner, accountId, webhookId, { limit: LIMIT + 1, ...filter }),
  });
  const undelivered = (name: string, { accountId }: typeof large, filter: object): Query => ({
    name: `listUndelivered, ${name}`,
    kind: 'page',
    run: (runner) => listUndelivered(runner, accountId, { limit: LIMIT + 1, ...filter }),
  });
  const recovery = (name: string, includeMissed: boolean): Query => ({
    name: `recoverDeliveries, dry run of 30 days, ${name}`,
    kind: 'count',
    run: (runner) =>
      countRecoverable(runner, down.accountId, down.webhookId, {
        since: new Date(Date.now() - 30 * 86_400_000),
        until: new Date(),
        states: ['exhausted'],
        eventTypes: [],
        includeMissed,
      }),
  });
  return [
    page('first page of 255', anybody, {}),
    page('first page of 100,000', large, {}),
    page(last, large, { cursor: ofWebhook }),
    page('a day of the month', large, { since, until }),
    page('state=exhausted, 1 of 100', large, { state: 'exhausted' }),
    page('state=parked, none', large, { state: 'parked' }),
    page('state=superseded, 1 of 70', large, { state: 'superseded' }),
    page('event, 1 of 4', large, { eventType: 'ROUTE_STARTED' }),
    page('dc_id, 1 of 3', large, { dcId: '2' }),
    page('route_id, 1 of 5,000', large, { routeId: 'R-1000' }),
    page('all filters', large, {
      state: 'succeeded',
      eventType: 'ROUTE_STARTED',
      dcId: '2',
      routeId: 'R-1000',
      since: new Date(0),
      until: new Date(),
    }),
    undelivered('first page, 9 of 850', anybody, {}),
    undelivered('first page, 1,000 of 100,000', large, {}),
    undelivered('first page, all of 50,000', down, {}),
    undelivered(last, down, { cursor: ofAccount }),
    undelivered('a day of the month', down, { since, until }),
    { name: 'getDelivery', kind: 'page', run: (runner) => findDelivery(runner, large.accountId, ofWebhook) },
    recovery('failed', false),
    recovery('failed and missed', true),
  ];
}

/** Scans of a plan that read a table from end to end: of any table for a page, of the large ones for a count. */
function faultsOf(plan: string, kind: Query['kind']): string[] {
  const scans = plan.match(/\S.*? Scan.*? (?:on|using) \S+(?: on \S+)?/g) ?? [];
  const bad = kind === 'page' ? /Seq Scan/ : /Seq Scan on (deliveries|events|attempts)/;
  return scans.map((scan) => scan.replace(/^->\s*/, '')).filter((scan) => bad.test(scan));
}
