/** Transfers that wait for one of both unions, the most urgent first. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { changeReasons, type TransferSide, transferSides } from '@niangjia/shared/rules/members';
import type { TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { api } from '../api';
import { type CaseState, CaseSwitch, CaseTable, searchOfState, useCaseState } from '../ui/case-list';
import { Clock, RisenChip, TransferChip } from '../ui/chips';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';

export type Row = Reply<'GET /transfers/:id'>;

export const useTransfers = (state: CaseState) =>
  useList(['GET /transfers', state], (after) => api('GET /transfers', { query: { state, ...after } }));

/** The side whose answer is still missing and that ends first. */
const openSide = (row: Row): TransferSide =>
  row.from.agreedAt === null && (row.to.agreedAt !== null || row.from.dueOn <= row.to.dueOn) ? 'from' : 'to';

const term = (row: Row) =>
  row.state === 'asked' && (
    <span className="term">
      {sayDay(row[openSide(row)].dueOn)} <Clock row={row} />
    </span>
  );

const columnsOf = (state: CaseState): TableColumnsType<Row> => [
  {
    title: '编号',
    render: (_, row) => (
      <Link className="number" to={`/transfers/${row.id}${searchOfState(state)}`} tabIndex={-1}>
        {row.number}
      </Link>
    ),
  },
  {
    title: '姓名',
    render: (_, row) => (
      <span className="term">
        {row.nameMasked} {(row.from.risen || row.to.risen) && <RisenChip />}
      </span>
    ),
  },
  { title: '转出', className: 'cut', render: (_, row) => <span title={row.from.unionName}>{row.from.unionName}</span> },
  { title: '转入', className: 'cut', render: (_, row) => <span title={row.to.unionName}>{row.to.unionName}</span> },
  { title: '原因', render: (_, row) => changeReasons[row.reason] },
  state === 'open'
    ? { title: '等您', render: (_, row) => row.may.map((side) => transferSides[side]).join('、') || '对方办理' }
    : { title: '结果', render: (_, row) => <TransferChip state={row.state} /> },
  ...(state === 'open' ? [{ title: '最晚办结', render: (_: unknown, row: Row) => term(row) }] : []),
];

export function Transfers() {
  const state = useCaseState();
  const { query, rows, first } = useTransfers(state);
  return (
    <Page title="转会">
      <CaseSwitch waiting={first?.waitingForMe} />
      <Listed
        query={query}
        rows={rows}
        empty={state === 'open' ? '没有在办的转会。会员在手机上提出后会出现在这里。' : '还没有办结的转会。'}
        unit="份"
      >
        <CaseTable<Row> id="transfers" rows={rows} columns={columnsOf(state)} at="/transfers" />
      </Listed>
    </Page>
  );
}
