import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Chip } from '../ui/chip';
import { Icon } from '../ui/icon';
import { tappable } from '../ui/named';
import { lookOf, sayHours, sayVisitTime, type Visit } from './words';

/** One visit in a list. `day`: the day stands above already. `name`: what its id begins with; a visit may stand twice. */
export const VisitRow = ({ visit, day, name = 'visit' }: { visit: Visit; day?: boolean; name?: string }) => (
  <View
    id={`${name}-${visit.id}`}
    className="row"
    {...tappable()}
    onClick={() => void Taro.navigateTo({ url: `/expert/visit?id=${visit.id}` })}
  >
    <View className="row-body">
      <View className="strong">{day ? sayHours(visit) : sayVisitTime(visit)}</View>
      <View>{visit.title}</View>
      <View className="second">
        {visit.placeName}，{visit.people} 人
      </View>
      <View className="row-clock">
        <Chip {...lookOf(visit, new Date().toISOString())} />
      </View>
    </View>
    <Icon name="next" />
  </View>
);
