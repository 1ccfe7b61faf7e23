import Taro from '@tarojs/taro';
import { staffApi } from '../api';
import { Chip } from '../ui/chip';
import { Facts } from '../ui/facts';
import { Row } from '../ui/row';
import { isOurs } from './menu-words';

const go = (url: string) => Taro.navigateTo({ url });

interface Counts {
  items: number | null;
  open: number | null;
  /** Those in which the next step is one's own unit's. */
  waiting: number | null;
}

/** Numbers of the menu and of one's orders; what does not come is left out. */
export async function loadOrderCounts(mayPlace: boolean): Promise<Counts> {
  const view = mayPlace ? 'mine' : 'queue';
  const [menu, open, delivered] = await Promise.all([
    staffApi('GET /menu', { query: {} }).catch(() => null),
    staffApi('GET /orders', { query: { view, stage: 'open' } }).catch(() => null),
    mayPlace ? staffApi('GET /orders', { query: { view, state: 'delivered' } }).catch(() => null) : null,
  ]);
  const ours = open?.items.filter(({ holder }) => isOurs(holder)).length ?? 0;
  return {
    items: menu?.items.length ?? null,
    open: open?.total ?? null,
    waiting: open && mayPlace ? ours + (delivered?.total ?? 0) : null,
  };
}

/** The menu and the orders, on the desk. */
export const OrderRows = ({ items, open, waiting, mayPlace }: Counts & { mayPlace: boolean }) => (
  <Facts title="上门服务">
    <Row id="go-menu" icon="list" title="服务点单" onTap={() => go('/desk/menu')}>
      {items === null ? '打开看看' : items > 0 ? `${items} 项可点，还可以写下想要的` : '还没有公布菜单，可以写下想要的'}
    </Row>
    <Row id="go-orders" icon="text" title={mayPlace ? '我的单子' : '部门的单子'} onTap={() => go('/desk/orders')}>
      {waiting ? <Chip tone="waiting" word={`${waiting} 件等您办`} /> : open === null ? '打开看看' : `${open} 件在办`}
    </Row>
  </Facts>
);
