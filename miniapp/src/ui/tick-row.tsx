import { View } from '@tarojs/components';
import { Word } from './button';
import { SwitchRow } from './switch-row';

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
    <SwitchRow id={id} on={on} words={words} onTurn={onTurn} />
    <Word id={`${id}-text`} onTap={onRead}>
      看全文
    </Word>
  </View>
);
