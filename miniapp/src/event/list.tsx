import { type EventGroup, eventGroups } from '@niangjia/shared/rules/events';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { Word } from '../ui/button';
import { More } from '../ui/more';
import { Page } from '../ui/page';
import { aheadOf, useServerNow } from '../ui/server-clock';
import { Empty, Failed, Skeleton } from '../ui/states';
import { usePages } from '../use-pages';
import { EventCard } from './event-card';
import { WhoToAsk } from './who-to-ask';
import { inOrder } from './words';

definePageConfig({ navigationBarTitleText: '预约活动' });

async function load(group: EventGroup | undefined, over: boolean, after?: string) {
  const query = { ...(group && { group }), ...(over && { over: '1' as const }), ...(after && { after }) };
  const page = await api('GET /open-events', { query });
  return { ...page, ahead: aheadOf(page.now) };
}

/** What is open in one of the six groups, or in all of them; where nothing is, whom to ask. */
export default function EventList() {
  const { group: given = '' } = useRouter().params;
  const group = Object.hasOwn(eventGroups, given) ? (given as EventGroup) : undefined;
  const [over, setOver] = useState(false);
  const list = usePages((after) => load(group, over, after), `${given} ${over}`);
  const { first, items, error, again } = list;
  const title = group ? eventGroups[group] : '预约活动';
  const now = useServerNow(
    first?.ahead ?? 0,
    items.some(({ phase }) => phase === 'soon'),
  );
  const show = () => {
    if (!first) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const name = group ? eventGroups[group] : '';
    return (
      <>
        {(over ? items : inOrder(items, now)).map((event) => (
          <EventCard key={event.id} event={event} now={now} />
        ))}
        {items.length === 0 && (
          <Empty icon="calendar" title={over ? `${name}还没有结束的活动。` : `${name}现在没有可以预约的活动。`}>
            {!over && <View className="second">要办事或咨询，请直接联系您的工会。有新活动会出现在这里。</View>}
          </Empty>
        )}
        <More {...list} />
        <View className="words">
          <Word id="over" icon="list" onTap={() => setOver(!over)}>
            {over ? '看正在进行的' : '看结束的'}
          </Word>
        </View>
      </>
    );
  };
  return (
    <Page title={title}>
      {show()}
      <WhoToAsk />
    </Page>
  );
}
