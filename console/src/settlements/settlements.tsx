/** What merchants are paid, month by month: first the months that are over and not settled yet. */
import { FormOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { type SettlementState, sayFen, settlementStates } from '@niangjia/shared/rules/vouchers';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Select, Table, type TableColumnsType } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api, once, sentenceOf } from '../api';
import { useMay } from '../me';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { useRowKeys } from '../ui/use-row-keys';
import { SettlementChip, sayMonth } from './chip';
import './settlements.css';

type Listing = Reply<'GET /settlements'>;
type Row = Listing['items'][number];
type Due = Listing['due'][number];

const columns: TableColumnsType<Row> = [
  {
    title: '结算单',
    render: (_, row) => (
      <Link className="number" to={`/settlements/${row.id}`} tabIndex={-1}>
        {row.number}
      </Link>
    ),
  },
  {
    title: '商家',
    className: 'cut widest',
    render: (_, row) => <span title={row.merchantName}>{row.merchantName}</span>,
  },
  { title: '月份', render: (_, row) => sayMonth(row.month) },
  { title: '状态', render: (_, row) => <SettlementChip state={row.state} /> },
  { title: '笔数', dataIndex: 'lines', align: 'right' },
  { title: '应付（元）', align: 'right', render: (_, row) => <strong>{sayFen(row.payFen)}</strong> },
  { title: '工会', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '编制', render: (_, row) => `${row.preparedBy} ${sayTime(row.preparedAt)}` },
];

/** Months that are over: one button each. */
function DueList({ due }: { due: Due[] }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const mayPrepare = useMay('settlements.prepare');
  const prepare = useMutation({
    mutationFn: ({ merchantId, month }: Due) => once('POST /settlements', { body: { merchantId, month } }),
    onSuccess: (made) => {
      client.setQueryData(['GET /settlements/:id', made.id], made);
      void client.invalidateQueries({ queryKey: ['GET /settlements'] });
      message.success('结算单已编制，核对后提交。');
      navigate(`/settlements/${made.id}`);
    },
  });
  const dueColumns: TableColumnsType<Due> = [
    {
      title: '商家',
      className: 'cut widest',
      render: (_, one) => <span title={one.merchantName}>{one.merchantName}</span>,
    },
    { title: '月份', render: (_, one) => sayMonth(one.month) },
    { title: '笔数', dataIndex: 'lines', align: 'right' },
    { title: '应付（元）', align: 'right', render: (_, one) => <strong>{sayFen(one.payFen)}</strong> },
    ...(mayPrepare
      ? [
          {
            title: '可以做',
            render: (_: unknown, one: Due) => (
              <Button
                size="small"
                id={`prepare-${one.merchantId}-${one.month}`}
                icon={<FormOutlined />}
                loading={prepare.isPending && prepare.variables === one}
                disabled={prepare.isPending}
                onClick={() => prepare.mutate(one)}
              >
                编制结算单
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <section className="panel due-months" aria-label="还没有结算的月份">
      <h2>{due.length} 家商家的月份已过，还没有结算</h2>
      {prepare.isError && <Alert id="prepare-error" type="error" showIcon title={sentenceOf(prepare.error)} />}
      <Table<Due>
        id="due"
        size="small"
        rowKey={(one) => `${one.merchantId} ${one.month}`}
        dataSource={due}
        columns={dueColumns}
        pagination={false}
      />
    </section>
  );
}

export function Settlements() {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const given = search.get('state') ?? '';
  const state = Object.hasOwn(settlementStates, given) ? (given as SettlementState) : undefined;
  const { query, rows, first } = useList(['GET /settlements', state], (after) =>
    api('GET /settlements', { query: { ...(state && { state }), ...after } }),
  );
  const onRow = useRowKeys(rows, (id) => navigate(`/settlements/${id}`));
  return (
    <Page title="商家结算">
      {!state && first && first.due.length > 0 && <DueList due={first.due} />}
      <div className="bar">
        <Select<SettlementState | ''>
          id="settlement-state"
          aria-label="状态"
          value={state ?? ''}
          options={[
            { value: '', label: '全部状态' },
            ...(Object.keys(settlementStates) as SettlementState[]).map((value) => ({
              value,
              label: settlementStates[value],
            })),
          ]}
          onChange={(next) => setSearch(next ? { state: next } : {})}
          popupMatchSelectWidth={false}
        />
      </div>
      <Listed
        query={query}
        rows={rows}
        empty={state ? '没有这个状态的结算单。' : '还没有结算单。月底过后，有核销的商家会出现在这里，一键编制。'}
        unit="张"
      >
        <Table<Row>
          id="settlements"
          className="opens barred"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columns}
          pagination={false}
          onRow={onRow}
        />
      </Listed>
    </Page>
  );
}
