/** Who came by one joining code, newest first, masked. */
import { sayTime } from '@niangjia/shared/rules/days';
import { Drawer, Table } from 'antd';
import { Link } from 'react-router';
import { api } from '../api';
import { StateChip } from '../ui/chips';
import { Listed, useList } from '../ui/list';
import type { Code } from './join-codes';

export function WhoCame({ code, close }: { code: Code; close: () => void }) {
  const { query, rows } = useList(['GET /join-codes/:token/applications', code.token], (after) =>
    api('GET /join-codes/:token/applications', { params: { token: code.token }, query: after }),
  );
  return (
    <Drawer open title={`经由“${code.label}”的申请`} size={640} onClose={close}>
      <Listed query={query} rows={rows} empty="还没有人用这个码申请。" unit="份">
        <Table
          id="came"
          size="small"
          rowKey="id"
          sticky={false}
          dataSource={rows}
          pagination={false}
          columns={[
            {
              title: '编号',
              render: (_, row) => (
                <Link className="number" to={`/applications/${row.id}`}>
                  {row.number}
                </Link>
              ),
            },
            { title: '姓名', dataIndex: 'nameMasked' },
            { title: '状态', render: (_, row) => <StateChip state={row.state} /> },
            { title: '提交时间', render: (_, row) => sayTime(row.submittedAt) },
          ]}
        />
      </Listed>
    </Drawer>
  );
}
