/** The list behind a number: the very changes that it counts. */
import type { Reply } from '@niangjia/shared/contract/index';
import { type ChangeKind, changeKinds } from '@niangjia/shared/rules/members';
import { type Occupation, occupations } from '@niangjia/shared/rules/membership';
import { Table, type TableColumnsType } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api } from '../api';
import { MembershipChip } from '../ui/chips';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { useRowKeys } from '../ui/use-row-keys';
import { addressOf } from './span';

type Row = Reply<'GET /statistics/list'>['items'][number];

const columns: TableColumnsType<Row> = [
  { title: '哪天', dataIndex: 'on' },
  {
    title: '会员号',
    render: (_, row) => (
      <Link className="number" to={`/members/${row.id}`} tabIndex={-1}>
        {row.number}
      </Link>
    ),
  },
  { title: '姓名', dataIndex: 'nameMasked' },
  { title: '工会', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '工种', render: (_, row) => occupations[row.occupation] },
  { title: '现在的会籍', render: (_, row) => <MembershipChip state={row.state} /> },
];

export function StatisticsList() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const given = (name: string) => search.get(name) || undefined;
  const wanted = given('kind') ?? '';
  const kind: ChangeKind = Object.hasOwn(changeKinds, wanted) ? (wanted as ChangeKind) : 'joined';
  const work = given('occupation') ?? '';
  const filter = {
    kind,
    ...(given('unionId') && { unionId: given('unionId') as string }),
    ...(given('from') && { from: given('from') as string }),
    ...(given('to') && { to: given('to') as string }),
    ...(Object.hasOwn(occupations, work) && { occupation: work as Occupation }),
    ...(given('codeToken') && { codeToken: given('codeToken') as string }),
  };
  const { query, rows } = useList(['GET /statistics/list', filter], (after) =>
    api('GET /statistics/list', { query: { ...filter, ...after } }),
  );
  const onRow = useRowKeys(rows, (id) => navigate(`/members/${id}`));
  const back = addressOf('/statistics', { unionId: given('unionId'), from: given('from'), to: given('to') });
  const also = kind === 'left' ? { kind: 'expelled', word: '另看除名' } : { kind: 'left', word: '另看退会' };
  return (
    <Page title={`${changeKinds[kind]}的名单`} beside={<Link to={back}>回到统计</Link>}>
      <p className="second">
        {filter.from && filter.to ? `${filter.from} 至 ${filter.to}` : '近 12 个月'}
        {(kind === 'left' || kind === 'expelled') && (
          <>
            {'　'}
            <Link to={addressOf('/statistics/list', { ...filter, kind: also.kind })}>{also.word}</Link>
          </>
        )}
      </p>
      <Listed query={query} rows={rows} empty="这段时间没有这样的变化。" unit="人次">
        <Table<Row>
          id="changes"
          className="opens"
          size="small"
          rowKey={(row) => `${row.id} ${row.on}`}
          dataSource={rows}
          columns={columns}
          pagination={false}
          onRow={onRow}
        />
      </Listed>
    </Page>
  );
}
