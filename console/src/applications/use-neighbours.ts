import { useEffect } from 'react';
import { useFilter, useQueue } from './use-queue';

interface Neighbours {
  previous: string | undefined;
  next: string | undefined;
  /** The next one that waits for a decision, or else an earlier one that was passed over. */
  nextOpen: string | undefined;
  /** `第 3 份，已载入 50 份`; empty when the case is not in the list. */
  place: string;
}

/** What stands before and after a case in the list from which it was opened. Loads on before the end is reached. */
export function useNeighbours(id: string): Neighbours {
  const { query, rows } = useQueue(useFilter());
  const at = rows.findIndex((row) => row.id === id);
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const nearEnd = at >= 0 && at >= rows.length - 3;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetching) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetching, fetchNextPage]);
  const inTurn = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))];
  return {
    previous: at > 0 ? rows[at - 1]?.id : undefined,
    next: rows[at + 1]?.id,
    nextOpen: inTurn.find((row) => row.state === 'submitted' && row.id !== id)?.id,
    place: at < 0 ? '' : `第 ${at + 1} 份，已载入 ${rows.length} 份`,
  };
}
