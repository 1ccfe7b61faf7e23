/** The queue and the filter on it, which stays in the address. */
import type { Reply } from '@niangjia/shared/contract/index';
import { type ApplicationState, applicationStates } from '@niangjia/shared/rules/membership';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { api } from '../api';

export type QueueRow = Reply<'GET /applications'>['items'][number];

/** `today` is what is overdue and what is due together. */
export const urgencies = ['today', 'overdue', 'due'] as const;

export interface Filter {
  state: ApplicationState;
  urgency: (typeof urgencies)[number] | undefined;
}

/** Without a word in the address: all that wait for a decision. Urgency is a matter of those only. */
export function useFilter(): Filter {
  const [search] = useSearchParams();
  const urgency = urgencies.find((one) => one === search.get('urgency'));
  const state = search.get('state') ?? '';
  if (urgency || !Object.hasOwn(applicationStates, state)) return { state: 'submitted', urgency };
  return { state: state as ApplicationState, urgency };
}

export function searchOf({ state, urgency }: Filter): string {
  if (urgency) return `?urgency=${urgency}`;
  return state === 'submitted' ? '' : `?state=${state}`;
}

export function useQueue(filter: Filter) {
  const { state, urgency } = filter;
  const today = urgency === 'today';
  const query = useInfiniteQuery({
    queryKey: ['GET /applications', filter],
    queryFn: ({ pageParam }) =>
      api('GET /applications', {
        query: {
          state,
          ...(urgency && urgency !== 'today' ? { urgency } : {}),
          ...(pageParam ? { after: pageParam } : {}),
        },
      }),
    initialPageParam: '',
    // Oldest term first: once a calm one is seen, nothing for today follows.
    getNextPageParam: (page) => (today && page.items.at(-1)?.urgency === 'calm' ? undefined : (page.next ?? undefined)),
  });
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const rows = today ? all.filter((row) => row.urgency !== 'calm') : all;
  return { query, rows, counts: query.data?.pages[0]?.counts ?? undefined };
}
