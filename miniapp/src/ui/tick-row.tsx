import { View } from '@tarojs/components';
import { Word } from './button';
import { Icon } from './icon';
import { ticked } from './named';

interface Props {
  id: string;
  on: boolean;
  words: string;
  onTurn: (on: boolean) => void;
  onRead: () => unknown;
}

/** Something to agree to: the box, the words, and the way to the full text. Never ticked beforehand. */
export const TickRow = ({ id, on, words, onTurn, onRead }: Props) => (
  <View className="tick-row">
    <View id={id} className="tick-main" {...ticked('checkbox', on, words)} onClick={() => onTurn(!on)}>
      <View className={on ? 'tick-box on' : 'tick-box'}>{on && <Icon name="tick" />}</View>
      <View>{words}</View>
    </View>
    <Word id={`${id}-text`} onTap={onRead}>
      看全文
    </Word>
  </View>
);
