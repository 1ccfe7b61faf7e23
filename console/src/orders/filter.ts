/** What of the orders is shown: it stands in the address, so that a list can be bookmarked and come back to. */
import type { Input } from '@niangjia/shared/contract/index';
import { type Department, departments, type OrderState, orderStates } from '@niangjia/shared/rules/orders';
import { useSearchParams } from 'react-router';
import { api } from '../api';
import { useMay } from '../me';
import { useList } from '../ui/list';

export type View = 'queue' | 'mine';
export interface Filter {
  view: View;
  stage: 'open' | 'closed';
  state?: OrderState;
  department?: Department;
  itemId?: string;
}

/** Planners begin with what is theirs to do, officers with what their unit ordered. */
function useFirstView(): View {
  const places = useMay('orders.place');
  const plans = useMay('orders.plan');
  return places && !plans ? 'mine' : 'queue';
}

export function useOrderFilter(): Filter {
  const [search] = useSearchParams();
  const first = useFirstView();
  const given = search.get('view');
  const state = search.get('state') ?? '';
  const department = search.get('department') ?? '';
  const itemId = search.get('itemId');
  return {
    view: given === 'mine' || given === 'queue' ? given : first,
    stage: search.get('stage') === 'closed' ? 'closed' : 'open',
    ...(Object.hasOwn(orderStates, state) && { state: state as OrderState }),
    ...(Object.hasOwn(departments, department) && { department: department as Department }),
    ...(itemId && { itemId }),
  };
}

export const searchOfFilter = (filter: Filter): string => `?${new URLSearchParams(Object.entries(filter))}`;

export const useOrders = (filter: Filter) =>
  useList(['GET /orders', filter], (after) =>
    api('GET /orders', { query: { ...filter, ...after } satisfies Input<'GET /orders'>['query'] }),
  );
