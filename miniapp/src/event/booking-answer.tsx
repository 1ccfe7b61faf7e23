import { View } from '@tarojs/components';
import { Answer } from '../ui/answer';
import { sayLeft } from '../voucher/offer-words';
import { type Booking, sayMoment, saySpan } from './words';

/** Where it stands and what comes next, with the time limit of an offer. */
export const BookingAnswer = ({ booking, now }: { booking: Booking; now: number }) => {
  const { state, place, waiting, offerUntil, endReason, missed, arrivedAt } = booking;
  const when = saySpan(booking);
  if (state === 'offered' && offerUntil) {
    const left = Date.parse(offerUntil) - now;
    if (left <= 0)
      return (
        <Answer tone="quiet" word="时限已过" title={when}>
          <View className="second">没有在时限内确认，名额转给下一位。</View>
        </Answer>
      );
    return (
      <Answer tone="needs" word="轮到您了" title={when}>
        <View className="needed" id="offer-left">
          还有 {sayLeft(left)}，{sayMoment(offerUntil, now)} 前请确认
        </View>
        <View className="second">过了时限没有确认，就转给下一位。</View>
      </Answer>
    );
  }
  if (state === 'waiting')
    return (
      <Answer tone="waiting" word="候补中" title={place === null ? when : `候补第 ${place} 位，共 ${waiting} 人在等`}>
        <View className="second">{when}</View>
        <View className="second">有人取消，就按次序叫到您。到时发消息告诉您，请在时限内确认。</View>
      </Answer>
    );
  if (state === 'booked')
    return missed ? (
      <Answer tone="quiet" word="未到场" title={when}>
        <View className="second">没有到场登记。如果您去过，请联系工会补登。</View>
      </Answer>
    ) : (
      <Answer tone="done" word="已约上" title={when}>
        <View className="second">到场出示下面的预约码。去不了请尽早取消，让给候补的人。</View>
      </Answer>
    );
  if (state === 'used')
    return (
      <Answer tone="done" word="已到场" title={when}>
        {arrivedAt && <View className="second">{sayMoment(arrivedAt, now)} 登记到场</View>}
      </Answer>
    );
  return (
    <Answer tone="quiet" word={state === 'lapsed' ? '已失效' : '已取消'} title={when}>
      {endReason && <View className="second">{endReason}</View>}
    </Answer>
  );
};
