import { claimStates } from '@niangjia/shared/rules/places';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Chip } from '../ui/chip';
import { Row } from '../ui/row';
import { type Booking, claimTones, sayMoment, saySpan } from './words';

/** What is said of a booking in one line beside its state. */
function wordsOf({ state, place, offerUntil, endReason, missed }: Booking, now: number): string {
  if (state === 'offered' && offerUntil) return `为您留到 ${sayMoment(offerUntil, now)}`;
  if (state === 'waiting' && place !== null) return `排在第 ${place} 位`;
  return missed ? '没有到场登记' : (endReason ?? '');
}

/** One booking in a list. */
export const BookingRow = ({ booking, now }: { booking: Booking; now: number }) => {
  const { id, title, placeName, state, missed } = booking;
  const words = wordsOf(booking, now);
  return (
    <Row
      id={`booking-${id}`}
      icon="calendar"
      title={title}
      onTap={() => Taro.navigateTo({ url: `/event/booking?id=${id}` })}
    >
      <View>{saySpan(booking)}</View>
      <View>{placeName}</View>
      <View className="ticket-mark">
        <Chip tone={missed ? 'quiet' : claimTones[state]} word={missed ? '未到场' : claimStates[state]} />
        {words && <View>{words}</View>}
      </View>
    </Row>
  );
};
