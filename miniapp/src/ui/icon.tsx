import { View } from '@tarojs/components';
import { hidden } from './named';

export type IconName =
  | 'back'
  | 'next'
  | 'home'
  | 'mine'
  | 'scan'
  | 'search'
  | 'card'
  | 'done'
  | 'tick'
  | 'waiting'
  | 'needs'
  | 'refused'
  | 'told'
  | 'quiet'
  | 'union'
  | 'place'
  | 'ride'
  | 'phone'
  | 'eye'
  | 'letters'
  | 'desk'
  | 'text'
  | 'out'
  | 'gift'
  | 'lock'
  | 'offline'
  | 'edit'
  | 'list'
  | 'inbox'
  | 'swap'
  | 'photo'
  | 'down'
  | 'two'
  | 'ticket'
  | 'star'
  | 'star-full'
  | 'calendar';

/** A line icon in the colour of the text around it; never alone, so screen readers skip it. */
export const Icon = ({ name }: { name: IconName }) => <View className={`icon icon-${name}`} {...hidden} />;
