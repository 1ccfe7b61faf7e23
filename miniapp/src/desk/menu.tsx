import { type MenuGroup, menuGroups } from '@niangjia/shared/rules/orders';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { mustSignIn, staffApi } from '../api';
import { Chip } from '../ui/chip';
import { Choices } from '../ui/choices';
import { Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { Row } from '../ui/row';
import { StarsSaid } from '../ui/stars';
import { Empty, Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { goDeskSignIn } from './go';
import { sayFree, sayItem, sayWaiting } from './menu-words';

definePageConfig({ navigationBarTitleText: '服务点单' });

const filters = { all: '全部', ...menuGroups };
const go = (url: string) => Taro.navigateTo({ url });

/** What a unit can order, with the day on which it could really be had. */
export default function Menu() {
  const [group, setGroup] = useState<keyof typeof filters>('all');
  const { data, error, again } = useCall(async () => {
    const [{ items }, { may }] = await Promise.all([staffApi('GET /menu', { query: {} }), staffApi('GET /staff/me')]);
    return { items, mayPlace: may.includes('orders.place') };
  });
  const show = () => {
    if (!data || mustSignIn(error))
      return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton rows={8} />;
    const groups = (Object.keys(menuGroups) as MenuGroup[])
      .filter((one) => group === 'all' || group === one)
      .map((one) => ({ one, items: data.items.filter((item) => item.group === one) }));
    return (
      <>
        <View className="gap">
          <Choices name="group" label="哪一类" from={filters} chosen={group} onChoose={setGroup} />
        </View>
        {data.items.length === 0 && <Empty icon="list" title="工会还没有公布服务菜单。想要的服务，可以先写下来。" />}
        {groups.map(
          ({ one, items }) =>
            items.length > 0 && (
              <Facts key={one} title={`${menuGroups[one]}（${items.length} 项）`}>
                {items.map((item) => (
                  <Row
                    key={item.id}
                    id={`item-${item.id}`}
                    title={item.title}
                    onTap={() => go(`/desk/menu-item?id=${item.id}`)}
                  >
                    <View>{sayItem(item)}</View>
                    <View className="row-clock">
                      <Chip tone={item.nextFreeOn ? 'told' : 'waiting'} icon="calendar" word={sayFree(item)} />
                      <View className="small">{sayWaiting(item)}</View>
                      {item.stars !== null && <StarsSaid stars={item.stars} />}
                    </View>
                  </Row>
                ))}
              </Facts>
            ),
        )}
        {data.mayPlace && (
          <Facts>
            <Row id="wish" icon="edit" title="菜单上没有？写下想要的" onTap={() => go('/desk/order-form')}>
              要的人多，会加进菜单
            </Row>
          </Facts>
        )}
      </>
    );
  };
  return <Page title="服务点单">{show()}</Page>;
}
