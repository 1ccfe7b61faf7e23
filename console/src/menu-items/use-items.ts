/** The items that the own department keeps. */
import type { Input, Reply } from '@niangjia/shared/contract/index';
import type { MenuState } from '@niangjia/shared/rules/orders';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api';

export type Item = Reply<'GET /menu-items'>['items'][number];
export type Plan = Input<'POST /menu-items/:id'>['body'];

export const useItems = (state?: MenuState) =>
  useQuery({
    queryKey: ['GET /menu-items', state],
    queryFn: () => api('GET /menu-items', { query: { ...(state && { state }) } }),
  });

export const planOf = (item: Item): Plan => {
  const { group, title, words, prepare, minutes, minPeople, maxPeople } = item;
  const { venue, skill, department, poolKm, restDays } = item;
  return { group, title, words, prepare, minutes, minPeople, maxPeople, venue, skill, department, poolKm, restDays };
};
