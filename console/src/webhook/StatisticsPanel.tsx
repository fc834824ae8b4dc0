import { Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { Failed } from '../shared/Failed.js';
import { countWords } from '../shared/numbers.js';
import { Panel } from '../shared/Panel.js';
import { durationWords } from '../shared/time.js';
import { statisticsQuery } from './statistics.js';
import classes from './StatisticsPanel.module.css';

const StackedBars = lazy(async () => ({ default: (await import('../shared/charts.js')).StackedBars }));
const Lines = lazy(async () => ({ default: (await import('../shared/charts.js')).Lines }));

interface StatisticsPanelProps {
  webhookId: string;
  since: string;
  until: string | undefined;
  /** What chooses the span. */
  tools: ReactNode;
}

const outcomes = [
  { key: 'succeeded', label: 'succeeded', color: 'var(--good-fill)' },
  { key: 'failed', label: 'failed', color: 'var(--bad-fill)' },
];
const percentiles = [
  { key: 'p50', label: 'p50', color: 'var(--chart-1)' },
  { key: 'p95', label: 'p95', color: 'var(--chart-2)' },
  { key: 'p99', label: 'p99', color: 'var(--chart-3)' },
];

/** What was sent in a span of time: attempts by outcome, and how long they took. */
export function StatisticsPanel({ webhookId, since, until, tools }: StatisticsPanelProps) {
  const query = useQuery({ ...statisticsQuery(webhookId, since, until), placeholderData: keepPreviousData });
  const { data } = query;
  return (
    <Panel title="Attempts" tools={tools} isPadded>
      {query.isPending && <Skeleton height={230} />}
      {query.isError && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {data && (
        <>
          <p className={classes['total']}>
            <strong>{countWords(data.total.succeeded)}</strong> succeeded,{' '}
            <strong>{countWords(data.total.failed)}</strong> failed
            {data.total.exhausted > 0 && (
              <>
                , <strong>{countWords(data.total.exhausted)}</strong> given up
              </>
            )}
            {data.total.latency_millis && (
              <span className={classes['latency']}>
                p50 {durationWords(data.total.latency_millis.p50)} · p95 {durationWords(data.total.latency_millis.p95)}{' '}
                · p99 {durationWords(data.total.latency_millis.p99)}
              </span>
            )}
          </p>
          <Suspense fallback={<Skeleton height={200} />}>
            <div className={classes['charts']}>
              <StackedBars
                label="Attempts by outcome"
                series={outcomes}
                points={data.buckets.map(({ start, succeeded, failed }) => ({ start, succeeded, failed }))}
              />
              <Lines
                label="How long they took"
                series={percentiles}
                format={durationWords}
                points={data.buckets.map(({ start, latency_millis }) => ({ start, ...latency_millis }))}
              />
            </div>
          </Suspense>
        </>
      )}
    </Panel>
  );
}
