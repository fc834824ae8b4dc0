import { performance } from 'node:perf_hooks';
import type { SqlRunner } from '../database/sqlRunner.js';
import { idRange, listAllBetween, type DeliveryFilter } from './lists.js';
import { idFloor, momentOf, type DeliveryRow } from './log.js';

/** The newest span that is looked at, and how much longer or shorter the next one is. */
const FIRST_SPAN_MILLIS = 3_600_000;
const STEP = 4;
/** A span that took less is followed by a longer one, one that took more by a shorter one. */
const QUICK_MILLIS = 50;
const SLOW_MILLIS = 500;
/** How long a page is looked for before what was found is answered. */
const BUDGET_MILLIS = 2_000;

/** A page of deliveries of all webhooks, newest first. */
export interface WalkedPage {
  rows: DeliveryRow[];
  /** The next page is below this id; null if there is none. */
  cursor: string | null;
}

/**
 * The deliveries of all webhooks of the account. It is walked back in time, span by span, until the page is full: webhooks that have little of what is
 * looked for are not read to their end for a page that others fill. Each span is read by one statement, and a delivery has its place in time for good, so
 * that it is in the list once. A page that would take long ends early, with a cursor.
 */
export async function listAllDeliveries(
  db: SqlRunner,
  accountId: string,
  { since, until, cursor, limit, ...filter }: DeliveryFilter,
  { budgetMillis = BUDGET_MILLIS }: { budgetMillis?: number } = {},
): Promise<WalkedPage> {
  const [first, last] = idRange({ since, until, cursor, limit });
  const started = performance.now();
  const rows: DeliveryRow[] = [];
  let below = last;
  let spanMillis = FIRST_SPAN_MILLIS;
  while (below > first) {
    const start = idFloor(new Date(Math.min(momentOf(below), Date.now()) - spanMillis));
    const from = start > first ? start : first;
    const asked = performance.now();
    const missing = limit + 1 - rows.length;
    rows.push(...(await listAllBetween(db, accountId, { from, below }, { ...filter, limit: missing })));
    if (rows.length > limit) return { rows: rows.slice(0, limit), cursor: rows[limit - 1]?.id ?? null };
    below = from;
    const now = performance.now();
    if (now - started > budgetMillis && below > first) return { rows, cursor: below };
    if (now - asked < QUICK_MILLIS) spanMillis *= STEP;
    else if (now - asked > SLOW_MILLIS) spanMillis /= STEP;
  }
  return { rows, cursor: null };
}
