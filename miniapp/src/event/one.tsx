import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { api } from '../api';
import { Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Page } from '../ui/page';
import { aheadOf, useServerNow } from '../ui/server-clock';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { sayLeft } from '../voucher/offer-words';
import { EventAnswer } from './event-answer';
import { EventFacts } from './event-facts';
import { Slots } from './slots';
import { useBooking } from './use-booking';
import { type FullEvent, mayBook, phaseNow, type Slot, saySpan } from './words';

definePageConfig({ navigationBarTitleText: '预约活动' });

interface BarProps {
  event: FullEvent;
  now: number;
  slot: Slot | undefined;
  booking: ReturnType<typeof useBooking>;
}

/** The one main act, or what it waits for. Nothing when there is nothing to do. */
function bookBar({ event, now, slot, booking }: BarProps) {
  const waits = (words: string) => (
    <Big id="book-waits" busy={words} onTap={() => undefined}>
      {words}
    </Big>
  );
  if (event.mine || event.barrier || event.state !== 'open') return null;
  if (phaseNow(event, now) === 'soon') return waits(`还有 ${sayLeft(Date.parse(event.bookFrom) - now)} 开始预约`);
  if (!mayBook(event, now) || event.slots.every(({ begun }) => begun)) return null;
  if (!slot) return waits('请先选一个场次');
  return (
    <Big id="book" busy={booking.busy} onTap={() => booking.go(slot)}>
      {slot.free > 0 ? '预约' : '排队候补'}：{saySpan(slot)}
    </Big>
  );
}

/** One event: whether I may, its slots with what is left, one act. */
export default function OneEvent() {
  const { id = '' } = useRouter().params;
  const [chosen, setChosen] = useState<string>();
  const { data, error, again } = useCall(async () => {
    const { now, event } = await api('GET /open-events/:id', { params: { id } });
    return { event, ahead: aheadOf(now) };
  }, id);
  const event = data?.event;
  const now = useServerNow(data?.ahead ?? 0, event?.phase === 'soon');
  const booking = useBooking(again);
  const takable = event && mayBook(event, now) ? event.slots.filter(({ begun }) => !begun) : [];
  const slot = takable.find((one) => one.id === chosen) ?? (takable.length === 1 ? takable[0] : undefined);
  useEffect(() => {
    if (booking.failure) Taro.pageScrollTo({ scrollTop: 0, duration: 0 }).catch(() => undefined);
  }, [booking.failure]);

  const show = () => {
    if (!event) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    return (
      <>
        {booking.failure && <Notice tone="needs">{booking.failure}</Notice>}
        <View className="lead">{event.title}</View>
        <EventAnswer event={event} now={now} />
        <Slots slots={event.slots} closed={takable.length === 0} chosen={slot?.id} onChoose={setChosen} />
        {slot && slot.free === 0 && (
          <View className="second gap">候补按次序叫到，会发消息告诉您，请在时限内确认；没有确认就转给下一位。</View>
        )}
        <EventFacts event={event} />
      </>
    );
  };
  return (
    <Page title="预约活动" bar={event && bookBar({ event, now, slot, booking })}>
      {show()}
    </Page>
  );
}
