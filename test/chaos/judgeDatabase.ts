/** What the database says about a run when everything is over: a state for every delivery, and a trace of every attempt. */
import pg from 'pg';
import type { Receipt } from './receivers.js';
import {
  isDeleted,
  pairName,
  type AcceptedEvent,
  type Pair,
  type PublishedEvent,
  type RegisteredWebhook,
} from './subscriptions.js';

export interface DatabaseVerdict {
  faults: string[];
  /** What had to be delivered: what certainly matched, and of what may have, that which has a delivery. */
  pairs: ReadonlyMap<string, StoredPair>;
  events: number;
  /** How many deliveries are in each state. */
  states: Record<string, number>;
  attempts: number;
  /** Attempts that were claimed and left no row: a kill came between. */
  attemptsWithoutRow: number;
  /** Those of them that had reached the receiver. */
  ofThoseReceived: number;
}

export interface StoredPair extends Pair {
  /** The state of its delivery; null if there is none, which is a fault. */
  state: string | null;
}

/** What is left of a run. */
export interface Remains {
  /** When each event was stored, by its publisher's id: epoch milliseconds, rounded up. */
  storedAt: ReadonlyMap<string, number>;
  deliveries: DeliveryRow[];
  /** Rows of the queue and of the outbox. */
  queued: number;
  outbox: number;
  /** What statistics say of the run. */
  counted: Counted;
}

interface Counted {
  events: number;
  attempts: number;
}

interface DeliveryRow {
  webhook_id: string;
  event_id: string;
  state: string;
  attempt_count: number;
  attempts: number;
  /** Whether the attempt that decided has a row, and a 2xx in it. */
  success_logged: boolean;
  /** Whether a newer delivery of the same webhook, route and type came to its end. */
  has_successor: boolean;
}

/** Deliveries that are not over yet, and rows of the outbox that were not taken; null while the database can't tell. */
export async function countOpen(databaseUrl: string): Promise<number | null> {
  try {
    const [row] = await query<{ open: number }>(databaseUrl, OPEN);
    return row?.open ?? null;
  } catch {
    return null;
  }
}

const OPEN = `
  SELECT (SELECT count(*) FROM delivery_queue)::int + (SELECT count(*) FROM outbox WHERE refused_at IS NULL)::int AS open`;

export async function readRemains(databaseUrl: string): Promise<Remains> {
  const events = await query<{ id: string; external_id: string }>(databaseUrl, EVENTS);
  const deliveries = await query<DeliveryRow>(databaseUrl, DELIVERIES);
  const [left] = await query<{ queued: number; outbox: number }>(databaseUrl, LEFT);
  const [counted] = await query<Counted>(databaseUrl, COUNTED);
  const millisOf = (uuid: string) => parseInt(uuid.replace('-', '').slice(0, 12), 16) + 1;
  return {
    storedAt: new Map(events.map(({ id, external_id }) => [external_id, millisOf(id)])),
    deliveries,
    queued: left?.queued ?? NaN,
    outbox: left?.outbox ?? NaN,
    counted: counted ?? { events: NaN, attempts: NaN },
  };
}

interface Evidence {
  remains: Remains;
  accepted: readonly AcceptedEvent[];
  /** What was inserted into the outbox and committed, in that order. */
  committed: readonly { event: PublishedEvent }[];
  webhooks: readonly RegisteredWebhook[];
  pairs: ReadonlyMap<string, Pair>;
  receipts: readonly Receipt[];
}

