/** What of technical problems waits for whoever is at home: to be matched, or to be mended. */
import type { ProblemState } from '@niangjia/shared/rules/problems';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api';
import type { Kind } from '../home-row';
import { useMay } from '../me';

const useProblemsIn = (state: ProblemState, enabled: boolean) =>
  useQuery({
    queryKey: ['GET /problems', 'counts', state],
    queryFn: async () => {
      const { items, next, total, overdue } = await api('GET /problems', { query: { state } });
      const due = items.filter((row) => row.urgency === 'due').length;
      return { overdue, due, all: total, more: next !== null };
    },
    enabled,
  });

export function useProblemWork(): Kind[] {
  const mayManage = useMay('problems.manage');
  const mayPlace = useMay('orders.place');
  const filed = useProblemsIn('filed', mayManage);
  const discussing = useProblemsIn('discussing', mayManage);
  const returned = useProblemsIn('returned', mayPlace);
  return [
    {
      key: 'problems',
      label: '对接难题',
      note: '单位提的技术难题，等找专家',
      to: '/problems?state=filed',
      query: filed,
      shown: mayManage,
    },
    {
      key: 'discussions',
      label: '研讨中的难题',
      note: '专家已答复，等出方案或签约',
      to: '/problems?state=discussing',
      query: discussing,
      shown: mayManage,
    },
    {
      key: 'returned-problems',
      label: '补充难题',
      note: '退回本工会补充的技术难题',
      to: '/problems?state=returned',
      query: returned,
      shown: mayPlace,
    },
  ];
}
