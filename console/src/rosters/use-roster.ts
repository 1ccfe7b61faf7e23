import type { Reply } from '@niangjia/shared/contract/index';
import type { RosterState } from '@niangjia/shared/rules/rosters';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api';

export type RosterRow = Reply<'GET /rosters/:id'>;

const running: readonly RosterState[] = ['reading', 'checking', 'entering'];
export const isRunning = (state: RosterState): boolean => running.includes(state);

/** Asks again every second while the server works on it. */
export const useRoster = (id: string) =>
  useQuery({
    queryKey: ['GET /rosters/:id', id],
    queryFn: () => api('GET /rosters/:id', { params: { id } }),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data.state) ? 1000 : false),
  });
