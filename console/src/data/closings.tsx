/** Accounts that are to be closed: the data officer proposes, the department that owns the data confirms. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { OverdueChip } from '../ui/chips';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';

type Row = Reply<'GET /closings'>['items'][number];

const states: Record<Row['state'], string> = {
  asked: '待办理',
  confirming: '待第二人复核',
  held: '依法留存，暂不删除',
  done: '已删除',
  recalled: '本人已撤回',
};

function Erase({ row, close }: { row: Row; close: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return (
    <ActDialog<object, Reply<'POST /closings/:id/erase'>>
      id="erase"
      title={`提请删除 ${row.nameMasked} 的个人信息`}
      okText="提请删除"
      danger
      tells={
        <>
          <p>保障部复核同意后立即生效，不能恢复：</p>
          <ul>
            <li>会籍结束，会员卡失效，本人不能再登录。</li>
            <li>身份证号、手机号和照片销毁，姓名从所有记录里去掉。</li>
            <li>操作记录和统计数保留，里面没有个人信息。</li>
          </ul>
        </>
      }
      run={() => once('POST /closings/:id/erase', { params: { id: row.id } })}
      done={async () => {
        await client.invalidateQueries({ queryKey: ['GET /closings'] });
        message.success('已提请，等保障部复核。');
        close();
      }}
      close={close}
    />
  );
}

export function Closings() {
  const { query, rows } = useList(['GET /closings'], (after) => api('GET /closings', { query: after }));
  const [erasing, setErasing] = useState<Row>();
  const columns: TableColumnsType<Row> = [
    { title: '回执号', dataIndex: 'number' },
    { title: '申请人', dataIndex: 'nameMasked' },
    { title: '工会', className: 'cut', render: (_, row) => <span title={row.unionName ?? ''}>{row.unionName}</span> },
    { title: '申请时间', render: (_, row) => sayTime(row.askedAt) },
    {
      title: '最晚办结',
      render: (_, row) => (row.state === 'done' || row.state === 'recalled' ? null : sayDay(row.dueOn)),
    },
    {
      title: '状态',
      render: (_, row) => (
        <>
          <Tag>{row.held && row.state === 'asked' ? states.held : states[row.state]}</Tag>
          {row.overdue && <OverdueChip />}
        </>
      ),
    },
    {
      title: '可以做',
      render: (_, row) => {
        if (row.state === 'confirming' && row.jointId) return <Link to={`/joint-acts/${row.jointId}`}>看复核进度</Link>;
        if (row.state !== 'asked' || row.held) return null;
        return (
          <Button size="small" id={`erase-${row.id}`} onClick={() => setErasing(row)}>
            提请删除
          </Button>
        );
      },
    },
  ];
  return (
    <Page title="注销申请">
      <Listed query={query} rows={rows} empty="没有注销申请。有人在手机上申请注销后会出现在这里。" unit="份">
        <Table<Row> id="closings" size="small" rowKey="id" dataSource={rows} columns={columns} pagination={false} />
      </Listed>
      {erasing && <Erase row={erasing} close={() => setErasing(undefined)} />}
    </Page>
  );
}
