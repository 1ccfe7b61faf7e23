import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { type DayPart, dayParts } from '@niangjia/shared/rules/orders';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Word } from '../ui/button';
import { Group } from '../ui/field';
import { Icon } from '../ui/icon';
import { named, ticked } from '../ui/named';
import { mondayOf, Weeks } from '../ui/weeks';
import { turnDay, turnPart, type Wished } from './order-draft';

interface Props {
  days: readonly Wished[];
  error: string | undefined;
  /** The first day that can be had; the grid begins there. */
  nextFreeOn: string | null;
  onChange: (days: Wished[]) => void;
}

const WEEKS = 4;

/** Wished days from the grid, and of each which parts. */
export const DaysPart = ({ days, error, nextFreeOn, onChange }: Props) => {
  const today = dayOf(new Date());
  const [from, setFrom] = useState(() => mondayOf(nextFreeOn ?? today));
  return (
    <Group id="days" label="希望的时间（可以选几个）" error={error}>
      <View className="panel">
        <Weeks
          label="希望的日子"
          from={from}
          weeks={WEEKS}
          today={today}
          look={(day) => ({
            on: days.some((one) => one.day === day),
            off: day <= today,
            mark: day === nextFreeOn ? '最早' : undefined,
          })}
          onTap={(day) => onChange(turnDay(days, day))}
          onTurn={setFrom}
        />
      </View>
      {days.map(({ day, parts }) => (
        <View key={day} className="wished" {...named('group', sayDay(day))}>
          <View className="wished-day">
            <View>{sayDay(day)}</View>
            <Word id={`drop-${day}`} onTap={() => onChange(turnDay(days, day))}>
              去掉
            </Word>
          </View>
          <View className="choices">
            {(Object.keys(dayParts) as DayPart[]).map((part) => (
              <View
                key={part}
                id={`part-${day}-${part}`}
                className={parts.includes(part) ? 'choice on' : 'choice'}
                {...ticked('checkbox', parts.includes(part), `${sayDay(day)}${dayParts[part].label}`)}
                onClick={() => onChange(turnPart(days, day, part))}
              >
                {parts.includes(part) && <Icon name="tick" />}
                <View>{dayParts[part].label}</View>
              </View>
            ))}
          </View>
        </View>
      ))}
    </Group>
  );
};
