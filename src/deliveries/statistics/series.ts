/** What was counted, over time: every bucket of a span, also those in which nothing was. */
import type { SqlRunner } from '../../database/sqlRunner.js';
import { percentilesOf, type LatencyPercentiles } from './latency.js';
import { BUCKET_MILLIS, type StatisticsSpan } from './span.js';

/** Numbers of attempts, but for `exhausted`, which is one of deliveries. */
export interface Counts {
  succeeded: number;
  failed: number;
  exhausted: number;
  /** Null if there were no attempts. */
  latency: LatencyPercentiles | null;
}

export type Bucket = Counts & { start: Date };

/** What was sent to a webhook of the account: nothing, if it is none. But for some seconds at the end. */
export async function webhookSeries(
  db: SqlRunner,
  accountId: string,
  webhookId: string,
  { since, until, size }: StatisticsSpan,
): Promise<{ total: Counts; buckets: Bucket[] }> {
  const statement = size === 'minute' ? MINUTES : HOURS;
  const { rows } = await db.query<CountsRow>(statement, [accountId, webhookId, since, until]);
  const total = new Sum();
  const sums = new Map<number, Sum>();
  for (const row of rows) {
    const start = Math.floor(row.start.getTime() / BUCKET_MILLIS[size]) * BUCKET_MILLIS[size];
    const sum = sums.get(start) ?? new Sum();
    sums.set(start, sum);
    sum.add(row);
    total.add(row);
  }
  const buckets = startsOf({ since, until, size }).map((start) => ({
    start,
    ...(sums.get(start.getTime()) ?? new Sum()).counts(),
  }));
  return { total: total.counts(), buckets };
}

interface CountsRow {
  start: Date;
  succeeded: number;
  failed: number;
  exhausted: number;
  latency_steps: number[];
  latency_counts: number[];
}

const seriesSql = (table: string, time: string): string => `
  SELECT s.${time} AS start, s.succeeded, s.failed, s.exhausted, s.latency_steps, s.latency_counts
  FROM webhooks w
  JOIN ${table} s ON s.webhook_id = w.id AND s.${time} >= $3::timestamptz AND s.${time} < $4::timestamptz
  WHERE w.id = $2::uuid AND w.account_id = $1::uuid`;

const MINUTES = seriesSql('statistics_minutes', 'minute');
const HOURS = seriesSql('statistics_hours', 'hour');

/** Rows that are added up. */
class Sum {
  readonly #counts = { succeeded: 0, failed: 0, exhausted: 0 };
  readonly #latencies = new Map<number, number>();

  add({ succeeded, failed, exhausted, latency_steps, latency_counts }: CountsRow): void {
    this.#counts.succeeded += succeeded;
    this.#counts.failed += failed;
    this.#counts.exhausted += exhausted;
    latency_steps.forEach((step, i) => {
      this.#latencies.set(step, (this.#latencies.get(step) ?? 0) + (latency_counts[i] ?? 0));
    });
  }

  counts(): Counts {
    return { ...this.#counts, latency: percentilesOf(this.#latencies) };
  }
}

export interface OverviewMinute {
  start: Date;
  /** Events that were stored. */
  events: number;
  succeeded: number;
  failed: number;
  exhausted: number;
}

/** What went on in each minute of a span, in all accounts. But for some seconds at the end. */
export async function overviewMinutes(db: SqlRunner, since: Date, until: Date): Promise<OverviewMinute[]> {
  const { rows } = await db.query<OverviewMinute>(TOTALS, [since, until]);
  const counted = new Map(rows.map((row) => [row.start.getTime(), row]));
  const nothing = { events: 0, succeeded: 0, failed: 0, exhausted: 0 };
  return startsOf({ since, until, size: 'minute' }).map(
    (start) => counted.get(start.getTime()) ?? { start, ...nothing },
  );
}

const TOTALS = `
  SELECT minute AS start, events, succeeded, failed, exhausted FROM statistics_totals
  WHERE minute >= $1::timestamptz AND minute < $2::timestamptz`;

function startsOf({ since, until, size }: StatisticsSpan): Date[] {
  const millis = BUCKET_MILLIS[size];
  const count = Math.round((until.getTime() - since.getTime()) / millis);
  return Array.from({ length: count }, (_, i) => new Date(since.getTime() + i * millis));
}
