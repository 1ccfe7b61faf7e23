/** Redemptions that a cashier asks to take back: the queue on the left, the one that is looked at on the right. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { sayFen, type UndoState, undoStates } from '@niangjia/shared/rules/vouchers';
import { Segmented, Table, type TableColumnsType } from 'antd';
import { useSearchParams } from 'react-router';
import { api } from '../api';
import { useKeys } from '../ui/keys';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { UndoChip } from './chip';
import { Decision } from './decision';

export type Undo = Reply<'GET /undos'>['items'][number];

const columns: TableColumnsType<Undo> = [
  { title: '申请时间', render: (_, undo) => sayTime(undo.at) },
  { title: '门店', className: 'cut', render: (_, undo) => <span title={undo.shopName}>{undo.shopName}</span> },
  { title: '券', className: 'cut', render: (_, undo) => <span title={undo.title}>{undo.title}</span> },
  { title: '会员', dataIndex: 'nameMasked' },
  { title: '优惠（元）', align: 'right', render: (_, undo) => sayFen(undo.bill.offFen) },
  { title: '状态', render: (_, undo) => <UndoChip state={undo.state} /> },
];

export function Undos() {
  const [search, setSearch] = useSearchParams();
  const given = search.get('state') ?? '';
  const state: UndoState = Object.hasOwn(undoStates, given) ? (given as UndoState) : 'asked';
  const { query, rows, first } = useList(['GET /undos', state], (after) =>
    api('GET /undos', { query: { state, ...after } }),
  );
  const at = Math.max(
    0,
    rows.findIndex((undo) => undo.id === search.get('id')),
  );
  const shown = rows[at];
  const show = (next: { state?: UndoState; id?: string | undefined }) =>
    setSearch({ state, ...(next.id ? { id: next.id } : {}), ...(next.state && { state: next.state }) });
  useKeys({
    j: () => show({ id: rows[Math.min(at + 1, rows.length - 1)]?.id }),
    k: () => show({ id: rows[Math.max(at - 1, 0)]?.id }),
  });
  return (
    <Page title="撤销核销">
      <div className="bar">
        <Segmented<UndoState>
          id="state"
          aria-label="状态"
          value={state}
          options={(Object.keys(undoStates) as UndoState[]).map((value) => ({ value, label: undoStates[value] }))}
          onChange={(next) => show({ state: next })}
        />
        {first && <span className="second">等您办的 {first.waiting} 件</span>}
      </div>
      <Listed
        query={query}
        rows={rows}
        empty={state === 'asked' ? '没有等复核的撤销。核销员在手机上申请后会出现在这里。' : '没有这样的撤销。'}
        unit="件"
      >
        <div className="case">
          <Table<Undo>
            id="undos"
            className="opens"
            size="small"
            rowKey="id"
            dataSource={rows}
            columns={columns}
            pagination={false}
            rowClassName={(undo) => (undo.id === shown?.id ? 'ant-table-row-selected' : '')}
            onRow={(undo) => ({
              onClick: () => show({ id: undo.id }),
              'aria-current': undo.id === shown?.id || undefined,
            })}
          />
          {shown && <Decision key={shown.id} undo={shown} />}
        </div>
      </Listed>
    </Page>
  );
}
