/** Who did what and when, the newest first. */
import { CheckCircleOutlined, StopOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType, Tag } from 'antd';
import { api } from './api';
import { Page } from './ui/page';
import { Failed, Loading, Nothing } from './ui/states';

const kinds: Record<string, string> = {
  staff: '工作人员',
  person: '手机端用户',
  nobody: '未登录',
  wechat: '微信',
  application: '入会申请',
  'join-code': '入会码',
};

/** `staff:01J…` as people read it. Records hold no names: the end of the number tells rows apart. */
function Named({ text }: { text: string }) {
  const [kind = '', id = kind in kinds ? '' : kind] = text.split(':');
  return (
    <span title={text}>
      {kinds[kind]} <span className="second">{id.slice(-8)}</span>
    </span>
  );
}

function Outcome({ outcome }: { outcome: string }) {
  if (outcome === 'done') return <Tag icon={<CheckCircleOutlined />}>已办</Tag>;
  return (
    <Tag color="warning" icon={<StopOutlined />}>
      {outcome === 'denied' ? '未准许' : outcome}
    </Tag>
  );
}

type Row = Reply<'GET /audit'>['items'][number];

const columns: TableColumnsType<Row> = [
  { title: '序号', dataIndex: 'seq', align: 'right', width: 90 },
  { title: '时间', render: (_, row) => <time dateTime={row.at}>{sayTime(row.at)}</time> },
  { title: '做了什么', dataIndex: 'what' },
  { title: '谁', render: (_, row) => <Named text={row.by} /> },
  { title: '对象', render: (_, row) => row.object && <Named text={row.object} /> },
  { title: '结果', render: (_, row) => <Outcome outcome={row.outcome} /> },
];

export function Audit() {
  const query = useInfiniteQuery({
    queryKey: ['GET /audit'],
    queryFn: ({ pageParam }) => api('GET /audit', { query: pageParam ? { before: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="操作记录">
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <Nothing words="还没有记录。工作人员的每一次操作都会出现在这里。" />}
      {rows.length > 0 && (
        <Table id="audit" size="small" rowKey="seq" dataSource={rows} columns={columns} pagination={false} />
      )}
      <footer className="more">
        {rows.length > 0 && <span>已载入 {rows.length} 条</span>}
        {query.hasNextPage && (
          <Button id="more" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            再载入一些
          </Button>
        )}
      </footer>
    </Page>
  );
}
