import { travelMinutes } from '@niangjia/shared/rules/experts';
import { View } from '@tarojs/components';
import { Word } from '../ui/button';
import { Facts } from '../ui/facts';
import { openMap } from '../ui/map';
import { VisitRow } from './visit-row';
import type { Visit } from './words';

const sayWay = (km: number): string => {
  const minutes = travelMinutes(km);
  return minutes ? `路上约 ${km.toFixed(1)} 公里，${minutes} 分钟` : '就在附近';
};

/** The way of the day: from the base to each place, and how far it is. */
export const Route = ({ visits, base }: { visits: readonly Visit[]; base: string }) => (
  <Facts title="今天的路线">
    {visits.length === 0 && <View className="second">今天没有上门服务。</View>}
    {visits.map((visit, nth) => {
      const { latitude, longitude, placeName, address } = visit;
      return (
        <View key={visit.id}>
          <View className="small gap">
            {nth === 0 ? `从${base}出发，` : ''}
            {sayWay(visit.fromLastKm ?? visit.km)}
          </View>
          <VisitRow visit={visit} day name="route" />
          {latitude !== null && longitude !== null && (
            <View className="words start">
              <Word
                id={`map-${visit.id}`}
                icon="place"
                onTap={() => openMap({ latitude, longitude, placeName, address })}
              >
                打开地图
              </Word>
            </View>
          )}
        </View>
      );
    })}
  </Facts>
);
