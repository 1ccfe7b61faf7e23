/** Home: what waits for this person today, by kind of work; each number opens its list. */
import { RightOutlined } from '@ant-design/icons';
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from './api';
import { useEventWork } from './events/work';
import { type Counts, type Kind, Row, type Work } from './home-row';
import { useMay, useMe } from './me';
import { menuOf } from './menu';
import { useServiceWork } from './orders/work';
import { useProblemWork } from './problems/work';
import { Page } from './ui/page';
import { Nothing } from './ui/states';
import { urgencyBy } from './ui/urgency';

type Urgency = ReturnType<typeof urgencyBy>;

function countsOf(urgencies: Urgency[], all: number, more: boolean): Counts {
  const count = (one: Urgency) => urgencies.filter((urgency) => urgency === one).length;
  return { overdue: count('overdue'), due: count('due'), all, more };
}

/** Lists in which the most urgent come first and only what waits for this officer is counted. */
function useWork(): Work[] {
  const mayReview = useMay('applications.decide');
  const mayChange = useMay('members.change');
  const applications = useQuery({
    queryKey: ['GET /applications', 'counts'],
    queryFn: async () => {
      const { counts } = await api('GET /applications', { query: { state: 'submitted' } });
      const { overdue, due, calm } = counts ?? { overdue: 0, due: 0, calm: 0 };
      return { overdue, due, all: overdue + due + calm, more: false };
    },
    enabled: mayReview,
  });
  const transfers = useQuery({
    queryKey: ['GET /transfers', 'counts'],
    queryFn: async () => {
      const { items, next, waitingForMe } = await api('GET /transfers', { query: { state: 'open' } });
      const mine = items.filter((row) => row.may.length > 0);
      return countsOf(
        mine.map((row) => row.urgency),
        waitingForMe,
        next !== null,
      );
    },
    enabled: mayChange,
  });
  const requests = useQuery({
    queryKey: ['GET /requests', 'counts'],
    queryFn: async () => {
      const { items, next, waitingForMe } = await api('GET /requests', { query: { state: 'open' } });
      const mine = items.filter((row) => row.may.includes('agree'));
      return countsOf(
        mine.map((row) => row.urgency),
        waitingForMe,
        next !== null,
      );
    },
    enabled: mayChange,
  });
  const joint = useQuery({
    queryKey: ['GET /joint-acts', 'counts'],
    queryFn: async () => {
      const { items, next, waitingForMe } = await api('GET /joint-acts', { query: { view: 'sign' } });
      const urgencies = items.map((row) => (row.overdue ? 'overdue' : urgencyBy(row.dueOn)));
      return countsOf(urgencies, waitingForMe, next !== null);
    },
  });
  const mayErase = useMay('erasures.propose');
  const closings = useQuery({
    queryKey: ['GET /closings', 'counts'],
    queryFn: async () => {
      const { items, next } = await api('GET /closings', { query: {} });
      const waiting = items.filter((row) => row.state === 'asked' && !row.held);
      return countsOf(
        waiting.map((row) => (row.overdue ? 'overdue' : urgencyBy(row.dueOn))),
        waiting.length,
        next !== null,
      );
    },
    enabled: mayErase,
  });
  const mayUndo = useMay('redemptions.confirm');
  const undos = useQuery({
    queryKey: ['GET /undos', 'counts'],
    queryFn: async () => {
      const { waiting } = await api('GET /undos', { query: { state: 'asked' } });
      // A shop and a member wait: each is for today.
      return { overdue: 0, due: waiting, all: waiting, more: false };
    },
    enabled: mayUndo,
  });
  const mayPrepare = useMay('settlements.prepare');
  const mayPay = useMay('payments.make');
  const settlements = useQuery({
    queryKey: ['GET /settlements', 'counts', mayPay],
    queryFn: async () => {
      const { items, next, due } = await api('GET /settlements', { query: { state: mayPay ? 'released' : 'draft' } });
      const all = items.length + (mayPrepare ? due.length : 0);
      return { overdue: 0, due: all, all, more: next !== null };
    },
    enabled: mayPrepare || mayPay,
  });
  const services = useServiceWork();
  const problems = useProblemWork();
  const events = useEventWork();
  const work: Kind[] = [
    {
      key: 'applications',
      label: '入会审核',
      note: '职工申请入会',
      to: '/applications',
      toUrgent: (urgency: string) => `/applications?urgency=${urgency}`,
      query: applications,
      shown: mayReview,
    },
    {
      key: 'transfers',
      label: '转会',
      note: '会员换单位、换地方',
      to: '/transfers',
      query: transfers,
      shown: mayChange,
    },
    {
      key: 'requests',
      label: '会员请求',
      note: '更正信息、退会、保留会籍',
      to: '/requests',
      query: requests,
      shown: mayChange,
    },
    {
      key: 'closings',
      label: '账号注销',
      note: '核对后提请删除个人信息',
      to: '/closings',
      query: closings,
      shown: mayErase,
    },
    {
      key: 'undos',
      label: '撤销核销',
      note: '核销员申请撤销一笔核销',
      to: '/undos',
      query: undos,
      shown: mayUndo,
    },
    {
      key: 'settlements',
      label: '商家结算',
      note: mayPay ? '复核过，等付款' : '月份已过，等编制和提交',
      to: mayPay ? '/settlements?state=released' : '/settlements',
      query: settlements,
      shown: mayPrepare || mayPay,
    },
    ...services,
    ...problems,
    events,
    { key: 'joint', label: '待我复核', note: '需要两个人办的事', to: '/joint-acts', query: joint, shown: true },
  ];
  return work
    .filter(({ shown }) => shown)
    .map(({ query, toUrgent, ...rest }) => ({
      ...rest,
      toUrgent: toUrgent ?? (() => rest.to),
      counts: query.data,
      error: query.error,
      retry: () => void query.refetch(),
    }));
}

export function Home() {
  const me = useMe();
  const menu = menuOf(me);
  const work = useWork();
  if (menu.length === 0)
    return (
      <Page title="我的待办">
        <Nothing words="您的岗位在电脑端没有要办的事。岗位有误请联系本工会主席。" />
      </Page>
    );
  const loaded = work.every((one) => one.counts);
  const today = work.reduce((sum, { counts }) => sum + (counts ? counts.overdue + counts.due : 0), 0);
  return (
    <Page title="我的待办" beside={<span className="second">{sayDay(dayOf(new Date()))}</span>}>
      <section className="panel home">
        <p id="home-answer" className="home-answer">
          {!loaded ? '正在数要办的事' : today > 0 ? `今天有 ${today} 件要处理` : '今天没有到期的事'}
        </p>
        <table className="home-table" aria-label="等我办的事">
          <thead>
            <tr>
              <th scope="col">事项</th>
              <th scope="col">今天要处理</th>
              <th scope="col">快到期</th>
              <th scope="col">已超期</th>
              <th scope="col">等我办的全部</th>
            </tr>
          </thead>
          <tbody>
            {work.map((one) => (
              <Row key={one.key} work={one} />
            ))}
          </tbody>
        </table>
        <p className="second">今天要处理：已超期的和快到期的。快到期：今天或下一个工作日到期。</p>
      </section>
      <nav className="home-ways" aria-label="常用">
        {menu
          .filter(({ job }) => job !== '处理')
          .map((item) => (
            <Link key={item.to} to={item.to} className="panel home-way">
              {item.label} <RightOutlined />
            </Link>
          ))}
      </nav>
    </Page>
  );
}
