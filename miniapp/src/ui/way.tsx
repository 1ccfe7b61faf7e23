import { sayTime } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import type { Tone } from './chip';
import { Icon, type IconName } from './icon';

export interface Stop {
  tone: Tone;
  icon?: IconName;
  title: string;
  /** When it happened; nothing for what is still to come. */
  at?: string | null;
  /** Who did it. */
  by?: string;
  /** What was said, or until when it is to be done. */
  words?: string | null;
}

/** A case as a vertical line of steps: who, when, what was said; what is still to come stands on it too. */
export const Way = ({ title, stops }: { title: string; stops: readonly Stop[] }) => (
  <View className="panel">
    <View className="panel-title">{title}</View>
    {stops.map(({ tone, icon = 'done', title: name, at, by, words }, i) => (
      <View className={`step ${tone}`} key={`${at ?? ''}${name}`}>
        <View className="step-mark">
          <Icon name={icon} />
          {i < stops.length - 1 && <View className="step-line" />}
        </View>
        <View className="step-body">
          <View>{name}</View>
          {(at || by) && <View className="small">{[at && sayTime(at), by].filter(Boolean).join('　')}</View>}
          {words && <View className="step-reason">{words}</View>}
        </View>
      </View>
    ))}
  </View>
);
