/** Data that the law keeps: while a hold stands, nothing of that person is erased. */
import { PlusOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api, once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { Reason } from '../ui/reason';

type Row = Reply<'GET /holds'>['items'][number];

function Place({ close }: { close: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return (
    <ActDialog<{ memberNumber: string; reason: string }, Row>
      id="hold"
      title="设置个人信息留存"
      okText="设置"
      tells={<p>案件办理期间，此人的信息不删除、不到期清理，注销申请也暂缓。解除留存要两个人办理。</p>}
      run={(body) => once('POST /holds', { body })}
      done={async () => {
        await client.invalidateQueries({ queryKey: ['GET /holds'] });
        message.success('已设置留存。');
        close();
      }}
      close={close}
    >
      <Form.Item
        name="memberNumber"
        label="会员编号"
        rules={[{ required: true, pattern: /^\d{14}$/, message: '会员编号是 14 位数字。' }]}
      >
        <Input inputMode="numeric" maxLength={14} autoComplete="off" />
      </Form.Item>
      <Reason label="依据" placeholder="例：某仲裁委案号，要求保全" />
    </ActDialog>
  );
}

function Lift({ row, close }: { row: Row; close: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return (
    <ActDialog<{ reason: string }, Reply<'POST /holds/:id/lift'>>
      id="lift"
      title={`提请解除 ${row.number} 的留存`}
      okText="提请解除"
      tells={<p>保障部复核同意后解除；此人等待中的注销从那时起继续办理。</p>}
      run={(body) => once('POST /holds/:id/lift', { params: { id: row.id }, body })}
      done={async () => {
        await client.invalidateQueries({ queryKey: ['GET /holds'] });
        message.success('已提请，等保障部复核。');
        close();
      }}
      close={close}
    >
      <Reason label="为什么解除" />
    </ActDialog>
  );
}

export function Holds() {
  const { query, rows } = useList(['GET /holds'], (after) => api('GET /holds', { query: after }));
  const [placing, setPlacing] = useState(false);
  const [lifting, setLifting] = useState<Row>();
  const place = (
    <Button id="place-hold" type="primary" icon={<PlusOutlined />} onClick={() => setPlacing(true)}>
      设置留存
    </Button>
  );
  const columns: TableColumnsType<Row> = [
    { title: '会员编号', dataIndex: 'number' },
    { title: '姓名', dataIndex: 'nameMasked' },
    { title: '依据', className: 'cut', render: (_, row) => <span title={row.reason}>{row.reason}</span> },
    { title: '设置时间', render: (_, row) => sayTime(row.placedAt) },
    { title: '设置人', dataIndex: 'placedBy' },
    {
      title: '可以做',
      render: (_, row) =>
        row.liftedAt ? (
          <span className="second">{sayTime(row.liftedAt)} 已解除</span>
        ) : (
          <Button size="small" id={`lift-${row.id}`} onClick={() => setLifting(row)}>
            提请解除
          </Button>
        ),
    },
  ];
  return (
    <Page title="个人信息留存" acts={rows.length > 0 && place}>
      <Listed query={query} rows={rows} empty="没有依法留存的信息。" offer={place} unit="条">
        <Table<Row> id="holds" size="small" rowKey="id" dataSource={rows} columns={columns} pagination={false} />
      </Listed>
      {placing && <Place close={() => setPlacing(false)} />}
      {lifting && <Lift row={lifting} close={() => setLifting(undefined)} />}
    </Page>
  );
}
