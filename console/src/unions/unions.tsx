/** The union tree: level by level, with members and unions below; or those whose name has a text. */
import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { unionLevels } from '@niangjia/shared/rules/unions';
import { Button, Checkbox, Input, Table, type TableColumnsType } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { ClosedChip } from '../ui/chips';
import { Page } from '../ui/page';
import { Failed, Loading, Nothing } from '../ui/states';
import { type TreeRow, useTree } from './use-tree';

type Tree = ReturnType<typeof useTree>;

function Name({ row, tree, flat }: { row: TreeRow; tree: Tree; flat: boolean }) {
  const indent = { paddingInlineStart: row.depth * 24 };
  if ('more' in row)
    return (
      <span style={indent}>
        <Button size="small" id={`more-${row.more.under}`} onClick={() => tree.loadOn(row.more)}>
          再载入这一层
        </Button>
      </span>
    );
  if ('loading' in row) return <span style={indent}>正在载入</span>;
  if ('failed' in row) return <Failed error={row.failed} retry={row.retry} />;
  const { node, open } = row;
  return (
    <span className="branch" style={indent}>
      {!flat && node.children > 0 ? (
        <Button
          type="text"
          size="small"
          aria-expanded={open}
          aria-label={`${open ? '收起' : '展开'}${node.name}的下级`}
          icon={open ? <DownOutlined /> : <RightOutlined />}
          onClick={() => tree.toggle(node.id)}
        />
      ) : (
        <span className="branch-end" />
      )}
      <Link to={`/unions/${node.id}`} title={node.name}>
        {node.name}
      </Link>
      {node.closedAt && <ClosedChip />}
    </span>
  );
}

/** A column of a union's own numbers; other rows have none. */
const number = (title: string, of: 'members' | 'membersBelow' | 'unionsBelow' | 'children') => ({
  title,
  align: 'right' as const,
  width: 96,
  render: (_: unknown, row: TreeRow) => ('node' in row ? row.node[of].toLocaleString('zh-CN') : null),
});

const columnsOf = (tree: Tree, flat: boolean): TableColumnsType<TreeRow> => [
  { title: '工会', render: (_, row) => <Name row={row} tree={tree} flat={flat} /> },
  { title: '级别', width: 160, render: (_, row) => 'node' in row && unionLevels[row.node.level] },
  { title: '地区', width: 160, render: (_, row) => 'node' in row && row.node.districtName },
  number('本级会员', 'members'),
  number('含下级会员', 'membersBelow'),
  number('直接下级', 'children'),
  number('全部下级', 'unionsBelow'),
];

function Levels({ closed, name }: { closed: boolean; name: string }) {
  const tree = useTree({ closed, name });
  const { top, rows } = tree;
  if (!top || top.isPending) return <Loading />;
  if (top.isError && !top.data) return <Failed error={top.error} retry={() => top.refetch()} />;
  if (rows.length === 0)
    return <Nothing words={name ? '您的管理范围内没有这个名称的工会。换一个词再查。' : '您的岗位没有管辖的工会。'} />;
  return (
    <Table<TreeRow>
      id="tree"
      className="barred"
      size="small"
      rowKey="id"
      dataSource={rows}
      columns={columnsOf(tree, name !== '')}
      pagination={false}
    />
  );
}

export function Unions() {
  const [search, setSearch] = useSearchParams();
  const name = search.get('name') ?? '';
  const closed = search.get('closed') === '1';
  const show = (next: { name: string; closed: boolean }) =>
    setSearch({ ...(next.name && { name: next.name }), ...(next.closed && { closed: '1' }) });
  return (
    <Page title="组织">
      <div className="bar">
        <Input.Search
          key={name}
          id="union-search"
          aria-label="按名称查找工会"
          placeholder="按名称查找工会"
          className="search"
          allowClear
          maxLength={40}
          defaultValue={name}
          onSearch={(text) => show({ name: text.trim(), closed })}
        />
        <Checkbox id="closed" checked={closed} onChange={(event) => show({ name, closed: event.target.checked })}>
          也看已撤销的
        </Checkbox>
      </div>
      <Levels key={`${name} ${closed}`} closed={closed} name={name} />
    </Page>
  );
}
