import Taro from '@tarojs/taro';
import { Facts } from '../ui/facts';
import { Row } from '../ui/row';
import { type Booking, sayMoment, saySpan } from './words';

const open = (id: string) => Taro.navigateTo({ url: `/event/booking?id=${id}` });

/** An offer that waits for my answer, then the next place that I have. Nothing when there is neither. */
export const MineNext = ({ next, offer, now }: { next: Booking | null; offer: Booking | null; now: number }) => {
  if (!next && !offer) return null;
  return (
    <Facts title="我的预约">
      {offer?.offerUntil && (
        <Row id="booking-offer" icon="needs" title={`候补轮到您了：${offer.title}`} onTap={() => open(offer.id)}>
          {saySpan(offer)}，为您留到 {sayMoment(offer.offerUntil, now)}，请确认
        </Row>
      )}
      {next && (
        <Row id="booking-next" icon="calendar" title={next.title} onTap={() => open(next.id)}>
          {saySpan(next)}　{next.placeName}
        </Row>
      )}
    </Facts>
  );
};
