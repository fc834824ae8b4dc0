import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

/** A page of a list, and the cursor of the next one. */
export interface ItemPage<Item> {
  items: Item[];
  next: string | null;
}

export interface Pages<Item> {
  /** Those that are loaded. */
  items: readonly Item[];
  /** Loads what comes next, unless that is everything; after an error, not by itself. */
  loadMore: () => void;
  hasMore: boolean;
  isPending: boolean;
  /** Of the list itself. */
  error: Error | null;
  /** Of its latest page, while there are others. */
  pageError: Error | null;
  retry: () => void;
}

/** A list that is read page by page, as far as somebody scrolls. While another one is loaded, the one before stays. */
export function usePages<Item>(
  queryKey: readonly unknown[],
  fetchPage: (cursor: string | null, signal: AbortSignal) => Promise<ItemPage<Item>>,
): Pages<Item> {
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
  return {
    items,
    loadMore,
    hasMore: hasNextPage,
    isPending: list.isPending,
    error: data === undefined ? list.error : null,
    pageError: isFetchNextPageError ? list.error : null,
    retry: () => void (isFetchNextPageError ? fetchNextPage() : list.refetch()),
  };
}
