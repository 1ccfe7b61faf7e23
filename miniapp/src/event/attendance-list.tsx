import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import { Word } from '../ui/button';
import { Facts } from '../ui/facts';
import { StarsSaid } from '../ui/stars';

type Attendance = Reply<'GET /attendances'>['items'][number];

/** What the person took part in, and what is still to be rated. */
export const AttendanceList = ({
  items,
  onRate,
}: {
  items: readonly Attendance[];
  onRate: (attendance: Attendance) => void;
}) => {
  const now = new Date().toISOString();
  return (
    <Facts title="我参加过的">
      {items.length === 0 && <View className="second">还没有签到过。签到后，在这里评价。</View>}
      {items.map((one) => (
        <View key={one.id} className="fact">
          <View>
            <View>{one.title}</View>
            <View className="small">
              {sayTime(one.startAt)}　{one.placeName}　{one.expertName}
            </View>
            {one.words && <View className="second">{one.words}</View>}
          </View>
          {one.stars !== null ? (
            <StarsSaid stars={one.stars} />
          ) : one.startAt > now ? (
            <View className="small">开始后可以评价</View>
          ) : one.rateUntil >= now ? (
            <Word id={`rate-${one.id}`} icon="star" onTap={() => onRate(one)}>
              评价
            </Word>
          ) : (
            <View className="small">评价已截止</View>
          )}
        </View>
      ))}
    </Facts>
  );
};
