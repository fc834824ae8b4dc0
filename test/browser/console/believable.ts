/**
 * What a service looks like that has run for a day: accounts with webhooks that fare well and badly, and hundreds of deliveries with what
 * receivers answered. Nothing of it is sent: the service has no worker, so that a screen looks the same whenever it is opened.
 */
import type pg from 'pg';
import { foldDeltas } from '../../../src/deliveries/statistics/foldDeltas.js';
import { latencyStep } from '../../../src/deliveries/statistics/latency.js';
import type { DeliveryState } from '../../support/deliveriesApi.js';
import type { DeliveryService } from '../../support/delivering.js';
import { storeDeliveries } from '../../support/storedDeliveries.js';

export interface BelievableData {
  accountId: string;
  /** Webhooks of that account. */
  healthyId: string;
  failingId: string;
  /** One that failed again and again, and then succeeded; one that was given up. */
  retriedDeliveryId: string;
  exhaustedDeliveryId: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ROUTE_EVENTS = ['ROUTE_CREATED', 'ROUTE_STARTED', 'ROUTE_ETAS_CHANGED'];
const ALL_EVENTS = [...ROUTE_EVENTS, 'WAYPOINT_STATUS_CHANGED'];
const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>';

/** When attempts of a delivery are made, in seconds after it was published. */
const ATTEMPTS_AT = [0, 5, 35, 155, 755, 2_555, 6_155, 13_355, 27_755];

export async function storeBelievableData(service: DeliveryService): Promise<BelievableData> {
  const { pool } = service;
  const account = await service.createAccount('Albatros Freight');
  const webhook = async (webhook_url: string, events = ALL_EVENTS, dc_ids = ['BO016', 'BO021']) =>
    (await account.createWebhook({ webhook_url, events, dc_ids })).id;
  const healthyId = await webhook('https://hooks.albatros-freight.example/routes');
  const failingId = await webhook(
    'https://tms.albatros-freight.example/api/v2/integrations/waypost/route-events/inbound',
  );
  const etaId = await webhook('https://eta.customer-portal.example/notify', ['ROUTE_ETAS_CHANGED'], ['BO016']);
  const goneId = await webhook('https://warehouse-bo021.example/events?source=waypost', ['ROUTE_CREATED'], ['BO021']);
  const stagingId = await webhook('https://staging.albatros-freight.example/routes', ALL_EVENTS, ['TEST']);
  const of = (webhookId: string) => ({ accountId: account.id, webhookId });

  await storeDay(pool, of(healthyId), 310);
  await storeDay(pool, of(etaId), 140, { isBusy: (minute) => minute % 2 === 0 });
  await storeDay(pool, of(failingId), 190, { until: 2.4 * HOUR });
  await storeDay(pool, of(failingId), 23, { since: 2.4 * HOUR, state: 'pending' });
  await storeDay(pool, of(goneId), 12, { since: 24 * HOUR, until: 19 * HOUR, state: 'exhausted' });
  await storeDay(pool, of(goneId), 7, { since: 9 * HOUR, until: HOUR, state: 'parked' });

  await pool.query(
    `UPDATE webhooks SET failing_since = now() - interval '144 min', last_failed_at = now() - interval '41 s', last_status_code = 502
     WHERE id = $1`,
    [failingId],
  );
  await pool.query(
    `UPDATE webhooks SET failing_since = now() - interval '33 h', last_failed_at = now() - interval '9 h',
       last_error_kind = 'timeout', last_error_message = 'no answer within 10 s', enabled = false,
       disabled_reason = 'failing', disabled_at = now() - interval '9 h'
     WHERE id = $1`,
    [goneId],
  );
  await pool.query('UPDATE webhooks SET enabled = false WHERE id = $1', [stagingId]);
  await storeOtherAccounts(service);
  await countStatistics(pool);

  const [retriedDeliveryId, exhaustedDeliveryId] = await Promise.all([
    someDelivery(pool, healthyId, 'attempt_count > 2'),
    someDelivery(pool, goneId, `state = 'exhausted'`),
  ]);
  return { accountId: account.id, healthyId, failingId, retriedDeliveryId, exhaustedDeliveryId };
}

interface Day {
  /** How long ago it began, and ended. */
  since?: number;
  until?: number;
  state?: DeliveryState;
  isBusy?: (minute: number) => boolean;
}

/** Deliveries as a day brings them: more by day than at night, some of which succeeded at a later attempt. */
async function storeDay(
  pool: pg.Pool,
  owner: { accountId: string; webhookId: string },
  count: number,
  { since = 24 * HOUR, until = 0, state = 'succeeded' }: Day = {},
): Promise<void> {
  const span = since - until;
  const stored = await storeDeliveries(
    pool,
    owner,
    Array.from({ length: count }, (_, i) => {
      const part = (i + 0.5) / count;
      const eventType = ALL_EVENTS[((i * 7) % 11) % ALL_EVENTS.length] ?? 'ROUTE_CREATED';
      return {
        at: new Date(Date.now() - until - span * (1 - part - Math.sin(2 * Math.PI * part) / 9) - 20_000),
        state,
        eventType,
        dcId: i % 3 === 0 ? 'BO021' : 'BO016',
        routeId: `R-${4_100 + Math.floor(i / 4)}`,
      };
    }),
  );
  const ids = stored.map(({ id }) => id);
  await pool.query(
    `UPDATE events e SET body = (e.body::jsonb || jsonb_build_object('waypoint_id', 'W-' || (1 + n % 9), 'status', 'ARRIVED'))::text
     FROM unnest($1::uuid[]) WITH ORDINALITY input (id, n) WHERE e.id = input.id AND e.event_type = 'WAYPOINT_STATUS_CHANGED'`,
    [stored.map(({ eventId }) => eventId)],
  );
  // How many attempts each took: most one, of those that succeeded; as many as there was time for, of those that did not.
  const attempts = stored.map(({ at }, i) => {
    if (state === 'parked') return 0;
    if (state === 'succeeded') return i % 29 === 11 ? 3 : i % 13 === 5 ? 2 : 1;
    return ATTEMPTS_AT.filter((seconds) => at.getTime() + seconds * 1_000 < Date.now()).length;
  });
  const failure =
    state === 'exhausted'
      ? { status: null, kind: 'timeout', message: 'no answer within 10 s', excerpt: '', millis: 10_000 }
      : { status: 502, kind: null, message: null, excerpt: BAD_GATEWAY, millis: 38 };
  const args = [
    ids,
    attempts,
    ATTEMPTS_AT,
    failure.status,
    failure.kind,
    failure.message,
    failure.excerpt,
    failure.millis,
  ];
  const input = `SELECT id, a.n AS attempts, a.i FROM unnest($1::uuid[], $2::int[]) WITH ORDINALITY a (id, n, i)`;
  await pool.query(
    `INSERT INTO attempts (delivery_id, number, manual, started_at, duration_millis, status_code, error_kind, error_message, response_excerpt)
     SELECT d.id, number, false, d.created_at + make_interval(secs => ($3::int[])[number]), $8::int + (i * 7 + number * 5) % 19, $4, $5, $6, $7
     FROM (${input}) input
     JOIN (SELECT id, created_at, true AS is_over FROM deliveries UNION ALL SELECT delivery_id, created_at, false FROM delivery_queue) d USING (id)
     CROSS JOIN LATERAL generate_series(1, CASE WHEN is_over THEN attempts - 1 ELSE attempts END) number`,
    args,
  );
  await pool.query(
    `UPDATE deliveries d SET attempt_count = attempts, manual = false,
       started_at = created_at + make_interval(secs => ($3::int[])[attempts]),
       duration_millis = CASE WHEN state = 'succeeded' THEN 18 + (i * i * 31) % 97 + (i % 5) * 23 ELSE $8::int END,
       finished_at = created_at + make_interval(secs => ($3::int[])[attempts] + 0.1),
       status_code = CASE WHEN state = 'succeeded' THEN 204 ELSE $4 END,
       error_kind = CASE WHEN state <> 'succeeded' THEN $5 END, error_message = CASE WHEN state <> 'succeeded' THEN $6 END,
       response_excerpt = CASE WHEN state = 'succeeded' THEN '' ELSE $7 END
     FROM (${input}) input WHERE input.id = d.id`,
    args,
  );
  await pool.query(
    `UPDATE delivery_queue q SET attempt_number = attempts + 1, ready = false,
       due_at = CASE WHEN parked THEN due_at ELSE greatest(created_at + make_interval(secs => ($3::int[])[attempts + 1]), now() + interval '4 min') END
     FROM unnest($1::uuid[], $2::int[]) input (id, attempts) WHERE input.id = q.delivery_id`,
    args.slice(0, 3),
  );
}

/** What an operator sees besides. */
async function storeOtherAccounts(service: DeliveryService): Promise<void> {
  for (const [i, name] of ['Bakker Distribution', 'Delta Fresh', 'Northline Couriers', 'Kade Logistiek'].entries()) {
    const account = await service.createAccount(name);
    const host = `${name.toLowerCase().replace(' ', '-')}.example`;
    for (let n = 0; n <= i; n += 1) {
      const { id } = await account.createWebhook({
        webhook_url: `https://${host}/hooks/${n + 1}`,
        events: ROUTE_EVENTS,
        dc_ids: ['AM003'],
      });
      await storeDay(service.pool, { accountId: account.id, webhookId: id }, 40 + 20 * i);
      if (i !== 2 || n > 0) continue;
      await service.pool.query(
        `UPDATE webhooks SET failing_since = now() - interval '11 min', last_failed_at = now() - interval '20 s',
           last_error_kind = 'connection', last_error_message = 'connection refused' WHERE id = $1`,
        [id],
      );
    }
  }
}

/** Notes what was stored, minute by minute, as settling it would have done, and counts it. */
async function countStatistics(pool: pg.Pool): Promise<void> {
  await pool.query(
    `INSERT INTO statistics_deltas (recorded_at, events, webhook_ids, minutes, latencies, succeeded, failed, exhausted, succeeded_at)
     SELECT minute, (SELECT count(*) FROM events e WHERE date_trunc('minute', e.occurred_at) = minute), array_agg(webhook_id), array_agg(minute),
       array_agg(latency), array_agg(is_good::int), array_agg(1 - is_good::int), array_agg(is_last::int), array_agg(succeeded_at)
     FROM (
       SELECT webhook_id, date_trunc('minute', started_at) AS minute, ${latencyStep('duration_millis')} AS latency, state = 'succeeded' AS is_good,
         state = 'exhausted' AS is_last, CASE WHEN state = 'succeeded' THEN finished_at END AS succeeded_at
       FROM deliveries WHERE started_at IS NOT NULL
       UNION ALL
       SELECT d.webhook_id, date_trunc('minute', a.started_at), ${latencyStep('a.duration_millis')}, false, false, NULL
       FROM attempts a
       JOIN (SELECT id, webhook_id FROM deliveries UNION ALL SELECT delivery_id, webhook_id FROM delivery_queue) d ON d.id = a.delivery_id
     ) made GROUP BY minute`,
  );
  let isMore = true;
  while (isMore) isMore = await foldDeltas(pool, new AbortController().signal);
}

async function someDelivery(pool: pg.Pool, webhookId: string, condition: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM deliveries WHERE webhook_id = $1 AND ${condition} ORDER BY id DESC LIMIT 1`,
    [webhookId],
  );
  const [row] = rows;
  if (!row) throw new Error('There is no such delivery.');
  return row.id;
}
