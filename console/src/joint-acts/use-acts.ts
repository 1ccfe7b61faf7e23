/** The joint acts of this person and the filter on them, which stays in the address. */
import type { Reply } from '@niangjia/shared/contract/index';
import { type JointState, jointStates } from '@niangjia/shared/rules/joint';
import { useSearchParams } from 'react-router';
import { api } from '../api';
import { useList } from '../ui/list';

export type Act = Reply<'GET /joint-acts/:id'>;

export interface Filter {
  view: 'sign' | 'mine';
  state: JointState | undefined;
}

export function useFilter(): Filter {
  const [search] = useSearchParams();
  const view = search.get('view') === 'mine' ? 'mine' : 'sign';
  const state = search.get('state') ?? '';
  return { view, state: view === 'mine' && Object.hasOwn(jointStates, state) ? (state as JointState) : undefined };
}

export function searchOf({ view, state }: Filter): string {
  if (view === 'sign') return '';
  return state ? `?view=mine&state=${state}` : '?view=mine';
}

export const useActs = (filter: Filter) =>
  useList(['GET /joint-acts', filter], (after) =>
    api('GET /joint-acts', {
      query: { view: filter.view, ...(filter.state && { state: filter.state }), ...after },
    }),
  );
