/**
 * How publishers wake workers: on a channel of Postgres that carries nothing but who rings, since the queue has it all. Publishing and
 * delivery share nothing else.
 */
export const DELIVERIES_CHANNEL = 'waypost_deliveries';

/** SQL that wakes all workers when the transaction that runs it commits. */
export const NOTIFY_SQL = `SELECT pg_notify('${DELIVERIES_CHANNEL}', '')::text`;
