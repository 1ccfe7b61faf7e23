import { sayTime } from '@niangjia/shared/rules/days';
import { eventKinds } from '@niangjia/shared/rules/events';
import { occupations } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import { Word } from '../ui/button';
import { CallRow } from '../ui/call-row';
import { Fact, Facts } from '../ui/facts';
import { openMap } from '../ui/map';
import { type FullEvent, sayDays } from './words';

interface Where {
  placeName: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
}

/** Where it is, with the way there when its degrees are known. */
export const WhereFact = ({ placeName, address, latitude, longitude }: Where) => (
  <Fact name="地点">
    <View>
      <View>{placeName}</View>
      <View className="second">{address}</View>
    </View>
    {latitude !== null && longitude !== null && (
      <Word id="map" icon="place" onTap={() => openMap({ placeName, address, latitude, longitude })}>
        看地图
      </Word>
    )}
  </Fact>
);

/** What it is, where, for whom, what to bring, whom to ask. */
export const EventFacts = ({ event }: { event: FullEvent }) => {
  const { kind, unionName, unionPhone, bring, words, audienceWords, priority, reservedUntil, number } = event;
  return (
    <>
      <Facts title="活动说明">
        <Fact name="类型">{eventKinds[kind]}</Fact>
        <Fact name="日期">{sayDays(event)}</Fact>
        <WhereFact {...event} />
        {bring && <Fact name="请准备">{bring}</Fact>}
        <Fact name="面向">{audienceWords.length > 0 ? audienceWords.join('；') : `${unionName}范围内的会员`}</Fact>
        {priority.length > 0 && (
          <Fact name="优先">
            {priority.map((one) => occupations[one]).join('、')}
            {reservedUntil && <View className="second">留给他们的名额 {sayTime(reservedUntil)} 起放开</View>}
          </Fact>
        )}
        <Fact name="主办">{unionName}</Fact>
        {words && <View className="second gap">{words}</View>}
        <View className="small">活动编号 {number}</View>
      </Facts>
      {unionPhone && (
        <Facts title="问工会">
          <CallRow who={unionName} phone={unionPhone} />
        </Facts>
      )}
    </>
  );
};
