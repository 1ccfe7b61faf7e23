/** Lists of members that leave the house: ask with a reason, wait for the second person where needed, fetch within a day. */
import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { EXPORT_ALONE, EXPORT_HOURS } from '@niangjia/shared/rules/statistics';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Form, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, download, once, sentenceOf } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { JointChip } from '../ui/chips';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { Reason } from '../ui/reason';
import { useStepUp } from '../ui/step-up';
import { UnionPick } from '../ui/union-pick';

type Row = Reply<'GET /exports'>['items'][number];

interface Answers {
  unionId: string;
  clear: ('name' | 'idNumber' | 'phone')[];
  reason: string;
}

function AskExport({ close }: { close: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return (
    <ActDialog<Answers, Reply<'POST /exports'>>
      id="export"
      title="导出会员名单"
      okText="申请导出"
      tells={
        <p>
          名单默认遮盖个人信息，每一行带您的账号和时间。超过 {EXPORT_ALONE} 人，或要完整显示任何一项，
          须由个人信息保护负责人复核；完整显示的，每位会员都能看到是您导出、为什么导出。
        </p>
      }
      initial={{ clear: [] }}
      run={(body) => once('POST /exports', { body: { ...body, clear: body.clear ?? [] } })}
      done={async (made) => {
        await client.invalidateQueries({ queryKey: ['GET /exports'] });
        message.success(made.state === 'done' ? '名单已备好，可以下载。' : '已提交，等个人信息保护负责人复核。');
        close();
      }}
      close={close}
    >
      <Form.Item name="unionId" label="哪家工会（含下级）" rules={[{ required: true, message: '请选一家工会。' }]}>
        <UnionPick label="哪家工会" />
      </Form.Item>
      <Form.Item name="clear" label="完整显示哪些信息（不选就全部遮盖）">
        <Checkbox.Group
          options={[
            { value: 'name', label: '姓名' },
            { value: 'idNumber', label: '身份证号' },
            { value: 'phone', label: '手机号' },
          ]}
        />
      </Form.Item>
      <Reason label="用来做什么" placeholder="例：2026 年会员代表大会选民登记核对" />
    </ActDialog>
  );
}

function Fetch({ row }: { row: Row }) {
  const stepUp = useStepUp();
  const client = useQueryClient();
  const { message } = App.useApp();
  const fetch = useMutation({
    mutationFn: () => stepUp(() => download(`/exports/${row.id}/file`)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['GET /exports'] }),
    onError: (error) => message.error(sentenceOf(error)),
  });
  if (row.state === 'waiting' && row.jointId) return <Link to={`/joint-acts/${row.jointId}`}>看复核进度</Link>;
  if (row.until === null) return null;
  if (Date.parse(row.until) < Date.now()) return <span className="second">已过期</span>;
  return (
    <Button
      size="small"
      id={`fetch-${row.id}`}
      icon={<DownloadOutlined />}
      loading={fetch.isPending}
      onClick={() => fetch.mutate()}
    >
      下载
    </Button>
  );
}

const columns: TableColumnsType<Row> = [
  { title: '申请时间', render: (_, row) => sayTime(row.askedAt) },
  { title: '工会', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '人数', dataIndex: 'persons', align: 'right' },
  {
    title: '完整显示',
    render: (_, row) =>
      row.columns.filter((one) => ['姓名', '身份证号', '手机号'].includes(one)).join('、') || '全部遮盖',
  },
  { title: '用途', className: 'cut', render: (_, row) => <span title={row.reason}>{row.reason}</span> },
  { title: '状态', render: (_, row) => <JointChip state={row.state} /> },
  { title: '可下载至', render: (_, row) => row.until && sayTime(row.until) },
  { title: '下载次数', dataIndex: 'fetched', align: 'right' },
  { title: '可以做', render: (_, row) => <Fetch row={row} /> },
];

export function Exports() {
  const { query, rows } = useList(['GET /exports'], (after) => api('GET /exports', { query: after }));
  const [asking, setAsking] = useState(false);
  const ask = (
    <Button id="ask-export" type="primary" icon={<PlusOutlined />} onClick={() => setAsking(true)}>
      申请导出
    </Button>
  );
  return (
    <Page title="名单导出" acts={rows.length > 0 && ask}>
      <Alert
        className="hint"
        type="info"
        showIcon
        title={`名单是您一个人的：${EXPORT_HOURS} 小时内可下载，用后请销毁。外传名单要承担责任。`}
      />
      <Listed query={query} rows={rows} empty="您还没有导出过名单。" offer={ask} unit="份">
        <Table<Row> id="exports" size="small" rowKey="id" dataSource={rows} columns={columns} pagination={false} />
      </Listed>
      {asking && <AskExport close={() => setAsking(false)} />}
    </Page>
  );
}