/** Compares every row with what follows from the accepted events, and with what the receivers got. */
export function judgeDatabase({ remains, accepted, committed, webhooks, pairs, receipts }: Evidence): DatabaseVerdict {
  const { storedAt, deliveries, queued, outbox, counted } = remains;
  const faults: string[] = [];
  if (queued !== 0) faults.push(`${queued} deliveries are still in the queue`);
  if (outbox !== 0) faults.push(`${outbox} rows are still in the outbox`);
  const acceptedIds = new Set(accepted.map(({ event }) => event.id));
  for (const id of acceptedIds) if (!storedAt.has(id)) faults.push(`${id} was accepted, but is LOST: it is not stored`);
  for (const id of storedAt.keys()) if (!acceptedIds.has(id)) faults.push(`${id} is stored, but was not to be`);
  faults.push(...orderFaults(committed, storedAt));

  const webhookById = new Map(webhooks.map((webhook) => [webhook.id, webhook]));
  const expected = new Map(pairs);
  const made = new Map<string, StoredPair>();
  const received = countByPair(receipts);
  const countByEvent = new Map<string, number>();
  const states: Record<string, number> = {};
  let [attempts, attemptsWithoutRow, ofThoseReceived] = [0, 0, 0];
  for (const row of deliveries) {
    const webhook = webhookById.get(row.webhook_id);
    const name = pairName(row.event_id, webhook?.path ?? row.webhook_id);
    const pair = expected.get(name);
    if (pair) made.set(name, { ...pair, state: row.state });
    if (!expected.delete(name)) faults.push(`${name} has a delivery too many`);
    states[row.state] = (states[row.state] ?? 0) + 1;
    countByEvent.set(row.event_id, (countByEvent.get(row.event_id) ?? 0) + 1);
    const fault = stateFault(row, webhook !== undefined && isDeleted(webhook));
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
  for (const [name, pair] of expected) {
    if (!pair.certain) continue;
    faults.push(`${name} has no delivery`);
    made.set(name, { ...pair, state: null });
  }
  for (const { event, deliveries: answered } of accepted) {
    const stored = countByEvent.get(event.id) ?? 0;
    if (answered !== null && answered !== stored) {
      faults.push(`${event.id} was answered with ${answered} deliveries, and has ${stored}`);
    }
  }
  if (counted.events !== storedAt.size) faults.push(`${counted.events} events were counted of ${storedAt.size}`);
  if (counted.attempts !== attempts) faults.push(`${counted.attempts} attempts were counted of ${attempts} in the log`);
  return { faults, pairs: made, events: storedAt.size, states, attempts, attemptsWithoutRow, ofThoseReceived };
}

/** Of one account, what was committed before something else was inserted is stored before it. */
function orderFaults(committed: readonly { event: PublishedEvent }[], storedAt: ReadonlyMap<string, number>): string[] {
  const latest = new Map<string, { id: string; at: number }>();
  return committed.flatMap(({ event: { id, account_id } }) => {
    const at = storedAt.get(id) ?? Infinity;
    const before = latest.get(account_id);
    latest.set(account_id, { id, at });
    return before && at < before.at ? [`${id} of the outbox was stored before ${before.id}, which came before it`] : [];
  });
}

function stateFault(
  { state, attempt_count, success_logged, has_successor }: DeliveryRow,
  webhookIsDeleted: boolean,
): string | null {
  if (state === 'succeeded')
    return success_logged ? null : `has succeeded, but its attempt ${attempt_count} is not logged so`;
  if (state === 'superseded') return has_successor ? null : 'was superseded by nothing that came to its end';
  if (state === 'cancelled' && webhookIsDeleted) return null;
  return `is ${state} after ${attempt_count} attempts`;
}

function countByPair(receipts: readonly Receipt[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { path, id } of receipts) {
    const name = pairName(id, path);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Events of days that are past have no publisher's id. */
const EVENTS = 'SELECT id, external_id FROM events WHERE external_id IS NOT NULL';

const LEFT =
  'SELECT (SELECT count(*) FROM delivery_queue)::int AS queued, (SELECT count(*) FROM outbox)::int AS outbox';

/** In the statistics, or noted for them a moment ago. */
const COUNTED = `
  SELECT coalesce(sum(events), 0)::int AS events, coalesce(sum(attempts), 0)::int AS attempts FROM (
    SELECT events, succeeded + failed AS attempts FROM statistics_totals
    UNION ALL
    SELECT events, 0 FROM statistics_deltas
    UNION ALL
    SELECT 0, a.succeeded + a.failed FROM statistics_deltas d CROSS JOIN LATERAL unnest(d.succeeded, d.failed) AS a (succeeded, failed)
  ) counts`;

/** All attempts that have a row: those by themselves, and those that ended their delivery. */
const DELIVERIES = `
  SELECT d.webhook_id, events.external_id AS event_id, d.state::text, d.attempt_count,
    (SELECT count(*) FROM attempts WHERE delivery_id = d.id)::int + (d.started_at IS NOT NULL)::int AS attempts,
    d.started_at IS NOT NULL AND d.error_kind IS NULL AND d.status_code BETWEEN 200 AND 299 AS success_logged,
    d.state = 'superseded' AND EXISTS (
      SELECT FROM deliveries newer
      WHERE newer.webhook_id = d.webhook_id AND newer.route_id = d.route_id AND newer.event_type = d.event_type
        AND (newer.id > d.id OR newer.created_at = d.created_at AND newer.id <> d.id) -- later, or of the same request
        AND newer.state IN ('succeeded', 'cancelled')
    ) AS has_successor
  FROM deliveries d
  JOIN events ON events.account_id = d.account_id AND events.id = d.event_id
  WHERE events.external_id IS NOT NULL`;

const CONNECT_MILLIS = 5_000;
const ANSWER_MILLIS = 30_000;

async function query<Row extends pg.QueryResultRow>(databaseUrl: string, text: string): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_MILLIS,
    query_timeout: ANSWER_MILLIS,
    application_name: 'chaos',
  });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<Row>(text).finally(() => client.end().catch(() => undefined));
  return rows;
}
