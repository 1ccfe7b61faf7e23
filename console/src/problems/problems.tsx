/** Technical problems within reach: open ones by their clock, the overdue first. */
import { PlusOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { skills } from '@niangjia/shared/rules/experts';
import { type ProblemState, problemStates } from '@niangjia/shared/rules/problems';
import { Button, Segmented, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api } from '../api';
import { useMay } from '../me';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { useRowKeys } from '../ui/use-row-keys';
import { ProblemChip, ProblemClock } from './chip';
import { FileDialog } from './file-dialog';
import './problems.css';

type Row = Reply<'GET /problems'>['items'][number];

const columns: TableColumnsType<Row> = [
  {
    title: '难题',
    className: 'cut widest',
    render: (_, row) => (
      <Link to={`/problems/${row.id}`} title={row.title} tabIndex={-1}>
        {row.title}
      </Link>
    ),
  },
  { title: '编号', dataIndex: 'number', className: 'number' },
  { title: '提出单位', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '领域', render: (_, row) => skills[row.field] },
  { title: '状态', render: (_, row) => <ProblemChip state={row.state} /> },
  {
    title: '最晚',
    render: (_, row) =>
      row.dueOn && (
        <span className="problem-due">
          <ProblemClock row={row} /> {sayDay(row.dueOn)}
        </span>
      ),
  },
  { title: '等谁', render: (_, row) => row.holder },
  { title: '专家', className: 'cut', render: (_, row) => <span>{row.expertNames.join('、')}</span> },
  { title: '提出', render: (_, row) => sayTime(row.filedAt) },
];

const isClosed = (state: string) => ['solved', 'funded', 'withdrawn'].includes(state);

export function Problems() {
  const [search, setSearch] = useSearchParams();
  const stage = search.get('stage') === 'closed' ? 'closed' : 'open';
  const state = (search.get('state') ?? '') as ProblemState | '';
  const filter = { stage, ...(state && { state }) } as const;
  const { query, rows, first } = useList(['GET /problems', filter], (after) =>
    api('GET /problems', { query: { ...filter, ...after } }),
  );
  const mayFile = useMay('orders.place');
  const [filing, setFiling] = useState(false);
  const navigate = useNavigate();
  const onRow = useRowKeys(rows, (id) => navigate(`/problems/${id}`));
  const file = mayFile && (
    <Button id="new-problem" type="primary" icon={<PlusOutlined />} onClick={() => setFiling(true)}>
      提一道难题
    </Button>
  );
  const states = (Object.keys(problemStates) as ProblemState[]).filter((one) => isClosed(one) === (stage === 'closed'));
  return (
    <Page
      title="技术难题"
      beside={
        first && (
          <span id="problem-counts" className="second">
            {first.total} 道{first.overdue > 0 && `，已超期 ${first.overdue} 道`}
            {first.yours > 0 && `，等您办 ${first.yours} 道`}
          </span>
        )
      }
      acts={rows.length > 0 && file}
    >
      <div className="bar problem-bar">
        <Segmented
          id="stage"
          aria-label="进度"
          value={stage}
          options={[
            { value: 'open', label: '办理中' },
            { value: 'closed', label: '已办结' },
          ]}
          onChange={(value) => setSearch({ stage: value })}
        />
        <Select
          id="problem-state"
          aria-label="状态"
          value={state}
          options={[
            { value: '', label: '全部状态' },
            ...states.map((value) => ({ value, label: problemStates[value] })),
          ]}
          onChange={(value) => setSearch({ stage, ...(value && { state: value }) })}
          popupMatchSelectWidth={false}
        />
      </div>
      <Listed
        query={query}
        rows={rows}
        empty="这里没有技术难题。单位在手机或电脑上提出后，由受理部门对接劳模工匠和专家。"
        offer={file}
        unit="道"
      >
        <Table<Row>
          id="problems"
          className="opens"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columns.filter(({ title }) => title !== (stage === 'open' ? '提出' : '最晚'))}
          pagination={false}
          onRow={onRow}
        />
      </Listed>
      {filing && <FileDialog close={() => setFiling(false)} />}
    </Page>
  );
}
