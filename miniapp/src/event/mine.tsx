import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { Big } from '../ui/button';
import { Choices } from '../ui/choices';
import { Facts } from '../ui/facts';
import { More } from '../ui/more';
import { Page } from '../ui/page';
import { Empty, Failed, Skeleton } from '../ui/states';
import { usePages } from '../use-pages';
import { BookingRow } from './booking-row';

definePageConfig({ navigationBarTitleText: '我的预约' });

const views = { coming: '要去的', over: '过去的' } as const;
type ViewName = keyof typeof views;

/** All my bookings: what is to come, the next first; what is past. */
export default function MyBookings() {
  const [view, setView] = useState<ViewName>('coming');
  const list = usePages(
    (after) => api('GET /bookings', { query: { ...(view === 'over' && { over: '1' }), ...(after && { after }) } }),
    view,
  );
  const { first, items, error, again } = list;
  const show = () => {
    if (!first) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    if (items.length === 0)
      return (
        <Empty icon="calendar" title={view === 'over' ? '还没有过去的预约。' : '您现在没有预约。'}>
          {view === 'coming' && (
            <Big id="services" onTap={() => Taro.switchTab({ url: '/services/index' })}>
              看能约什么
            </Big>
          )}
        </Empty>
      );
    const now = Date.parse(first.now);
    return (
      <Facts>
        {items.map((booking) => (
          <BookingRow key={booking.id} booking={booking} now={now} />
        ))}
      </Facts>
    );
  };
  return (
    <Page title="我的预约">
      <View className="two">
        <Choices name="view" label="哪些预约" from={views} chosen={view} onChoose={setView} />
      </View>
      {show()}
      <More {...list} />
    </Page>
  );
}
