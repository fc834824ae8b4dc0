/**
 * Taking what applications have inserted into the outbox. Taking, storing and deleting are one transaction: whatever happens to the
 * process, each row is either in the table or stored, and never both.
 *
 * One process takes at a time, in the order of the rows' ids, because the order of an account is that of its rows, and a row may hold
 * events of several accounts: takers side by side would overtake each other. Storing is what costs, and Postgres does not store faster
 * for two. Ids grow as rows are inserted. So the events of one transaction are stored in the order of their inserts, and those of
 * two transactions in theirs if one was committed before the other inserted; of transactions side by side, Postgres does not tell which
 * was first.
 */
import { errorCode } from '../database/postgresErrors.js';
import type { SqlRunner, Transact } from '../database/sqlRunner.js';
import type { Fault } from '../errors.js';
import type { Acceptance, AcceptableEvent } from '../events/acceptEvents.js';
import { storeEvents, UnknownAccounts } from '../events/storeEvents.js';
import type { OutboxRules } from './outboxRules.js';

/** What one go has done. */
export interface Taken {
  /** Whether another process is taking. */
  elsewhere: boolean;
  /** Stored, with what was made of them. */
  events: number;
  deliveries: number;
  /** Rows that were refused. */
  refused: number;
}

/** Bounds of one go: rows, their bytes (and one row more), and events, unless one row alone has more. */
const MAX_ROWS = 500;
const MAX_BYTES = 4_194_304;
const MAX_EVENTS = 1_000;

interface WaitingRow {
  id: string;
  events: string;
  insertedMillis: number;
}

interface AcceptedRow {
  id: string;
  events: AcceptableEvent[];
}

interface RefusedRow {
  id: string;
  faults: Fault[];
}

/**
 * Takes the rows that have waited longest. What the contract refuses stays, with its faults, and holds up nothing.
 * @throws errors of the database, having changed nothing
 */
export function takeOutbox(transact: Transact, rules: OutboxRules): Promise<Taken> {
  return transact(async (sql) => {
    const nothing = { elsewhere: false, events: 0, deliveries: 0, refused: 0 };
    if (!(await becomeTaker(sql))) return { ...nothing, elsewhere: true };
    const { rows } = await sql.query<WaitingRow>(WAITING, [MAX_ROWS, MAX_BYTES]);
    if (rows.length === 0) return nothing;
    const { accepted, refused } = judge(rows, rules);
    const { stored, deliveries, alsoRefused } = await store(sql, accepted);
    const allRefused = [...refused, ...alsoRefused];
    await sql.query(DELETE, [stored.map(({ id }) => id)]);
    await sql.query(REFUSE, [allRefused.map(({ id }) => id), allRefused.map(({ faults }) => JSON.stringify(faults))]);
    const events = stored.reduce((sum, row) => sum + row.events.length, 0);
    return { elsewhere: false, events, deliveries, refused: allRefused.length };
  });
}

/** Until the end of the transaction, however that comes. In each schema there may be one. */
async function becomeTaker(sql: SqlRunner): Promise<boolean> {
  const { rows } = await sql.query<{ taker: boolean }>(BECOME_TAKER, [TAKER_LOCK]);
  return rows[0]?.taker ?? false;
}

const TAKER_LOCK = 7_729_113;
const BECOME_TAKER = 'SELECT pg_try_advisory_xact_lock($1, hashtext(current_schema())) AS taker';

/** Rows that somebody else has locked, such as an operator who drops one, are passed over. */
const WAITING = `
  WITH waiting AS MATERIALIZED (
    SELECT id, octet_length(events) AS bytes FROM outbox WHERE refused_at IS NULL ORDER BY id LIMIT $1
  ), fitting AS (
    SELECT id FROM (SELECT id, sum(bytes) OVER (ORDER BY id) - bytes AS bytes_before FROM waiting) AS summed
    WHERE bytes_before < $2
  )
  SELECT id, events, floor(extract(epoch FROM created_at) * 1000)::float8 AS "insertedMillis"
  FROM outbox WHERE id IN (SELECT id FROM fitting) AND refused_at IS NULL
  ORDER BY id
  FOR UPDATE SKIP LOCKED`;

const DELETE = 'DELETE FROM outbox WHERE id = ANY($1::bigint[])';

const REFUSE = `
  UPDATE outbox SET refused_at = now(), faults = refused.faults, attempts = attempts + 1
  FROM unnest($1::bigint[], $2::jsonb[]) AS refused (id, faults) WHERE outbox.id = refused.id`;

/** Accepts rows as far as one statement stores their events; what is left waits for the next go. */
function judge(rows: WaitingRow[], rules: OutboxRules): { accepted: AcceptedRow[]; refused: RefusedRow[] } {
  const accepted: AcceptedRow[] = [];
  const refused: RefusedRow[] = [];
  let count = 0;
  for (const { id, events, insertedMillis } of rows) {
    const acceptance = judgeRow(events, insertedMillis, rules);
    if (acceptance.ok) {
      count += acceptance.events.length;
      if (count > MAX_EVENTS && accepted.length > 0) break;
      accepted.push({ id, events: acceptance.events });
    } else refused.push({ id, faults: acceptance.faults });
  }
  return { accepted, refused };
}

/** What fails in our own code, too, is one row's trouble and not that of those behind it. */
function judgeRow(events: string, insertedMillis: number, rules: OutboxRules): Acceptance {
  try {
    return rules(events, insertedMillis);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, faults: [{ path: '/events', message: `can not be checked: ${message}` }] };
  }
}

interface Storing {
  stored: AcceptedRow[];
  deliveries: number;
  alsoRefused: RefusedRow[];
}

/** Stores rows together, or, where something is wrong with one of them, each by itself. */
async function store(sql: SqlRunner, rows: AcceptedRow[]): Promise<Storing> {
  if (rows.length === 0) return { stored: [], deliveries: 0, alsoRefused: [] };
  await sql.query('SAVEPOINT stored');
  try {
    const { accepted } = await storeEvents(
      sql,
      rows.flatMap(({ events }) => events),
    );
    const deliveries = accepted.reduce((sum, event) => sum + event.deliveries, 0);
    return { stored: rows, deliveries, alsoRefused: [] };
  } catch (error) {
    const faults = faultsOf(error);
    if (faults === null) throw error;
    await sql.query('ROLLBACK TO SAVEPOINT stored');
    const [row, ...others] = rows;
    if (row && others.length === 0) return { stored: [], deliveries: 0, alsoRefused: [{ id: row.id, faults }] };
    return storeEach(sql, rows);
  }
}

async function storeEach(sql: SqlRunner, rows: AcceptedRow[]): Promise<Storing> {
  const all: Storing = { stored: [], deliveries: 0, alsoRefused: [] };
  for (const row of rows) {
    const { stored, deliveries, alsoRefused } = await store(sql, [row]);
    all.stored.push(...stored);
    all.deliveries += deliveries;
    all.alsoRefused.push(...alsoRefused);
  }
  return all;
}

/** Classes of SQLSTATE (data, constraints, limits) that say that something is wrong with what was to be stored: trying again is in vain. */
const IN_VAIN = /^(22|23|54)/;

/** What is wrong with the events of the row that could not be stored; null if it is not their fault. */
function faultsOf(error: unknown): Fault[] | null {
  if (error instanceof UnknownAccounts) {
    return error.positions.map((i) => ({ path: `/events/${i}/account_id`, message: 'there is no such account' }));
  }
  if (!(error instanceof Error) || !IN_VAIN.test(errorCode(error) ?? '')) return null;
  return [{ path: '/events', message: `can not be stored: ${error.message}` }];
}
