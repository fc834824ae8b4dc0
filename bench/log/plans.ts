import type { SqlRunner } from '../../src/database/sqlRunner.js';
import { listDeliveries, listUndelivered } from '../../src/deliveries/lists.js';
import { findDelivery } from '../../src/deliveries/log.js';
import { countRecoverable } from '../../src/deliveries/recovery.js';
import { openExplaining, type PlanMode, type Work } from '../../test/support/explain.js';
import { formatCount } from '../support/table.js';
import { DAYS, LIMIT, type FilledLog, type LoggedWebhook } from './fill.js';

/** How Postgres carried out one query: a statement, or several. */
export interface Plan {
  query: string;
  mode: PlanMode;
  works: Work[];
  /** What it should not have done. */
  faults: string[];
}

interface Query {
  name: string;
  /** How many rows it may read. */
  rows: number;
  run: (db: SqlRunner) => Promise<unknown>;
}

/** A page from the queue, the same from the log, and their events; and as much again for what was read to be thrown away. */
const PAGE_ROWS = 6 * LIMIT;
/** A row lies on a page of its own, beneath the index that it is found by. */
const PAGES_PER_ROW = 5;
/** Where an index of each day begins, for each of the tables. */
const PAGES_OF_DAYS = 3 * 4 * (DAYS + 2);

/**
 * Runs the log's queries through the functions that the API calls, and has Postgres tell how it carried them out. None may read more than
 * it was asked for, however large the log is, or read a table from end to end.
 */
export async function explainQueries(databaseUrl: string, log: FilledLog): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const mode of ['custom', 'generic', 'auto'] as const) {
    const { db, explain, close } = openExplaining(databaseUrl, mode);
    try {
      for (const { name, rows, run } of await queriesOf(db, log)) {
        const works = await explain(run);
        plans.push({ query: name, mode, works, faults: works.flatMap((work) => faultsOf(work, rows)) });
      }
    } finally {
      await close();
    }
  }
  return plans;
}

function faultsOf(work: Work, rows: number): string[] {
  const pages = rows * PAGES_PER_ROW + PAGES_OF_DAYS;
  return [
    ...work.scans,
    ...(work.rows > rows ? [`more than ${formatCount(rows)} rows`] : []),
    ...(work.pages > pages ? [`more than ${formatCount(pages)} pages`] : []),
  ];
}

async function queriesOf(db: SqlRunner, { large, down, ordinary, pages, ofDown }: FilledLog): Promise<Query[]> {
  const last = `page ${formatCount(pages)}`;
  const upToLast = { limit: (pages - 1) * LIMIT };
  const ofWebhook = (await listDeliveries(db, large.accountId, large.webhookId, upToLast)).at(-1)?.id ?? '';
  const ofAccount = (await listUndelivered(db, down.accountId, upToLast)).at(-1)?.id ?? '';
  const [anybody] = ordinary;
  if (!anybody) throw new Error('There are no ordinary accounts.');
  const since = new Date(Date.now() - 8 * 86_400_000);
  const until = new Date(Date.now() - 7 * 86_400_000);
  /** @param oneOf how many rows are read for each one of the page, since no index knows of the filter */
  const page = (name: string, { accountId, webhookId }: LoggedWebhook, filter: object, oneOf = 0): Query => ({
    name: `listDeliveries, ${name}`,
    rows: PAGE_ROWS + 2 * oneOf * LIMIT,
    run: (runner) => listDeliveries(runner, accountId, webhookId, { limit: LIMIT + 1, ...filter }),
  });
  const undelivered = (name: string, { accountId }: LoggedWebhook, filter: object): Query => ({
    name: `listUndelivered, ${name}`,
    rows: PAGE_ROWS,
    run: (runner) => listUndelivered(runner, accountId, { limit: LIMIT + 1, ...filter }),
  });
  /** All of a webhook, and for those that were missed its events, too. */
  const recovery = (name: string, includeMissed: boolean): Query => ({
    name: `recoverDeliveries, dry run of 30 days, ${name}`,
    rows: PAGE_ROWS + (includeMissed ? 3 : 1) * ofDown,
    run: (runner) =>
      countRecoverable(runner, down.accountId, down.webhookId, {
        since: new Date(Date.now() - DAYS * 86_400_000),
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
    page('state=superseded, 1 of 70', large, { state: 'superseded' }, 70),
    page('event, 1 of 4', large, { eventType: 'ROUTE_STARTED' }, 4),
    page('dc_id, 1 of 3', large, { dcId: '2' }, 3),
    page('route_id, 1 of 5,000', large, { routeId: 'R-100' }),
    page('all filters', large, {
      state: 'succeeded',
      eventType: 'ROUTE_STARTED',
      dcId: '2',
      routeId: 'R-100',
      since: new Date(0),
      until: new Date(),
    }),
    undelivered('first page, 10 of 850', anybody, {}),
    undelivered('first page, 1,000 of 100,000', large, {}),
    undelivered('first page, all of 50,000', down, {}),
    undelivered(last, down, { cursor: ofAccount }),
    undelivered('a day of the month', down, { since, until }),
    {
      name: 'getDelivery',
      rows: PAGE_ROWS,
      run: (runner) => findDelivery(runner, large.accountId, ofWebhook),
    },
    recovery('failed', false),
    recovery('failed and missed', true),
  ];
}
