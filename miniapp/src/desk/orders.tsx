import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { orderStates } from '@niangjia/shared/rules/orders';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { staffApi } from '../api';
import { Chip } from '../ui/chip';
import { Choices } from '../ui/choices';
import { Clock } from '../ui/clock';
import { Icon } from '../ui/icon';
import { tappable } from '../ui/named';
import { usePages } from '../use-pages';
import { DeskList } from './desk-list';
import { isOurs, orderTones } from './menu-words';

definePageConfig({ navigationBarTitleText: '我的单子' });

type Order = Reply<'GET /orders'>['items'][number];
const stages = { open: '在办', delivered: '待评价', closed: '办完的' };
const empty: Record<keyof typeof stages, string> = {
  open: '现在没有在办的单子。到“服务点单”里点一项，会在这里看到进度。',
  delivered: '没有等评价的单子。',
  closed: '还没有办完的单子。',
};
const filters = {
  open: { stage: 'open' },
  delivered: { state: 'delivered' },
  closed: { stage: 'closed' },
} as const;

/** What matters most about it now. */
function sayNow({ state, holder, position, lineLength, likelyOn, startAt }: Order): string {
  if (state === 'accepted' && position !== null)
    return `排第 ${position} 位，共 ${lineLength ?? position} 家${likelyOn ? `，大约 ${sayDay(likelyOn)}` : ''}`;
  if (startAt) return sayTime(startAt);
  return holder ? `等${holder}办理` : '';
}

const OrderRow = (order: Order) => {
  const { id, title, state, unionName, dueOn, workingDaysLeft, urgency, holder } = order;
  return (
    <View
      id={`order-${id}`}
      className="panel row"
      {...tappable()}
      onClick={() => void Taro.navigateTo({ url: `/desk/order?id=${id}` })}
    >
      <View className="row-body">
        <View>{title}</View>
        <View className="second">{unionName}</View>
        <View className="second">{sayNow(order)}</View>
        <View className="row-clock">
          <Chip tone={orderTones[state]} word={orderStates[state]} />
          {isOurs(holder) && <Chip tone="needs" icon="needs" word="等您办" />}
          {dueOn && workingDaysLeft !== null && (
            <Clock dueOn={dueOn} workingDaysLeft={workingDaysLeft} urgency={urgency} />
          )}
        </View>
      </View>
      <Icon name="next" />
    </View>
  );
};

/** What the officer's unions have ordered; a department's staff see what it owns. */
export default function Orders() {
  const [stage, setStage] = useState<keyof typeof stages>('open');
  const list = usePages(async (after) => {
    const { may } = await staffApi('GET /staff/me');
    const view = may.includes('orders.place') ? 'mine' : 'queue';
    return staffApi('GET /orders', { query: { view, ...filters[stage], ...(after ? { after } : {}) } });
  }, stage);
  return (
    <DeskList
      title="我的单子"
      head={
        <View className="gap">
          <Choices name="stage" label="哪些单子" from={stages} chosen={stage} onChoose={setStage} />
        </View>
      }
      loaded={list.first !== undefined}
      empty={empty[stage]}
      {...list}
    >
      {list.items.map((order) => (
        <OrderRow key={order.id} {...order} />
      ))}
    </DeskList>
  );
}
