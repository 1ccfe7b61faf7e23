/** Merchants with whom the unions within reach have a contract, and how far each has done its duty of the year. */
import { PlusOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, once } from '../api';
import { useMay } from '../me';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { useRowKeys } from '../ui/use-row-keys';
import { MerchantChip } from './chip';
import { ContractDialog } from './contract';
import { QuotaBar } from './quota';
import './merchants.css';

type Row = Reply<'GET /merchants'>['items'][number];

const columns: TableColumnsType<Row> = [
  {
    title: '商家',
    className: 'cut widest',
    render: (_, row) => (
      <Link to={`/merchants/${row.id}`} title={row.name} tabIndex={-1}>
        {row.name}
      </Link>
    ),
  },
  { title: '编号', dataIndex: 'number', className: 'number' },
  { title: '工会', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '状态', render: (_, row) => <MerchantChip running={row.running} /> },
  { title: '门店', dataIndex: 'shops', align: 'right' },
  { title: '合同到期', dataIndex: 'contractTo' },
  { title: '今年服务次数', render: (_, row) => <QuotaBar quota={row.quota} /> },
];

export function Merchants() {
  const { query, rows } = useList(['GET /merchants'], (after) => api('GET /merchants', { query: after }));
  const mayManage = useMay('merchants.manage');
  const [making, setMaking] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const onRow = useRowKeys(rows, (id) => navigate(`/merchants/${id}`));
  const make = mayManage && (
    <Button id="new-merchant" type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
      登记商家
    </Button>
  );
  return (
    <Page title="合作商家" acts={rows.length > 0 && make}>
      <Listed
        query={query}
        rows={rows}
        empty="还没有合作商家。登记合同、门店和核销员后，福利券才有地方用。"
        offer={make}
        unit="家"
      >
        <Table<Row>
          id="merchants"
          className="opens"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columns}
          pagination={false}
          onRow={onRow}
        />
      </Listed>
      {making && (
        <ContractDialog
          run={({ unionId, ...contract }) => once('POST /merchants', { body: { ...contract, unionId: unionId ?? '' } })}
          done={(made) => {
            void client.invalidateQueries({ queryKey: ['GET /merchants'] });
            message.success('商家已登记。接着登记门店和核销员。');
            navigate(`/merchants/${made.id}`);
          }}
          close={() => setMaking(false)}
        />
      )}
    </Page>
  );
}
