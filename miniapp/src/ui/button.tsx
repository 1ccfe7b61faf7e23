import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { tappable } from './named';

interface Props {
  id?: string;
  icon?: IconName;
  /** Words: what it waits for. */
  busy?: boolean | string;
  other?: boolean;
  /** Stands beside a field instead of filling the line. */
  side?: boolean;
  onTap: () => unknown;
  children: ReactNode;
}

/** The main act of a page, or (`other`) one of equal size beside it. While `busy` it takes no second tap. */
export const Big = ({ id, icon, busy, other, side, onTap, children }: Props) => (
  <View
    className={`big${other ? ' other' : ''}${side ? ' field-side' : ''}${busy ? ' off' : ''}`}
    {...(id ? { id } : {})}
    {...tappable()}
    onClick={() => {
      if (!busy) void onTap();
    }}
  >
    {icon && <Icon name={icon} />}
    <View>{busy === true ? '请稍候' : busy || children}</View>
  </View>
);

/** A secondary act: quiet words that are still 44 px to tap. */
export const Word = ({
  id,
  icon,
  onTap,
  needs,
  children,
}: Omit<Props, 'busy' | 'other' | 'side'> & { needs?: boolean }) => (
  <View className={needs ? 'word needs' : 'word'} {...(id ? { id } : {})} {...tappable()} onClick={() => void onTap()}>
    {icon && <Icon name={icon} />}
    <View>{children}</View>
  </View>
);
