/**
 * Lists of deliveries, those in the queue and those in the log as one: every query takes the account, and reads both in one statement, so
 * that one that is just moving is in the list once.
 */
import type { SqlRunner } from '../database/sqlRunner.js';
import { COLUMNS, idFloor, LOGGED, QUEUED, type DeliveryRow, type DeliveryState } from './log.js';
import { EVER_OF_ACCOUNT, eventOf, WEBHOOKS_OF_ACCOUNT } from './transitions.js';

/** A page of the log: deliveries below `cursor`, the newest first. */
export interface Page {
  since?: Date | undefined;
  until?: Date | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface DeliveryFilter extends Page {
  state?: DeliveryState | undefined;
  eventType?: string | undefined;
  dcId?: string | undefined;
  routeId?: string | undefined;
}

/** Deliveries of account $1, by a subquery, with the ids of their events. */
const withEvents = (deliveries: string): string => `
  SELECT ${COLUMNS} FROM (${deliveries}) d
  ${eventOf('d')}
  WHERE d.account_id = $1::uuid
  ORDER BY d.id DESC`;

/**
 * The deliveries of a webhook of the account. Ids are UUIDv7, so that their order is that of time, a page ends at an id, and what
 * arrives meanwhile is above all pages.
 */
export async function listDeliveries(
  db: SqlRunner,
  accountId: string,
  webhookId: string,
  filter: DeliveryFilter,
): Promise<DeliveryRow[]> {
  const { limit, state = null, eventType = null, dcId = null, routeId = null } = filter;
  const values = [accountId, ...idRange(filter), limit, state, eventType, dcId, routeId, webhookId];
  const { rows } = await db.query<DeliveryRow>(LIST[waysOf(filter)], values);
  return rows;
}

/** The same, of a span of ids, of all webhooks that the account has, or had for as long as deliveries are kept. */
export async function listAllBetween(
  db: SqlRunner,
  accountId: string,
  { from, below }: { from: string; below: string },
  filter: Omit<DeliveryFilter, 'since' | 'until' | 'cursor'>,
): Promise<DeliveryRow[]> {
  const { limit, state = null, eventType = null, dcId = null, routeId = null } = filter;
  const values = [accountId, from, below, limit, state, eventType, dcId, routeId];
  const { rows } = await db.query<DeliveryRow>(LIST_ALL[waysOf(filter)], values);
  return rows;
}

/** What the halves of a webhook's list are of, besides what the request asks for. */
interface Halves {
  /** The conditions on the log. */
  logged: string;
  /** The conditions on the queue. */
  queued: string;
}

/** What is asked for; every statement takes the same parameters. */
const wanted = (alias: string, id: string, webhookId: string): string => `
        ${alias}.webhook_id = ${webhookId} AND ${alias}.${id} >= $2::uuid AND ${alias}.${id} < $3::uuid
        AND ($6::text IS NULL OR ${alias}.event_type = $6::text)
        AND ($7::text IS NULL OR ${alias}.dc_id = $7::text)
        AND ($8::text IS NULL OR ${alias}.route_id = $8::text)`;

/** Deliveries of a webhook, newest first. Each half ends with a page: the two together hold the page that is asked for. */
const ofWebhook = ({ logged, queued }: Halves, { webhookId, limit, columns }: Part): string => `
    (
      SELECT ${columns === 'all' ? LOGGED : 'd.id'} FROM deliveries d
      WHERE ${wanted('d', 'id', webhookId)} AND ${logged}
      ORDER BY d.webhook_id DESC, d.id DESC LIMIT ${limit}
    ) UNION ALL (
      SELECT ${columns === 'all' ? QUEUED : 'q.delivery_id AS id'} FROM delivery_queue q
      WHERE ${wanted('q', 'delivery_id', webhookId)} AND ${queued}
      ORDER BY q.webhook_id DESC, q.delivery_id DESC LIMIT ${limit}
    )
    ORDER BY id DESC LIMIT ${limit}`;

/** What is read of a webhook's deliveries, as SQL. */
interface Part {
  webhookId: string;
  limit: string;
  columns: 'all' | 'id';
}

/** Where a state is of the other half, that is known before any row is read. */
const WAITING = `('pending', 'parked')`;
const IS_STATE = `($5::text IS NULL OR $5::text NOT IN ${WAITING}) AND ($5::text IS NULL OR d.state = $5::text::delivery_state)`;
const IS_WAITING = `($5::text IS NULL OR $5::text IN ${WAITING}) AND ($5::text IS NULL OR q.parked = ($5::text = 'parked'))`;

const HALVES = {
  all: { logged: IS_STATE, queued: IS_WAITING },
  /** What happened to a route is asked most, and has an index. */
  route: { logged: `d.route_id = $8::text AND ${IS_STATE}`, queued: IS_WAITING },
  /** Few of many, with an index, too: a webhook that never failed for good has none. */
  exhausted: { logged: `d.state = 'exhausted' AND ${IS_STATE}`, queued: 'false' },
  /** A webhook that is enabled has none, and a long queue perhaps. */
  parked: { logged: 'false', queued: `q.parked AND ${IS_WAITING}` },
} satisfies Record<string, Halves>;

function waysOf({ routeId, state }: Pick<DeliveryFilter, 'routeId' | 'state'>): keyof typeof HALVES {
  if (state === 'parked') return 'parked';
  if (routeId !== undefined) return 'route';
  return state === 'exhausted' ? 'exhausted' : 'all';
}

const listSql = (halves: Halves): string =>
  withEvents(ofWebhook(halves, { webhookId: '$9::uuid', limit: '$4::int', columns: 'all' }));

/**
 * A page's deliveries are those of as many webhooks at the most, the ones with the newest: so each webhook is looked at for its newest, and a page is
 * read of these only.
 */
const listAllSql = (halves: Halves): string =>
  withEvents(`
    SELECT page.* FROM (
      SELECT w.id FROM ${EVER_OF_ACCOUNT} w
      CROSS JOIN LATERAL (${ofWebhook(halves, { webhookId: 'w.id', limit: '1', columns: 'id' })}) newest
      ORDER BY newest.id DESC LIMIT $4::int
    ) w
    CROSS JOIN LATERAL (${ofWebhook(halves, { webhookId: 'w.id', limit: '$4::int', columns: 'all' })}) page
    ORDER BY page.id DESC LIMIT $4::int`);

const each = (sqlOf: (halves: Halves) => string): Record<keyof typeof HALVES, string> => ({
  all: sqlOf(HALVES.all),
  route: sqlOf(HALVES.route),
  exhausted: sqlOf(HALVES.exhausted),
  parked: sqlOf(HALVES.parked),
});

const LIST = each(listSql);
const LIST_ALL = each(listAllSql);

/** What has not reached its receiver, across all webhooks of the account. */
export async function listUndelivered(db: SqlRunner, accountId: string, page: Page): Promise<DeliveryRow[]> {
  const { rows } = await db.query<DeliveryRow>(UNDELIVERED, [accountId, ...idRange(page), page.limit]);
  return rows;
}

const UNDELIVERED = withEvents(`
    (
      SELECT ${LOGGED} FROM deliveries d
      WHERE d.account_id = $1::uuid AND d.state = 'exhausted' AND d.id >= $2::uuid AND d.id < $3::uuid
      ORDER BY d.account_id DESC, d.id DESC LIMIT $4::int
    ) UNION ALL (
      SELECT q.* FROM ${WEBHOOKS_OF_ACCOUNT} w CROSS JOIN LATERAL (
        SELECT ${QUEUED} FROM delivery_queue q
        WHERE q.webhook_id = w.id AND q.delivery_id >= $2::uuid AND q.delivery_id < $3::uuid
        ORDER BY q.webhook_id DESC, q.delivery_id DESC LIMIT $4::int
      ) q
      WHERE q.account_id = $1::uuid
      ORDER BY q.id DESC LIMIT $4::int
    )
    ORDER BY id DESC LIMIT $4::int`);

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The ids of a span of time and, if there is a cursor, below it: from the first one on, and below the second. */
export function idRange({ since, until, cursor }: Page): [string, string] {
  const above = idFloor(since ?? new Date(0));
  const below = until ? idFloor(until) : LAST_ID;
  return [above, cursor && cursor.toLowerCase() < below ? cursor : below];
}
