import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Answer } from '../ui/answer';
import { Big } from '../ui/button';
import { type FullEvent, phaseNow, sayMoment, standingOf } from './words';

/** The page's one answer: whether I can have a place, and how. */
export const EventAnswer = ({ event, now }: { event: FullEvent; now: number }) => {
  const { mine, barrier, bookUntil, endReason, isPriority } = event;
  const { tone, word, words } = standingOf(event, now);
  const phase = phaseNow(event, now);
  return (
    <Answer tone={tone} word={word} title={words}>
      {event.state === 'cancelled' && endReason && <View className="second">原因：{endReason}</View>}
      {!mine && !barrier && phase === 'open' && (
        <View className="second">{sayMoment(bookUntil, now)} 前可以预约，每人一个名额。</View>
      )}
      {isPriority && phase !== 'over' && !mine && <View className="second">您在优先人员中，候补时先轮到您。</View>}
      {mine && (
        <View className="gap">
          <Big id="see-booking" onTap={() => Taro.navigateTo({ url: `/event/booking?id=${mine.bookingId}` })}>
            {mine.state === 'offered' ? '去确认' : '看我的预约'}
          </Big>
        </View>
      )}
      {!mine && barrier?.code === 'join' && (
        <View className="gap">
          <Big id="join" icon="search" onTap={() => Taro.navigateTo({ url: '/join/search' })}>
            去入会
          </Big>
        </View>
      )}
    </Answer>
  );
};
