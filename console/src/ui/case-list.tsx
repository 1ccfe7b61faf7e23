/** A queue of open or closed cases: the switch in the address, the clock, keys. Shared by transfers and requests. */
import { Segmented, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useRowKeys } from './use-row-keys';

export type CaseState = 'open' | 'closed';

export function useCaseState(): CaseState {
  const [search] = useSearchParams();
  return search.get('state') === 'closed' ? 'closed' : 'open';
}

export const searchOfState = (state: CaseState): string => (state === 'closed' ? '?state=closed' : '');

export function CaseSwitch({ waiting }: { waiting: number | undefined }) {
  const state = useCaseState();
  const navigate = useNavigate();
  return (
    <div className="bar">
      <Segmented<CaseState>
        id="state"
        aria-label="状态"
        value={state}
        options={[
          { value: 'open', label: '办理中' },
          { value: 'closed', label: '已办结' },
        ]}
        onChange={(next) => navigate({ search: searchOfState(next) })}
      />
      {waiting !== undefined && <span className="second">等您办的 {waiting} 件</span>}
    </div>
  );
}

interface CaseTableProps<Row> {
  id: string;
  rows: Row[];
  columns: TableColumnsType<Row>;
  /** `/transfers` */
  at: string;
}

export function CaseTable<Row extends { id: string }>({ id, rows, columns, at }: CaseTableProps<Row>): ReactNode {
  const state = useCaseState();
  const navigate = useNavigate();
  const onRow = useRowKeys(rows, (one) => navigate(`${at}/${one}${searchOfState(state)}`));
  return (
    <Table<Row>
      id={id}
      className="opens barred"
      size="small"
      rowKey="id"
      dataSource={rows}
      columns={columns}
      pagination={false}
      onRow={onRow}
    />
  );
}
