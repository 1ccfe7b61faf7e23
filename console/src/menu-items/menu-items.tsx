/** Upkeep of the menu: every item with what it has delivered, who waits for it, and how it was liked. */
import { PlusOutlined } from '@ant-design/icons';
import { type MenuGroup, menuGroups } from '@niangjia/shared/rules/orders';
import { Button, Segmented, Table, type TableColumnsType } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { useKeys } from '../ui/keys';
import { Page } from '../ui/page';
import { Failed, Loading, Nothing } from '../ui/states';
import { ItemChip } from './chip';
import { ItemPanel } from './item-panel';
import { type Item, useItems } from './use-items';
import './menu-items.css';

const columns: TableColumnsType<Item> = [
  { title: '服务', className: 'cut widest', render: (_, item) => <span title={item.title}>{item.title}</span> },
  { title: '类别', render: (_, item) => menuGroups[item.group] },
  { title: '状态', render: (_, item) => <ItemChip state={item.state} /> },
  { title: '已办', align: 'right', dataIndex: 'delivered' },
  { title: '服务人数', align: 'right', render: (_, item) => item.served.toLocaleString('zh-CN') },
  { title: '在排队', align: 'right', dataIndex: 'waiting' },
  {
    title: '平均等候',
    align: 'right',
    render: (_, item) => (item.waitDays === null ? '—' : `${item.waitDays} 天`),
  },
  { title: '评价', align: 'right', render: (_, item) => (item.stars === null ? '—' : `${item.stars} 星`) },
];

const groups = Object.entries(menuGroups) as [MenuGroup, string][];

export function MenuItems() {
  const query = useItems();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const group = search.get('group') ?? '';
  const rows = (query.data?.items ?? []).filter((item) => !group || item.group === group);
  const at = Math.max(
    0,
    rows.findIndex((item) => item.id === search.get('id')),
  );
  const shown = rows[at];
  const show = (id: string | undefined) => setSearch({ ...(group && { group }), ...(id && { id }) });
  useKeys({
    j: () => show(rows[Math.min(at + 1, rows.length - 1)]?.id),
    k: () => show(rows[Math.max(at - 1, 0)]?.id),
  });
  const make = (
    <Button id="new-item" type="primary" icon={<PlusOutlined />} onClick={() => navigate('/menu-items/new')}>
      新增服务项目
    </Button>
  );
  return (
    <Page
      title="服务菜单"
      beside={query.data && <span className="second">{query.data.items.length} 项</span>}
      acts={make}
    >
      <div className="bar item-bar">
        <Segmented
          id="item-group"
          aria-label="类别"
          value={group}
          options={[{ value: '', label: '全部' }, ...groups.map(([value, label]) => ({ value, label }))]}
          onChange={(next) => setSearch(next ? { group: next } : {})}
        />
      </div>
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.data && rows.length === 0 && (
        <Nothing words={group ? '这一类还没有服务项目。' : '菜单还是空的。新增服务项目后，基层工会就能点单。'} />
      )}
      {shown && (
        <div className="case">
          <Table<Item>
            id="menu-items"
            className="opens barred"
            size="small"
            rowKey="id"
            dataSource={rows}
            columns={columns}
            pagination={false}
            rowClassName={(item) => (item.id === shown.id ? 'ant-table-row-selected' : '')}
            onRow={(item) => ({
              onClick: () => show(item.id),
              'aria-current': item.id === shown.id || undefined,
            })}
          />
          <ItemPanel key={shown.id} item={shown} />
        </div>
      )}
    </Page>
  );
}
