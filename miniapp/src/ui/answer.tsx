import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Chip, type Tone } from './chip';
import { Icon } from './icon';
import { heading, named } from './named';

interface Props {
  tone: Tone;
  word: string;
  title: string;
  children?: ReactNode;
}

/** The page's one answer: the state, the number or the date, what comes next and who does it. */
export const Answer = ({ tone, word, title, children }: Props) => (
  <View className={`answer ${tone}`}>
    <Chip tone={tone} word={word} />
    <View className="answer-title" {...heading(2)}>
      {title}
    </View>
    {children}
  </View>
);

/** A few words that belong to what the person just did. */
export const Notice = ({ tone, act, children }: { tone: Tone; act?: ReactNode; children: ReactNode }) => (
  <View className={`notice ${tone}`} {...named('alert')}>
    <Icon name={tone} />
    <View className="notice-words">{children}</View>
    {act}
  </View>
);
