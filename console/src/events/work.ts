/** What of events waits for whoever is at home: slots of today, at which arrivals are marked. */
import { dayOf } from '@niangjia/shared/rules/days';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api';
import { useMay } from '../me';

async function countToday() {
  const { items, now, next } = await api('GET /events', { query: { state: 'open' } });
  const today = dayOf(now);
  const due = items.filter(({ startAt, endAt }) => dayOf(startAt) <= today && dayOf(endAt) >= today).length;
  return { overdue: 0, due, all: due, more: next !== null };
}

export function useEventWork() {
  const shown = useMay('events.manage');
  const query = useQuery({ queryKey: ['GET /events', 'counts'], queryFn: countToday, enabled: shown });
  const row = { key: 'events', label: '预约活动', note: '今天有场次，登记到场', to: '/events?state=open' };
  return { ...row, query, shown, toUrgent: undefined };
}
