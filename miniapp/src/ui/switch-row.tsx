import { View } from '@tarojs/components';
import { Icon } from './icon';
import { ticked } from './named';

interface Props {
  id: string;
  on: boolean;
  words: string;
  /** What screen readers say, when the words alone do not tell. */
  label?: string;
  onTurn: (on: boolean) => unknown;
}

/** A box with its words: something that is on or off, or that is agreed to. */
export const SwitchRow = ({ id, on, words, label = words, onTurn }: Props) => (
  <View id={id} className="tick-main" {...ticked('checkbox', on, label)} onClick={() => void onTurn(!on)}>
    <View className={on ? 'tick-box on' : 'tick-box'}>{on && <Icon name="tick" />}</View>
    <View>{words}</View>
  </View>
);
