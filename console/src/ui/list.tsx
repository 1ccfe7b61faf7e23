/** Lists that come page by page: loading, failed, empty and "more" in one place. */
import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Failed, Loading, Nothing } from './states';

interface Page<Row> {
  items: Row[];
  next: string | null;
}

/** @param load gets `{}` for the first page and `{ after }` for the next ones */
export function useList<Row, P extends Page<Row>>(
  key: readonly unknown[],
  load: (after: { after?: string }) => Promise<P & Page<Row>>,
  enabled = true,
) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam ? { after: pageParam } : {}),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    enabled,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return { query, rows, first: query.data?.pages[0] };
}

interface ListedProps {
  query: Pick<
    UseInfiniteQueryResult,
    | 'isPending'
    | 'isError'
    | 'data'
    | 'error'
    | 'refetch'
    | 'hasNextPage'
    | 'isFetchingNextPage'
    | 'isFetchNextPageError'
    | 'fetchNextPage'
  >;
  rows: readonly unknown[];
  /** What will stand here. */
  empty: string;
  /** An act that an empty list offers. */
  offer?: ReactNode;
  unit?: string;
  children: ReactNode;
}

export function Listed({ query, rows, empty, offer, unit = '条', children }: ListedProps) {
  if (query.isPending) return <Loading />;
  return (
    <>
      {query.isError && (
        <Failed
          error={query.error}
          retry={() => (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch())}
        />
      )}
      {rows.length > 0 && children}
      {!query.isError && rows.length === 0 && <Nothing words={empty}>{offer}</Nothing>}
      <footer className="more">
        {rows.length > 0 && (
          <span>
            已载入 {rows.length} {unit}
          </span>
        )}
        {query.hasNextPage && (
          <Button id="more" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            再载入一些
          </Button>
        )}
      </footer>
    </>
  );
}
