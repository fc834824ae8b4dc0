import type { OverviewMinute } from '@waypost/client';
import { countWords, shortCount } from '../shared/numbers.js';

/** What a minute had on average, from `start` on. */
export interface Rate {
  [name: string]: string | number;
  start: string;
  events: number;
  succeeded: number;
  failed: number;
}

/** How many minutes one bar stands for. */
const WIDTHS = [1, 2, 5, 10, 15, 30];
const MAX_BARS = 100;

/** Minutes as a hundred bars at the most: narrower ones could not be told apart. */
export function ratesOf(minutes: readonly OverviewMinute[]): { width: number; rates: Rate[] } {
  const width = WIDTHS.find((candidate) => minutes.length / candidate <= MAX_BARS) ?? 30;
  const rates: Rate[] = [];
  for (let from = 0; from < minutes.length; from += width) {
    const part = minutes.slice(from, from + width);
    const { events, succeeded, failed } = totalOf(part);
    const [start, length] = [part[0]?.start ?? '', part.length];
    rates.push({ start, events: events / length, succeeded: succeeded / length, failed: failed / length });
  }
  return { width, rates };
}

/** What all of them had. */
export function totalOf(minutes: readonly OverviewMinute[]): Omit<OverviewMinute, 'start'> {
  const total = { events: 0, succeeded: 0, failed: 0, exhausted: 0 };
  for (const { events, succeeded, failed, exhausted } of minutes) {
    total.events += events;
    total.succeeded += succeeded;
    total.failed += failed;
    total.exhausted += exhausted;
  }
  return total;
}

/** `0.3`, `12`, `12.4K`. */
export function rateWords(rate: number): string {
  return rate < 10 ? countWords(Math.round(rate * 10) / 10) : shortCount(Math.round(rate));
}
