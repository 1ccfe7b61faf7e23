/** Posts by union: who holds which rights, from when to when. */
import { PlusOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { Button, Checkbox, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api } from '../api';
import { useMay } from '../me';
import { PostChip } from '../ui/chips';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { UnionPick } from '../ui/union-pick';
import { EndPost } from './end-post';

export type Post = Reply<'GET /posts'>['items'][number];

const columnsOf = (end: (post: Post) => void): TableColumnsType<Post> => [
  { title: '岗位', dataIndex: 'roleLabel' },
  { title: '姓名', dataIndex: 'name' },
  { title: '账号', dataIndex: 'account' },
  { title: '工会', className: 'cut', render: (_, post) => <span title={post.unionName}>{post.unionName}</span> },
  { title: '起', dataIndex: 'fromOn', align: 'right' },
  { title: '止', align: 'right', render: (_, post) => post.toOn ?? '没有定' },
  {
    title: '状态',
    render: (_, post) => <PostChip state={post.state} />,
  },
  {
    title: '可以做',
    render: (_, post) =>
      post.mayEnd &&
      post.state !== 'ended' && (
        <Button size="small" id={`end-${post.id}`} onClick={() => end(post)}>
          结束岗位
        </Button>
      ),
  },
];

export function Posts() {
  const [search, setSearch] = useSearchParams();
  const unionId = search.get('unionId') ?? '';
  const ended = search.get('ended') === '1';
  const filter = { ...(unionId && { unionId }), ...(ended && { ended: '1' as const }) };
  const { query, rows } = useList(['GET /posts', filter], (after) =>
    api('GET /posts', { query: { ...filter, ...after } }),
  );
  const mayPropose = useMay('posts.propose');
  const [ending, setEnding] = useState<Post>();
  const show = (next: { unionId: string | null; ended: boolean }) =>
    setSearch({ ...(next.unionId && { unionId: next.unionId }), ...(next.ended && { ended: '1' }) });
  const add = mayPropose && (
    <Link to={unionId ? `/posts/grant?unionId=${unionId}` : '/posts/grant'}>
      <Button id="grant" type="primary" icon={<PlusOutlined />} tabIndex={-1}>
        提请任命
      </Button>
    </Link>
  );
  return (
    <Page title="岗位" acts={add}>
      <div className="bar">
        <UnionPick
          id="posts-union"
          label="看哪家工会的岗位"
          placeholder="全部工会，或输入名称查找"
          clearable
          value={unionId}
          onChange={(next) => show({ unionId: next, ended })}
        />
        <Checkbox checked={ended} onChange={(event) => show({ unionId, ended: event.target.checked })}>
          只看已结束的
        </Checkbox>
      </div>
      <Listed query={query} rows={rows} empty="这里还没有岗位。任命生效后会出现在这里。" unit="个">
        <Table<Post>
          id="posts"
          className="barred"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columnsOf(setEnding)}
          pagination={false}
        />
      </Listed>
      {ending && <EndPost post={ending} close={() => setEnding(undefined)} />}
    </Page>
  );
}
