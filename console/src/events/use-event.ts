import type { Input, Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayDay, sayTime } from '@niangjia/shared/rules/days';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api';

export type Found = Reply<'GET /events/:id'>;
export type FoundSlot = Found['slots'][number];
export type Body = Input<'POST /events'>['body'];
export type BookingRow = Reply<'GET /events/:id/bookings'>['items'][number];

export const useEvent = (id: string) =>
  useQuery({
    queryKey: ['GET /events/:id', id],
    queryFn: () => api('GET /events/:id', { params: { id } }),
    enabled: id !== '',
  });

interface Span {
  startAt: string;
  endAt: string;
}

const sayHour = (instant: string): string => sayTime(instant).split(' ')[1] ?? '';
/** `11月28日 周六 09:00–10:00` */
export const saySpan = ({ startAt, endAt }: Span): string =>
  `${sayDay(dayOf(startAt))} ${sayHour(startAt)}–${sayHour(endAt)}`;
/** `11-28 09:00`, for a chart. */
export const sayShort = ({ startAt }: Span): string => `${dayOf(startAt).slice(5)} ${sayHour(startAt)}`;
