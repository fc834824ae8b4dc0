import { useInfiniteQuery, useQuery, type InfiniteData } from '@tanstack/react-query';
import type { Delivery } from '@waypost/client';
import { useCallback, useMemo } from 'react';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { queryClient } from '../api/queryClient.js';
import type { DeliveryQuery } from './filters.js';
import { leftOf, newsOf, refreshed, type News } from './liveList.js';

/** Which deliveries: those of one webhook, all, or all that have not reached their receivers. */
export type DeliverySource = { webhookId: string } | 'all' | 'undelivered';

const PAGE = 100;
const POLL_MILLIS = 3_000;

interface Page {
  deliveries: Delivery[];
  next_cursor: string | null;
}

export interface DeliveryList {
  deliveries: readonly Delivery[];
  /** What has come since, and is not shown yet. */
  news: News;
  /** Those that are shown and would not be in the list any more, by their ids. */
  left: ReadonlySet<string>;
  /** Puts the news in. */
  showNews: () => void;
  /** Loads what comes after the last one, unless that is everything, or has failed. */
  loadMore: () => void;
  hasMore: boolean;
  isPending: boolean;
  /** Of the list itself, or of what comes after its last one. */
  error: Error | null;
  retry: () => void;
}

/**
 * A list that is read page by page and stays as it is under the reader, while its newest page is asked for every few seconds: what has become of
 * those that are shown is shown at their places, and what is new is kept back as `news`.
 */
export function useDeliveryList(source: DeliverySource, query: DeliveryQuery): DeliveryList {
  const key = useMemo(() => ['deliveries', source, query], [source, query]);
  const list = useInfiniteQuery({
    queryKey: [...key, 'list'],
    queryFn: ({ pageParam, signal }) => fetchPage(source, query, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // Asked for anew, it would be all pages one by one; what is new comes by the head.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const head = useQuery({
    queryKey: [...key, 'head'],
    queryFn: ({ signal }) => fetchPage(source, query, null, signal),
    refetchInterval: POLL_MILLIS,
    enabled: list.isSuccess,
  });

  const shown = useMemo(() => list.data?.pages.flatMap(({ deliveries }) => deliveries) ?? [], [list.data]);
  const newest = head.data?.deliveries;
  const deliveries = useMemo(() => (newest ? refreshed(shown, newest) : shown), [shown, newest]);
  const news = useMemo(() => newsOf(shown, newest ?? []), [shown, newest]);
  const isWhole = head.data?.next_cursor === null;
  const left = useMemo(() => leftOf(shown, newest ?? shown, isWhole), [shown, newest, isWhole]);

  const showNews = useCallback(() => {
    const listKey = [...key, 'list'];
    if (news.hasGap) {
      void queryClient.resetQueries({ queryKey: listKey });
      return;
    }
    queryClient.setQueryData<InfiniteData<Page, string | null>>(listKey, (data) => {
      const [first, ...others] = data?.pages ?? [];
      if (!data || !first) return data;
      return { ...data, pages: [{ ...first, deliveries: [...news.fresh, ...first.deliveries] }, ...others] };
    });
  }, [key, news]);

  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  return {
    deliveries,
    news,
    left,
    showNews,
    loadMore,
    hasMore: hasNextPage,
    isPending: list.isPending,
    error: list.data === undefined || isFetchNextPageError ? list.error : null,
    retry: () => void (list.data === undefined ? list.refetch() : fetchNextPage()),
  };
}

async function fetchPage(
  source: DeliverySource,
  query: DeliveryQuery,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Page> {
  const page = { limit: PAGE, ...(cursor !== null && { cursor }) };
  if (source === 'undelivered') {
    const { since, until } = query;
    const span = { since, ...(until !== undefined && { until }), ...page };
    return answer(api.deliveries.GET('/undelivered', { params: { query: span }, signal }));
  }
  const narrowed = { ...query, ...page };
  return answer(
    source === 'all'
      ? api.deliveries.GET('/deliveries', { params: { query: narrowed }, signal })
      : api.deliveries.GET('/webhooks/{id}/deliveries', {
          params: { path: { id: source.webhookId }, query: narrowed },
          signal,
        }),
  );
}

/** Shows in the lists what is known of a delivery that they have: their older pages are not asked for again. */
export function showInLists({ id, state, attempt_count, next_attempt_at, finished_at }: Delivery): void {
  queryClient.setQueriesData<InfiniteData<Page, string | null>>(
    { queryKey: ['deliveries'], predicate: ({ queryKey }) => queryKey.at(-1) === 'list' },
    (data) => {
      const old = data?.pages.flatMap(({ deliveries }) => deliveries).find((delivery) => delivery.id === id);
      if (!data || !old || (old.state === state && old.attempt_count === attempt_count)) return data;
      const now = { ...old, state, attempt_count, next_attempt_at, finished_at };
      const pages = data.pages.map((page) =>
        page.deliveries.includes(old)
          ? { ...page, deliveries: page.deliveries.map((delivery) => (delivery === old ? now : delivery)) }
          : page,
      );
      return { ...data, pages };
    },
  );
}

/** After many deliveries were sent again: lists begin anew, and single ones are looked at again. */
export async function refreshDeliveries(): Promise<void> {
  await Promise.all([
    queryClient.resetQueries({ queryKey: ['deliveries'] }),
    queryClient.invalidateQueries({ queryKey: ['delivery'] }),
    queryClient.invalidateQueries({ queryKey: ['webhook-health'] }),
  ]);
}
