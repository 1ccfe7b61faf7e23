import type { Reply } from '@niangjia/shared/contract/index';
import { occupations } from '@niangjia/shared/rules/membership';
import { Table, type TableColumnsType } from 'antd';
import { Link, useNavigate } from 'react-router';
import { MembershipChip } from '../ui/chips';
import { useRowKeys } from '../ui/use-row-keys';

export type MemberRow = Reply<'GET /members'>['items'][number];

const columns: TableColumnsType<MemberRow> = [
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
  { title: '会籍', render: (_, row) => <MembershipChip state={row.state} /> },
  { title: '入会日期', dataIndex: 'joinedOn', align: 'right' },
];

/** @param barred whether a bar of filters sticks above it */
export function MemberTable({ rows, barred = false }: { rows: MemberRow[]; barred?: boolean }) {
  const navigate = useNavigate();
  const onRow = useRowKeys(rows, (id) => navigate(`/members/${id}`));
  return (
    <Table<MemberRow>
      id="members"
      className={barred ? 'opens barred' : 'opens'}
      size="small"
      rowKey="id"
      dataSource={rows}
      columns={columns}
      pagination={false}
      onRow={onRow}
    />
  );
}
