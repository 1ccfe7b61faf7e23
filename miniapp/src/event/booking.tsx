import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { personSession } from '../session';
import { Notice } from '../ui/answer';
import { useBrightScreen } from '../ui/bright';
import { Big, Word } from '../ui/button';
import { addToCalendar } from '../ui/calendar';
import { CallRow } from '../ui/call-row';
import { Fact, Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { aheadOf, useServerNow } from '../ui/server-clock';
import { Failed, Skeleton } from '../ui/states';
import { SureSheet } from '../ui/sure-sheet';
import { useCall } from '../use-call';
import { ArrivalCode } from './arrival-code';
import { BookingAnswer } from './booking-answer';
import { WhereFact } from './event-facts';
import type { Booking } from './words';

definePageConfig({ navigationBarTitleText: '我的预约' });

const BookingFacts = ({ booking }: { booking: Booking }) => {
  const { eventId, bring, unionName, unionPhone, eventNumber } = booking;
  return (
    <>
      <Facts title="活动">
        <WhereFact {...booking} />
        {bring && <Fact name="请准备">{bring}</Fact>}
        <Fact name="主办">{unionName}</Fact>
        <View className="small">活动编号 {eventNumber}</View>
        <View className="words start">
          <Word id="event" onTap={() => Taro.navigateTo({ url: `/event/one?id=${eventId}` })}>
            看活动
          </Word>
        </View>
      </Facts>
      {unionPhone && (
        <Facts title="问工会">
          <CallRow who={unionName} phone={unionPhone} />
        </Facts>
      )}
    </>
  );
};

/** Takes an offer at once; giving it up is asked once more. */
function useOffer(id: string, again: () => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const take = async () => {
    setBusy(true);
    setFailure(undefined);
    await api('POST /bookings/:id/take', { params: { id } }).catch((error) => setFailure(sentenceOf(error)));
    await again();
    setBusy(false);
  };
  return { busy, failure, take };
}

/** One booking: when and where, its code, its place in the line, or an offer with its time limit. */
export default function OneBooking() {
  const { id = '' } = useRouter().params;
  const [sheet, setSheet] = useState<'cancel' | 'decline'>();
  const [told, setTold] = useState<string>();
  const { data, error, again } = useCall(async () => {
    const { now, booking } = await api('GET /bookings/:id', { params: { id } });
    return { booking, ahead: aheadOf(now) };
  }, id);
  const booking = data?.booking;
  const now = useServerNow(data?.ahead ?? 0, booking?.state === 'offered');
  const offer = useOffer(id, again);
  const offered = booking?.state === 'offered' && Date.parse(booking.offerUntil ?? '') > now;
  useBrightScreen(Boolean(booking?.code));

  const keep = async (one: Booking) => {
    setTold(undefined);
    const entry = { path: `/bookings/${id}/calendar`, session: personSession, ...one };
    await addToCalendar(entry).then(
      (kept) => kept && setTold('已放进日历，前一天也会发消息提醒您。'),
      (failure: unknown) => setTold(sentenceOf(failure)),
    );
  };
  const show = () => {
    if (!booking) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const waits = booking.state === 'waiting';
    return (
      <>
        {offer.failure && <Notice tone="needs">{offer.failure}</Notice>}
        <View className="lead">{booking.title}</View>
        <BookingAnswer booking={booking} now={now} />
        {booking.code && <ArrivalCode code={booking.code} />}
        {told && <Notice tone="told">{told}</Notice>}
        <View className="words">
          {booking.code && (
            <Word id="calendar" icon="calendar" onTap={() => keep(booking)}>
              放进日历
            </Word>
          )}
          {booking.cancellable && (
            <Word id="cancel-booking" icon="out" onTap={() => setSheet('cancel')}>
              {waits ? '退出候补' : '取消预约'}
            </Word>
          )}
        </View>
        <BookingFacts booking={booking} />
        {sheet && (
          <SureSheet
            title={sheet === 'decline' ? '放弃这个名额？' : waits ? '退出候补？' : '取消这个预约？'}
            word={sheet === 'decline' ? '放弃' : waits ? '退出候补' : '取消预约'}
            leave="先留着"
            act={() => api(`POST /bookings/:id/${sheet}`, { params: { id } })}
            onClose={async () => {
              setSheet(undefined);
              await again();
            }}
          >
            <View className="second gap">
              {waits && sheet === 'cancel'
                ? '退出后再候补，要重新排队。'
                : '名额马上转给下一位候补的人，您再约要看还有没有名额。'}
            </View>
          </SureSheet>
        )}
      </>
    );
  };
  return (
    <Page
      title="我的预约"
      bar={
        offered && (
          <>
            <Big id="take" busy={offer.busy} onTap={offer.take}>
              接受，我要去
            </Big>
            <Big id="decline" other onTap={() => setSheet('decline')}>
              放弃，让给下一位
            </Big>
          </>
        )
      }
    >
      {show()}
    </Page>
  );
}
