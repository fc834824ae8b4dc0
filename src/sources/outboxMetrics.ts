import { Counter, Gauge, type Registry } from 'prom-client';
import type { SqlRunner } from '../database/sqlRunner.js';

/** What the taker of the outbox reports as it goes. */
export interface OutboxMetrics {
  refused(rows: number): void;
}

/** Counted no further than this: a metric must not cost a scan of millions of rows. */
const COUNTED = 100_000;

/** What was refused in this process, and, asked of the database at each scrape, what is in the outbox. */
export function createOutboxMetrics(registry: Registry, db: SqlRunner): OutboxMetrics {
  const registers = [registry];
  const refused = new Counter({
    name: 'waypost_outbox_refused_total',
    help: 'Rows of the outbox that the contract refused.',
    registers,
  });
  // The gauges of one scrape are collected at the same time, and share one query.
  let asking: Promise<OutboxNumbers> | null = null;
  function ask(): Promise<OutboxNumbers> {
    asking ??= db
      .query<OutboxNumbers>(NUMBERS, [COUNTED])
      .then(({ rows: [row] }) => row ?? { waiting: '0', refused: '0', oldest: null })
      .finally(() => (asking = null));
    return asking;
  }
  new Gauge({
    name: 'waypost_outbox_rows',
    help: `Rows of the outbox: waiting to be taken, or refused until somebody looks at them. Counted up to ${COUNTED} each.`,
    labelNames: ['status'],
    registers,
    async collect() {
      const numbers = await ask();
      this.set({ status: 'waiting' }, Number(numbers.waiting));
      this.set({ status: 'refused' }, Number(numbers.refused));
    },
  });
  new Gauge({
    name: 'waypost_outbox_oldest_waiting_seconds',
    help: 'How long the oldest row of the outbox has been waiting to be taken.',
    registers,
    async collect() {
      this.set((await ask()).oldest ?? 0);
    },
  });
  return {
    refused: (rows) => {
      refused.inc(rows);
    },
  };
}

interface OutboxNumbers {
  waiting: string;
  refused: string;
  oldest: number | null;
}

const NUMBERS = `
  SELECT
    (SELECT count(*) FROM (SELECT FROM outbox WHERE refused_at IS NULL LIMIT $1) w) AS waiting,
    (SELECT count(*) FROM (SELECT FROM outbox WHERE refused_at IS NOT NULL LIMIT $1) r) AS refused,
    (SELECT extract(epoch FROM now() - created_at)::float8 FROM outbox WHERE refused_at IS NULL ORDER BY id LIMIT 1) AS oldest`;
