/** One order, and what follows in the lists when it has changed. */
import type { Reply } from '@niangjia/shared/contract/index';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { api } from '../api';

export type Order = Reply<'GET /orders/:id'>;

export const useOrder = (id: string) =>
  useQuery({ queryKey: ['GET /orders/:id', id], queryFn: () => api('GET /orders/:id', { params: { id } }) });

/** What to do once an act on an order went through: the new state is shown, lists are asked again. */
export function useSettled(order: Order): (words: string, after?: Order) => void {
  const client = useQueryClient();
  const { message } = App.useApp();
  return (words, after) => {
    if (after) client.setQueryData(['GET /orders/:id', order.id], after);
    else void client.invalidateQueries({ queryKey: ['GET /orders/:id', order.id] });
    for (const key of ['GET /orders', 'GET /wishes', 'GET /pools', 'GET /visits', 'GET /orders/:id/suggestions'])
      void client.invalidateQueries({ queryKey: [key] });
    message.success(words);
  };
}
