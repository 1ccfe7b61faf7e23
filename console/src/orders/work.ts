/** What of services waits for whoever is at home: orders to accept and to plan, answers that are missing, plans that are ready. */
import type { Reply } from '@niangjia/shared/contract/index';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import type { OrderState } from '@niangjia/shared/rules/orders';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api';
import type { Kind } from '../home-row';
import { useMay } from '../me';
import { urgencyBy } from '../ui/urgency';
import type { View } from './filter';

/** Orders in one state: what is overdue is counted over all pages, what is due soon over the first. */
function useOrdersIn(view: View, state: OrderState, enabled: boolean) {
  return useQuery({
    queryKey: ['GET /orders', 'counts', view, state],
    queryFn: async () => {
      const { items, next, total, overdue } = await api('GET /orders', { query: { view, state } });
      const due = items.filter((row) => row.urgency === 'due').length;
      return { overdue, due, all: total, more: next !== null };
    },
    enabled,
  });
}

type Visit = Reply<'GET /visits'>['items'][number];

/** Visits that wait for an answer, of six weeks: the server's most. */
async function countUnanswered() {
  const from = dayOf(new Date());
  const { items } = await api('GET /visits', { query: { from, until: addDays(from, 41) } });
  const open = items.filter((visit: Visit) => visit.state === 'proposed');
  const urgencies = open.map((visit) => (visit.answerBy ? urgencyBy(dayOf(visit.answerBy)) : 'calm'));
  const count = (one: string) => urgencies.filter((urgency) => urgency === one).length;
  return { overdue: count('overdue'), due: count('due'), all: open.length, more: false };
}

async function countReady() {
  const { items } = await api('GET /plans');
  const ready = items.filter(({ state }) => state === 'ready').length;
  return { overdue: 0, due: ready, all: ready, more: false };
}

export function useServiceWork(): Kind[] {
  const mayPlan = useMay('orders.plan');
  const mayPlace = useMay('orders.place');
  const accept = useOrdersIn('queue', 'submitted', mayPlan);
  const plan = useOrdersIn('queue', 'accepted', mayPlan);
  const answer = useOrdersIn('mine', 'assigned', mayPlace);
  const unanswered = useQuery({ queryKey: ['GET /visits', 'counts'], queryFn: countUnanswered, enabled: mayPlan });
  const plans = useQuery({ queryKey: ['GET /plans', 'counts'], queryFn: countReady, enabled: mayPlan });
  return [
    {
      key: 'orders',
      label: '受理点单',
      note: '基层工会点的服务',
      to: '/orders?view=queue&state=submitted',
      query: accept,
      shown: mayPlan,
    },
    {
      key: 'line',
      label: '安排上门',
      note: '已受理，等专家和时间',
      to: '/orders?view=queue&state=accepted',
      query: plan,
      shown: mayPlan,
    },
    {
      key: 'unanswered',
      label: '待确认的服务',
      note: '专家或单位还没有答复',
      to: '/visits',
      query: unanswered,
      shown: mayPlan,
    },
    { key: 'plans', label: '周计划', note: '排好了，等安排', to: '/plans', query: plans, shown: mayPlan },
    {
      key: 'answers',
      label: '答复安排',
      note: '给本工会安排的时间',
      to: '/orders?view=mine&state=assigned',
      query: answer,
      shown: mayPlace,
    },
  ];
}
