/** What units asked for and the menu does not have: the most asked for first, to be made into an item. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { menuGroups } from '@niangjia/shared/rules/orders';
import { useQuery } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType } from 'antd';
import { Link, useNavigate } from 'react-router';
import { api } from '../api';
import { useMay } from '../me';
import { Page } from '../ui/page';
import { Failed, Loading, Nothing } from '../ui/states';
import { OrderChip } from './chip';
import { OrderTabs } from './tabs';
import './orders.css';

type Wish = Reply<'GET /wishes'>['items'][number];

/** Only a wish that was kept as demand goes into the line of the new item by itself. */
function addressOf({ title, group, orders }: Wish): string {
  const from = orders.filter(({ state }) => state === 'off-menu').map(({ id }) => id);
  return `/menu-items/new?${new URLSearchParams({ title, group, from: from.join(',') })}`;
}

function Askers({ wish }: { wish: Wish }) {
  return (
    <ul className="plain-list">
      {wish.orders.map((order) => (
        <li key={order.id} className="share-row">
          <Link to={`/orders/${order.id}`} className="number">
            {order.number}
          </Link>
          <span className="share-name">
            {order.unionName}，{order.people} 人
          </span>
          <OrderChip state={order.state} />
        </li>
      ))}
    </ul>
  );
}

export function Wishes() {
  const query = useQuery({ queryKey: ['GET /wishes'], queryFn: () => api('GET /wishes') });
  const mayManage = useMay('menu.manage');
  const navigate = useNavigate();
  const rows = query.data?.items ?? [];
  const columns: TableColumnsType<Wish> = [
    { title: '想要的服务', className: 'cut widest', render: (_, wish) => <span title={wish.title}>{wish.title}</span> },
    { title: '类别', render: (_, wish) => menuGroups[wish.group] },
    { title: '单位', align: 'right', render: (_, wish) => `${wish.units} 家` },
    { title: '人数', align: 'right', render: (_, wish) => `${wish.people} 人` },
    { title: '最早提出', render: (_, wish) => sayTime(wish.firstAt) },
    ...(mayManage
      ? [
          {
            title: '操作',
            align: 'right' as const,
            render: (_: unknown, wish: Wish) => (
              <Button id={`make-${rows.indexOf(wish)}`} onClick={() => navigate(addressOf(wish))}>
                做成服务项目
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Page title="点单" acts={<OrderTabs />}>
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.data && rows.length === 0 && (
        <Nothing words="没有菜单外的需求。单位在点单时写下的愿望会按多少排在这里。" />
      )}
      {rows.length > 0 && (
        <Table<Wish>
          id="wishes"
          size="small"
          rowKey="title"
          dataSource={rows}
          columns={columns}
          pagination={false}
          expandable={{
            columnTitle: '细看',
            columnWidth: 64,
            defaultExpandAllRows: rows.length <= 3,
            expandedRowRender: (wish) => <Askers wish={wish} />,
          }}
        />
      )}
    </Page>
  );
}
