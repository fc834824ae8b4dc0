/** What the database says about a run when everything is over: a state for every delivery, and a trace of every attempt. */
import pg from 'pg';
import type { Receipt } from './receivers.js';
import { webhooksFor, type AcceptedEvent, type RegisteredWebhook } from './subscriptions.js';

export interface DatabaseVerdict {
  faults: string[];
  events: number;
  /** How many deliveries are in each state. */
  states: Record<string, number>;
  attempts: number;
  /** Attempts that were claimed and left no row: a kill came between. */
  attemptsWithoutRow: number;
  /** Those of them that had reached the receiver. */
  ofThoseReceived: number;
}

interface DeliveryRow {
  webhook_id: string;
  event_id: string;
  state: string;
  attempt_count: number;
  attempts: number;
  /** Whether the attempt that decided has a row, and a 2xx in it. */
  success_logged: boolean;
  /** Whether a newer delivery of the same webhook, route and type has succeeded. */
  has_successor: boolean;
}

/** Deliveries that are not over yet; null while the database can't tell. */
export async function countOpenDeliveries(databaseUrl: string): Promise<number | null> {
  try {
    const [row] = await query<{ open: number }>(databaseUrl, 'SELECT count(*)::int AS open FROM delivery_queue');
    return row?.open ?? null;
  } catch {
    return null;
  }
}

/** Compares every row with what follows from the accepted events, and with what the receivers got. */
export async function judgeDatabase(
  databaseUrl: string,
  receipts: readonly Receipt[],
  accepted: ReadonlyMap<string, AcceptedEvent>,
  webhooks: readonly RegisteredWebhook[],
): Promise<DatabaseVerdict> {
  const faults: string[] = [];
  const rows = await query<DeliveryRow>(databaseUrl, DELIVERIES);
  const [totals] = await query<{ events: number; queued: number }>(databaseUrl, TOTALS);
  const events = totals?.events ?? 0;
  if (events !== accepted.size) faults.push(`${events} events are stored, but ${accepted.size} were accepted`);
  if (totals?.queued !== 0) faults.push(`${totals?.queued ?? 'unknown'} deliveries are still in the queue`);

  const expected = new Set<string>();
  for (const { event } of accepted.values()) {
    for (const { id } of webhooksFor(event, webhooks)) expected.add(`${event.id} for ${id}`);
  }
  const received = countByDelivery(receipts, webhooks);
  const states: Record<string, number> = {};
  let [attempts, attemptsWithoutRow, ofThoseReceived] = [0, 0, 0];
  for (const row of rows) {
    const name = `${row.event_id} for ${row.webhook_id}`;
    if (!expected.delete(name)) faults.push(`${name} has a delivery too many`);
    states[row.state] = (states[row.state] ?? 0) + 1;
    const fault = stateFault(row);
    if (fault !== null) faults.push(`${name} ${fault}`);

    const requests = received.get(name) ?? 0;
    const unlogged = Math.max(0, requests - row.attempts);
    attempts += row.attempts;
    ofThoseReceived += unlogged;
    attemptsWithoutRow += row.attempt_count - row.attempts;
    if (requests > row.attempt_count) {
      faults.push(`${name} was sent ${requests} times, but claimed ${row.attempt_count} times only`);
    }
  }
  for (const name of expected) faults.push(`${name} has no delivery`);
  return { faults, events, states, attempts, attemptsWithoutRow, ofThoseReceived };
}

function stateFault({ state, attempt_count, success_logged, has_successor }: DeliveryRow): string | null {
  if (state === 'succeeded')
    return success_logged ? null : `has succeeded, but its attempt ${attempt_count} is not logged so`;
  if (state === 'superseded') return has_successor ? null : 'was superseded by nothing that was delivered';
  return `is ${state} after ${attempt_count} attempts`;
}

function countByDelivery(receipts: readonly Receipt[], webhooks: readonly RegisteredWebhook[]): Map<string, number> {
  const idByPath = new Map(webhooks.map(({ path, id }) => [path, id]));
  const counts = new Map<string, number>();
  for (const { path, id } of receipts) {
    const name = `${id} for ${idByPath.get(path) ?? path}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

const TOTALS = `
  SELECT (SELECT count(*) FROM events)::int AS events, (SELECT count(*) FROM delivery_queue)::int AS queued`;

/** All attempts that have a row: those by themselves, and those that ended their delivery. */
const DELIVERIES = `
  SELECT d.webhook_id, events.external_id AS event_id, d.state::text, d.attempt_count,
    (SELECT count(*) FROM attempts WHERE delivery_id = d.id)::int + (d.started_at IS NOT NULL)::int AS attempts,
    d.started_at IS NOT NULL AND d.error_kind IS NULL AND d.status_code BETWEEN 200 AND 299 AS success_logged,
    d.state = 'superseded' AND EXISTS (
      SELECT FROM deliveries newer
      WHERE newer.webhook_id = d.webhook_id AND newer.route_id = d.route_id AND newer.event_type = d.event_type
        AND newer.created_at >= d.created_at AND newer.id <> d.id AND newer.state = 'succeeded'
    ) AS has_successor
  FROM deliveries d
  JOIN events ON events.account_id = d.account_id AND events.id = d.event_id`;

async function query<Row extends pg.QueryResultRow>(databaseUrl: string, text: string): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    application_name: 'chaos',
  });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<Row>(text).finally(() => client.end().catch(() => undefined));
  return rows;
}
