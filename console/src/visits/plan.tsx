/** One week's plan: its progress, what it would serve against serving by arrival, the visits, and their booking. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { addDays, sayDay } from '@niangjia/shared/rules/days';
import { refusals } from '@niangjia/shared/rules/refusals';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Progress, Table, type TableColumnsType } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api, sentenceOf } from '../api';
import { sayKm, saySpan } from '../orders/say';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { Compare } from './compare';
import { PlanChip } from './plan-chip';
import './visits.css';

type Plan = Reply<'GET /plans/:id'>;
type Planned = Plan['visits'][number];

/** Fewer of a plan's visits can be booked than planned: somebody was faster. */
function sayOutcome(outcome: string | null): string {
  if (outcome === null) return '等安排';
  if (outcome === 'booked') return '已安排';
  return `没有排上：${Object.hasOwn(refusals, outcome) ? refusals[outcome as keyof typeof refusals][1] : outcome}`;
}

const columns: TableColumnsType<Planned> = [
  { title: '时间', render: (_, one) => saySpan(one.startAt, one.endAt) },
  { title: '专家', dataIndex: 'expertName' },
  { title: '服务', className: 'cut', render: (_, one) => <span title={one.title}>{one.title}</span> },
  {
    title: '单位',
    className: 'cut',
    render: (_, one) => <span title={one.unionNames.join('、')}>{one.unionNames.join('、')}</span>,
  },
  { title: '人数', align: 'right', dataIndex: 'people' },
  { title: '路程', align: 'right', render: (_, one) => sayKm(one.km) },
  { title: '结果', className: 'outcome', render: (_, one) => sayOutcome(one.outcome) },
];

const isRunning = (plan: Plan | undefined): boolean => plan?.state === 'waiting' || plan?.state === 'working';

function Working({ plan }: { plan: Plan }) {
  return (
    <section className="panel plan-working" role="status">
      <h2>正在排这一周的单子</h2>
      <Progress percent={plan.progress} aria-label="进度" />
      <p className="second">可以先离开这一页，排好后在“我的待办”里看到。</p>
    </section>
  );
}

function BookPlan({ plan }: { plan: Plan }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const book = useMutation({
    mutationFn: async () => {
      let after = await api('POST /plans/:id/book', { params: { id: plan.id } });
      // A call books for some seconds: while there is more, the next goes on.
      while (after.state === 'ready') after = await api('POST /plans/:id/book', { params: { id: plan.id } });
      return after;
    },
    onSuccess: (after) => {
      client.setQueryData(['GET /plans/:id', plan.id], after);
      for (const key of ['GET /plans', 'GET /visits', 'GET /orders', 'GET /orders/:id'])
        void client.invalidateQueries({ queryKey: [key] });
      const booked = after.visits.filter(({ outcome }) => outcome === 'booked').length;
      message.success(`安排了 ${booked} 次，等专家和单位确认。`);
    },
  });
  if (plan.state === 'booked')
    return (
      <Button id="plan-calendar" onClick={() => navigate(`/visits?from=${plan.weekFrom}`)}>
        看这一周的日历
      </Button>
    );
  return (
    <>
      {book.isError && <Alert type="error" showIcon title={sentenceOf(book.error)} />}
      <Button
        id="book-plan"
        type="primary"
        size="large"
        disabled={plan.visits.length === 0}
        loading={book.isPending}
        onClick={() => book.mutate()}
      >
        安排这 {plan.visits.length} 次
      </Button>
    </>
  );
}

export function PlanPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['GET /plans/:id', id],
    queryFn: () => api('GET /plans/:id', { params: { id } }),
    refetchInterval: ({ state }) => (isRunning(state.data) ? 1500 : false),
  });
  const plan = query.data;
  return (
    <>
      <Link id="back" to="/plans" className="back">
        <ArrowLeftOutlined /> 周计划
      </Link>
      <Page
        title={plan ? `${sayDay(plan.weekFrom)} 至 ${sayDay(addDays(plan.weekFrom, 6))}` : '周计划'}
        beside={
          plan && (
            <>
              <PlanChip state={plan.state} />
              <span className="second">{plan.unionName}</span>
            </>
          )
        }
        acts={plan && (plan.state === 'ready' || plan.state === 'booked') && <BookPlan plan={plan} />}
      >
        {query.isPending && <Loading />}
        {query.isError && !plan && <Failed error={query.error} retry={() => query.refetch()} />}
        {plan && isRunning(plan) && <Working plan={plan} />}
        {plan?.state === 'failed' && (
          <Alert type="error" showIcon title="没有排成" description="请回到周计划，再排一次。仍不行时请联系管理员。" />
        )}
        {plan && (plan.state === 'ready' || plan.state === 'booked') && (
          <div className="stack">
            <Compare plan={plan} />
            <Table<Planned>
              id="planned"
              size="small"
              rowKey={(one) => one.orderIds.join()}
              dataSource={plan.visits}
              columns={columns}
              pagination={false}
              locale={{ emptyText: '这一周没有能排上的单子。' }}
            />
          </div>
        )}
      </Page>
    </>
  );
}
