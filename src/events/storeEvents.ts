import type { components } from '../../generated/events.js';
import { createPartitions, isPartitionMissing } from '../database/partitions.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import { toTarget, type TargetRow } from '../webhooks/webhookTarget.js';
import type { AcceptableEvent } from './acceptEvents.js';
import type { HandedDelivery, Room } from './handOver.js';
import { STORE, STORE_COALESCING, STORE_COALESCING_HANDING, STORE_HANDING } from './storeStatements.js';

export type AcceptedEvent = components['schemas']['AcceptedEvent'];

export interface StoredEvents {
  /** In their order, with the number of deliveries of each. */
  accepted: AcceptedEvent[];
  /** For the worker of this process. */
  handed: HandedDelivery[];
  /** Deliveries that are to be claimed. */
  waiting: number;
}

/** Accounts that do not exist, by the position of the event that names them. Nothing was stored. */
export class UnknownAccounts extends Error {
  constructor(readonly positions: number[]) {
    super('An event names an account that does not exist.');
    this.name = 'UnknownAccounts';
  }
}

/**
 * Stores events and, in the same statement, one delivery for each webhook that matches: of the event's account, enabled, registered for
 * the event type and for the DC. Matching is frozen here. Events that match nothing are stored, too.
 *
 * Where the contract says that only the latest counts (`x-coalesce-by`), a delivery of the same webhook and key that still waits to be
 * sent is superseded.
 *
 * An event whose id the account has already is left alone and answered as it was the first time.
 * @param room what may be stored as claimed by this process; null if it does not deliver
 * @throws UnknownAccounts, having stored nothing
 */
export async function storeEvents(
  db: SqlRunner,
  events: readonly AcceptableEvent[],
  room: Room | null = null,
): Promise<StoredEvents> {
  const rows = await store(db, events, room).catch(async (error: unknown) => {
    if (!isPartitionMissing(error)) throw error;
    await createPartitions(db); // which workers do in advance; there was none for days
    return store(db, events, room);
  });
  const positionOf = ({ n }: StoredRow): number => Number(n) - 1;
  const strangers = rows.filter(({ known }) => !known).map(positionOf);
  if (strangers.length > 0) throw new UnknownAccounts(strangers);

  const byEvent = new Map(rows.filter(({ delivery_id }) => delivery_id === null).map((row) => [positionOf(row), row]));
  const repeated = events.filter((_event, i) => byEvent.get(i)?.id === null);
  const firstCounts = repeated.length > 0 ? await findFirstCounts(db, repeated) : new Map<string, number>();
  const accepted = events.map((event, i): AcceptedEvent => {
    const row = byEvent.get(i);
    const deliveries = row?.deliveries ?? firstCounts.get(repeatKey(event.accountId, event.externalId)) ?? 0;
    return { id: event.externalId ?? row?.id ?? '', deliveries };
  });
  const handed = rows.filter(({ delivery_id }) => delivery_id !== null);
  const stored = rows.reduce((sum, { deliveries }) => sum + (deliveries ?? 0), 0);
  return { accepted, handed: toHanded(handed, events, accepted), waiting: stored - handed.length };
}

async function store(db: SqlRunner, events: readonly AcceptableEvent[], room: Room | null): Promise<StoredRow[]> {
  const { rows } = await db.query<StoredRow>(statementFor(events, room), [
    events.map((event) => event.accountId),
    events.map((event) => event.externalId),
    events.map((event) => event.eventType),
    events.map((event) => event.dcId),
    events.map((event) => event.routeId),
    events.map((event) => event.occurredMillis),
    events.map((event) => event.body),
    events.map((event) => event.coalesceKey),
    ...(room
      ? [JSON.stringify(room.freePerWebhook), room.defaultFree, room.deliveries, room.bytes, room.leaseSeconds]
      : []),
  ]);
  return rows;
}

function statementFor(events: readonly AcceptableEvent[], room: Room | null): string {
  const coalesces = events.some(({ coalesceKey }) => coalesceKey !== null);
  if (room) return coalesces ? STORE_COALESCING_HANDING : STORE_HANDING;
  return coalesces ? STORE_COALESCING : STORE;
}

/** One for each event, and one for each delivery that is handed over. */
interface StoredRow extends TargetRow {
  /** The event's position, from 1. */
  n: string;
  known: boolean;
  /** Null if the account has an event with its publisher's id already. */
  id: string | null;
  deliveries: number | null;
  /** Null in the row of an event. */
  delivery_id: string | null;
  webhook_id: string;
}

function toHanded(
  rows: StoredRow[],
  events: readonly AcceptableEvent[],
  accepted: readonly AcceptedEvent[],
): HandedDelivery[] {
  const targets = new Map(rows.flatMap((row) => (row.url === null ? [] : [[row.webhook_id, toTarget(row)]])));
  const bodies = new Map<string, Buffer>();
  const createdMillis = Date.now();
  return rows.flatMap((row): HandedDelivery[] => {
    const i = Number(row.n) - 1;
    const event = events[i];
    const webhook = targets.get(row.webhook_id);
    if (!event || !webhook || row.delivery_id === null) return [];
    const body = bodies.get(row.n) ?? Buffer.from(event.body);
    bodies.set(row.n, body);
    return [
      {
        deliveryId: row.delivery_id,
        webhookId: row.webhook_id,
        attemptNumber: 1,
        accountId: event.accountId,
        eventType: event.eventType,
        eventId: accepted[i]?.id ?? '',
        body,
        bodyBytes: body.length,
        manual: false,
        createdMillis,
        webhook,
      },
    ];
  });
}

async function findFirstCounts(db: SqlRunner, repeated: readonly AcceptableEvent[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ account_id: string; external_id: string; delivery_count: number }>(FIRST_COUNTS, [
    repeated.map((event) => event.accountId),
    repeated.map((event) => event.externalId),
  ]);
  return new Map(rows.map((row) => [repeatKey(row.account_id, row.external_id), row.delivery_count]));
}

const FIRST_COUNTS = `
  SELECT k.account_id, k.external_id, e.delivery_count
  FROM unnest($1::uuid[], $2::text[]) AS repeated (account_id, external_id)
  JOIN event_keys k ON k.account_id = repeated.account_id AND k.external_id = repeated.external_id
  CROSS JOIN LATERAL (SELECT * FROM events e WHERE e.account_id = k.account_id AND e.id = k.event_id LIMIT 1) e`;

function repeatKey(accountId: string, externalId: string | null): string {
  return `${accountId.toLowerCase()} ${externalId ?? ''}`;
}
