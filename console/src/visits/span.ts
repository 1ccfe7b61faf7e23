/** Which days the calendar shows: a week from its Monday, or a month, by the address. */
import { addDays, dayOf, isDay } from '@niangjia/shared/rules/days';
import { useSearchParams } from 'react-router';

export interface Span {
  view: 'week' | 'month';
  by: 'expert' | 'room';
  from: string;
  until: string;
  days: string[];
  /** The first days of the spans before and behind. */
  before: string;
  behind: string;
  expertId?: string;
}

export const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
const firstOf = (day: string): string => `${day.slice(0, 7)}-01`;

export function useSpan(): Span {
  const [search] = useSearchParams();
  const given = search.get('from') ?? '';
  const day = isDay(given) ? given : dayOf(new Date());
  const view = search.get('view') === 'month' ? 'month' : 'week';
  const from = view === 'week' ? mondayOf(day) : firstOf(day);
  const behind = view === 'week' ? addDays(from, 7) : firstOf(addDays(from, 31));
  const until = addDays(behind, -1);
  const days: string[] = [];
  for (let one = from; one <= until; one = addDays(one, 1)) days.push(one);
  const expertId = search.get('expertId');
  return {
    view,
    by: search.get('by') === 'room' ? 'room' : 'expert',
    from,
    until,
    days,
    before: view === 'week' ? addDays(from, -7) : firstOf(addDays(from, -1)),
    behind,
    ...(expertId && { expertId }),
  };
}
