/** Week's plans: started here, worked out in the background, booked when they are ready. */
import { PlusOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { addDays, dayOf, sayDay, sayTime } from '@niangjia/shared/rules/days';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, once } from '../api';
import { useMe } from '../me';
import { ActDialog } from '../ui/act-dialog';
import { Page } from '../ui/page';
import { Failed, Loading, Nothing } from '../ui/states';
import { UnionPick } from '../ui/union-pick';
import { useRowKeys } from '../ui/use-row-keys';
import { PlanChip } from './plan-chip';
import { mondayOf } from './span';
import './visits.css';

type Plan = Reply<'GET /plans'>['items'][number];

const sayWeek = (monday: string): string => `${sayDay(monday)} 至 ${sayDay(addDays(monday, 6))}`;
const figure = (value: number | null): string => (value === null ? '—' : value.toFixed(1));

const columns: TableColumnsType<Plan> = [
  {
    title: '哪一周',
    render: (_, plan) => (
      <Link to={`/plans/${plan.id}`} tabIndex={-1}>
        {sayWeek(plan.weekFrom)}
      </Link>
    ),
  },
  { title: '工会', className: 'cut', render: (_, plan) => <span title={plan.unionName}>{plan.unionName}</span> },
  { title: '状态', render: (_, plan) => <PlanChip state={plan.state} /> },
  { title: '排队的单子', align: 'right', dataIndex: 'orders' },
  { title: '排上', align: 'right', dataIndex: 'planned' },
  { title: '服务人数', align: 'right', dataIndex: 'people' },
  { title: '每专家日人数', align: 'right', render: (_, plan) => figure(plan.perExpertDay) },
  { title: '开始时间', render: (_, plan) => sayTime(plan.at) },
];

interface Answers {
  unionId: string;
  weekFrom: string;
}

function Start({ done, close }: { done: (plan: Plan) => void; close: () => void }) {
  const me = useMe();
  const first = addDays(mondayOf(dayOf(new Date())), 7);
  const weeks = Array.from({ length: 12 }, (_, nth) => addDays(first, nth * 7));
  const post = me.posts.find(({ role }) => ['protection', 'production', 'legal', 'publicity'].includes(role));
  return (
    <ActDialog<Answers, Plan>
      id="plan"
      title="排一周的上门服务"
      okText="开始排"
      tells={
        <p>
          把排队的单子配给专家、场地和时间：先照顾没有办过的单位，再让每位专家出门一天服务更多人。排好后您看过再安排。
        </p>
      }
      initial={{ weekFrom: first, ...(post && { unionId: post.unionId }) }}
      run={(body) => once('POST /plans', { body })}
      done={done}
      close={close}
    >
      <Form.Item name="unionId" label="哪家工会和下级的单子" rules={[{ required: true, message: '请选择工会。' }]}>
        <UnionPick />
      </Form.Item>
      <Form.Item name="weekFrom" label="哪一周" rules={[{ required: true, message: '请选择一周。' }]}>
        <Select options={weeks.map((value) => ({ value, label: sayWeek(value) }))} />
      </Form.Item>
    </ActDialog>
  );
}

export function Plans() {
  const query = useQuery({ queryKey: ['GET /plans'], queryFn: () => api('GET /plans') });
  const [starting, setStarting] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const rows = query.data?.items ?? [];
  const onRow = useRowKeys(rows, (id) => navigate(`/plans/${id}`));
  const start = (
    <Button id="start-plan" type="primary" icon={<PlusOutlined />} onClick={() => setStarting(true)}>
      排一周
    </Button>
  );
  return (
    <Page title="周计划" acts={rows.length > 0 && start}>
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.data && rows.length === 0 && (
        <Nothing words="还没有排过。排队的单子多时，一次排好一周，省去一张一张安排。">{start}</Nothing>
      )}
      {rows.length > 0 && (
        <Table<Plan>
          id="plans"
          className="opens"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columns}
          pagination={false}
          onRow={onRow}
        />
      )}
      {starting && (
        <Start
          done={(plan) => {
            void client.invalidateQueries({ queryKey: ['GET /plans'] });
            message.success('已开始排。');
            navigate(`/plans/${plan.id}`);
          }}
          close={() => setStarting(false)}
        />
      )}
    </Page>
  );
}
