import { addDays, sayDay } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import { Word } from './button';
import { named, tappable } from './named';

interface DayLook {
  on?: boolean;
  /** Cannot be taken; still told why to a screen reader. */
  off?: boolean;
  /** A short word under the number, `2 次`, `请假`. */
  mark?: string | undefined;
}

interface Props {
  label: string;
  /** The first Monday shown. */
  from: string;
  weeks: number;
  today: string;
  look: (day: string) => DayLook;
  onTap: (day: string) => void;
  /** Moves by whole screens; without it the grid stands still. */
  onTurn?: (from: string) => void;
}

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

const beginsMonth = (day: string, from: string) => day === from || day.endsWith('-01');

/** A few weeks as a grid, Monday first: one tap a day. */
export const Weeks = ({ label, from, weeks, today, look, onTap, onTurn }: Props) => {
  const days = Array.from({ length: weeks * 7 }, (_, nth) => addDays(from, nth));
  const last = days[days.length - 1] ?? from;
  return (
    <View {...named('group', label)}>
      <View className="weeks-head">
        <View className="strong">
          {sayDay(from).split(' ')[0]} — {sayDay(last).split(' ')[0]}
        </View>
        {onTurn && (
          <View className="weeks-turn">
            {from > today && (
              <Word id="weeks-before" onTap={() => onTurn(addDays(from, -7 * weeks))}>
                往前
              </Word>
            )}
            <Word id="weeks-after" onTap={() => onTurn(addDays(from, 7 * weeks))}>
              往后
            </Word>
          </View>
        )}
      </View>
      <View className="weeks">
        {weekdays.map((weekday) => (
          <View key={weekday} className="weeks-day-name">
            {weekday}
          </View>
        ))}
        {days.map((day) => {
          const { on, off, mark } = look(day);
          const words = `${sayDay(day)}${mark ? `，${mark}` : ''}${on ? '，已选' : ''}${off ? '，不能选' : ''}`;
          return (
            <View
              key={day}
              id={`day-${day}`}
              className={`weeks-day${on ? ' on' : ''}${off ? ' off' : ''}${day === today ? ' today' : ''}`}
              {...tappable(words)}
              onClick={() => !off && onTap(day)}
            >
              {beginsMonth(day, from) && <View className="weeks-month">{Number(day.slice(5, 7))}月</View>}
              <View>{Number(day.slice(8))}</View>
              {mark && <View className="weeks-mark">{mark}</View>}
            </View>
          );
        })}
      </View>
    </View>
  );
};
