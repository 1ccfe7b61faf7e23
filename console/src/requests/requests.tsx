/** What members ask to have done about their own record. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { requestKinds } from '@niangjia/shared/rules/members';
import type { TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { api } from '../api';
import { type CaseState, CaseSwitch, CaseTable, searchOfState, useCaseState } from '../ui/case-list';
import { Clock, RequestChip, RisenChip } from '../ui/chips';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';

export type Row = Reply<'GET /requests/:id'>;

export const useRequests = (state: CaseState) =>
  useList(['GET /requests', state], (after) => api('GET /requests', { query: { state, ...after } }));

const columnsOf = (state: CaseState): TableColumnsType<Row> => [
  {
    title: '编号',
    render: (_, row) => (
      <Link className="number" to={`/requests/${row.id}${searchOfState(state)}`} tabIndex={-1}>
        {row.number}
      </Link>
    ),
  },
  { title: '请求', render: (_, row) => requestKinds[row.kind].label },
  {
    title: '姓名',
    render: (_, row) => (
      <span className="term">
        {row.nameMasked} {row.risen && <RisenChip />}
      </span>
    ),
  },
  { title: '工会', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '提出时间', render: (_, row) => sayTime(row.askedAt) },
  { title: '状态', render: (_, row) => <RequestChip state={row.state} /> },
  ...(state === 'open'
    ? [
        {
          title: '最晚办结',
          render: (_: unknown, row: Row) => (
            <span className="term">
              {sayDay(row.dueOn)} <Clock row={row} />
            </span>
          ),
        },
      ]
    : []),
];

export function Requests() {
  const state = useCaseState();
  const { query, rows, first } = useRequests(state);
  return (
    <Page title="会员请求">
      <CaseSwitch waiting={first?.waitingForMe} />
      <Listed
        query={query}
        rows={rows}
        empty={state === 'open' ? '没有在办的请求。会员在手机上提出后会出现在这里。' : '还没有办结的请求。'}
        unit="项"
      >
        <CaseTable<Row> id="requests" rows={rows} columns={columnsOf(state)} at="/requests" />
      </Listed>
    </Page>
  );
}
