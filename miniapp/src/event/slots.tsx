import { sayDay } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import { named, ticked } from '../ui/named';
import { byDay, type Slot, sayHours, saySlot } from './words';

interface Props {
  slots: readonly Slot[];
  /** None can be chosen now: they are only shown. */
  closed: boolean;
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/** The slots by day and hour, each with what is left. */
export const Slots = ({ slots, closed, chosen, onChoose }: Props) => (
  <View className="panel">
    <View className="panel-title">场次</View>
    {byDay(slots).map(([day, those]) => (
      <View key={day} className="slot-day">
        <View className="strong">{sayDay(day)}</View>
        <View className="slot-grid" {...(closed ? {} : named('radiogroup', sayDay(day)))}>
          {those.map((slot) => {
            const open = !closed && !slot.begun;
            const words = `${sayHours(slot)}，${saySlot(slot)}`;
            return (
              <View
                key={slot.id}
                id={`slot-${slot.id}`}
                className={['choice slot', slot.id === chosen && 'on', !open && 'shut'].filter(Boolean).join(' ')}
                {...(open ? { ...ticked('radio', slot.id === chosen, words), onClick: () => onChoose(slot.id) } : {})}
              >
                <View>{sayHours(slot)}</View>
                <View className="slot-left">{saySlot(slot)}</View>
              </View>
            );
          })}
        </View>
      </View>
    ))}
  </View>
);
