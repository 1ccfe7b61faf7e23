import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from './icon';

export type Tone = 'done' | 'waiting' | 'needs' | 'told' | 'quiet';

/** A state is never colour alone: icon, word, colour. */
export const Chip = ({ tone, word, icon = tone }: { tone: Tone; word: string; icon?: IconName }) => (
  <View className={`chip ${tone}`}>
    <Icon name={icon} />
    <Text>{word}</Text>
  </View>
);
