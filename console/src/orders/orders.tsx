/** Orders of units: what the own department has to do, overdue first, or what the own unions have ordered. */
import { PlusOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayDay, sayTime } from '@niangjia/shared/rules/days';
import { departments, type OrderState, openOrderStates, orderStates } from '@niangjia/shared/rules/orders';
import { Button, Segmented, Select, Table, type TableColumnsType } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useMay } from '../me';
import { Listed } from '../ui/list';
import { Page } from '../ui/page';
import { useRowKeys } from '../ui/use-row-keys';
import { OrderChip, StageClock } from './chip';
import { type Filter, searchOfFilter, useOrderFilter, useOrders } from './filter';
import { OrderTabs } from './tabs';
import './orders.css';

type Row = Reply<'GET /orders'>['items'][number];

/** Where an order stands beside its state: its visit, or its place in the line and the likely day. */
function Standing({ row }: { row: Row }) {
  if (row.startAt) return <span>{sayTime(row.startAt)}</span>;
  if (row.position === null) return null;
  return (
    <span>
      第 {row.position} 位{row.likelyOn && <span className="second">，约 {sayDay(row.likelyOn)}</span>}
    </span>
  );
}

const columnsOf = (filter: Filter): TableColumnsType<Row> => [
  {
    title: '编号',
    render: (_, row) => (
      <Link className="number" to={`/orders/${row.id}${searchOfFilter(filter)}`} tabIndex={-1}>
        {row.number}
      </Link>
    ),
  },
  {
    title: '服务',
    className: 'cut',
    render: (_, row) => (
      <span title={row.title}>
        {row.title}
        {row.itemId === null && <span className="second">（菜单外）</span>}
      </span>
    ),
  },
  { title: '单位', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '人数', align: 'right', dataIndex: 'people' },
  { title: '状态', render: (_, row) => <OrderChip state={row.state} /> },
  { title: '排队或时间', render: (_, row) => <Standing row={row} /> },
  { title: '等谁', className: 'cut', render: (_, row) => <span title={row.holder}>{row.holder}</span> },
  ...(filter.stage === 'open'
    ? [{ title: '时限', render: (_: unknown, row: Row) => <StageClock row={row} /> }]
    : [{ title: '提出', render: (_: unknown, row: Row) => sayDay(dayOf(row.queuedAt)) }]),
];

const isOpen = (state: OrderState): boolean => (openOrderStates as readonly string[]).includes(state);

function Filters({ filter, overdue }: { filter: Filter; overdue: number | undefined }) {
  const [, setSearch] = useSearchParams();
  const both = [useMay('orders.place'), useMay('orders.plan')].every(Boolean);
  const show = (next: Partial<Record<keyof Filter, string>>) => {
    const { state: _, ...kept } = filter;
    setSearch(Object.entries({ ...kept, ...next }).filter(([, value]) => value) as [string, string][]);
  };
  const states = (Object.keys(orderStates) as OrderState[]).filter((one) => isOpen(one) === (filter.stage === 'open'));
  return (
    <div className="bar order-bar">
      <Segmented
        id="stage"
        aria-label="进度"
        value={filter.stage}
        options={[
          { value: 'open', label: '办理中' },
          { value: 'closed', label: '已办结' },
        ]}
        onChange={(stage) => show({ stage })}
      />
      {both && (
        <Segmented
          id="view"
          aria-label="谁的点单"
          value={filter.view}
          options={[
            { value: 'queue', label: '本部门办理' },
            { value: 'mine', label: '本工会点的' },
          ]}
          onChange={(view) => show({ view })}
        />
      )}
      <Select
        id="order-state"
        aria-label="状态"
        value={filter.state ?? ''}
        options={[{ value: '', label: '全部状态' }, ...states.map((value) => ({ value, label: orderStates[value] }))]}
        onChange={(state) => show({ state })}
        popupMatchSelectWidth={false}
      />
      {filter.view === 'queue' && (
        <Select
          id="order-department"
          aria-label="部门"
          value={filter.department ?? ''}
          options={[
            { value: '', label: '全部部门' },
            ...Object.entries(departments).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(department) => show({ department, state: filter.state ?? '' })}
          popupMatchSelectWidth={false}
        />
      )}
      <span className="second order-total">{overdue ? `已超期 ${overdue} 张` : ''}</span>
    </div>
  );
}

export function Orders() {
  const filter = useOrderFilter();
  const { query, rows, first } = useOrders(filter);
  const mayPlace = useMay('orders.place');
  const navigate = useNavigate();
  const onRow = useRowKeys(rows, (id) => navigate(`/orders/${id}${searchOfFilter(filter)}`));
  const make = mayPlace && (
    <Button id="new-order" type="primary" icon={<PlusOutlined />} onClick={() => navigate('/orders/new')}>
      点一项服务
    </Button>
  );
  const whole = filter.stage === 'open' && !filter.state && !filter.department && !filter.itemId;
  return (
    <Page
      title="点单"
      beside={first && <span className="second">{first.total} 张</span>}
      acts={
        <>
          <OrderTabs />
          {make}
        </>
      }
    >
      <Filters filter={filter} overdue={first?.overdue} />
      <Listed
        query={query}
        rows={rows}
        empty={
          whole
            ? filter.view === 'mine'
              ? '本工会没有在办的点单。从服务菜单里点一项，时间和专家由工会安排。'
              : '没有要办的点单。基层工会在手机或这里点单后会出现在这里。'
            : '没有这样的点单。'
        }
        unit="张"
      >
        <Table<Row>
          id="orders"
          className="opens barred"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columnsOf(filter)}
          pagination={false}
          onRow={onRow}
        />
      </Listed>
    </Page>
  );
}
