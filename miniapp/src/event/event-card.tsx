import { eventGroups } from '@niangjia/shared/rules/events';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Chip } from '../ui/chip';
import { Icon } from '../ui/icon';
import { tappable } from '../ui/named';
import { type OpenEvent, sayDays, standingOf } from './words';

/** One event in a list: where it stands for me, when, where. Opens my booking when I have one. */
export const EventCard = ({ event, now }: { event: OpenEvent; now: number }) => {
  const { id, title, group, unionName, placeName, mine } = event;
  const { tone, word, words } = standingOf(event, now);
  const url = mine ? `/event/booking?id=${mine.bookingId}` : `/event/one?id=${id}`;
  return (
    <View
      className="panel offer"
      id={`event-${id}`}
      {...tappable(undefined, 'link')}
      onClick={() => void Taro.navigateTo({ url })}
    >
      <View className="offer-top">
        <Chip tone={tone} word={word} />
        <View className="small">{eventGroups[group]}</View>
      </View>
      <View className="offer-title">
        <View className="strong">{title}</View>
        <Icon name="next" />
      </View>
      <View className="second">
        {sayDays(event)}　{placeName}
      </View>
      <View className="small">{unionName}</View>
      <View className="offer-standing">{words}</View>
    </View>
  );
};
