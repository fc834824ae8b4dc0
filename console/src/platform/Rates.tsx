import { Skeleton } from '@mantine/core';
import type { OverviewMinute } from '@waypost/client';
import { lazy, Suspense, useMemo } from 'react';
import { countWords } from '../shared/numbers.js';
import { rateWords, ratesOf, totalOf } from './rates.js';
import classes from './Rates.module.css';

const StackedBars = lazy(async () => ({ default: (await import('../shared/charts.js')).StackedBars }));

const events = [{ key: 'events', label: 'stored', color: 'var(--chart-1)' }];
const outcomes = [
  { key: 'succeeded', label: 'succeeded', color: 'var(--good-fill)' },
  { key: 'failed', label: 'failed', color: 'var(--bad-fill)' },
];

/** What went on in a span of time: events and attempts per minute. */
export function Rates({ minutes }: { minutes: OverviewMinute[] }) {
  const total = useMemo(() => totalOf(minutes), [minutes]);
  const { width, rates } = useMemo(() => ratesOf(minutes), [minutes]);
  return (
    <>
      <p className={classes['total']}>
        <span>
          <strong>{countWords(total.events)}</strong> events,
        </span>
        <span>
          <strong>{countWords(total.succeeded)}</strong> attempts succeeded,
        </span>
        <span>
          <strong>{countWords(total.failed)}</strong> failed
          {total.exhausted > 0 && ','}
        </span>
        {total.exhausted > 0 && (
          <span>
            <strong>{countWords(total.exhausted)}</strong> given up
          </span>
        )}
        {width > 1 && <span className={classes['width']}>Each bar is the mean of {width} minutes</span>}
      </p>
      <Suspense fallback={<Skeleton height={200} />}>
        <div className={classes['charts']}>
          <StackedBars label="Events per minute" series={events} points={rates} format={rateWords} />
          <StackedBars label="Attempts per minute" series={outcomes} points={rates} format={rateWords} />
        </div>
      </Suspense>
    </>
  );
}
