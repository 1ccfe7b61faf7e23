import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { tappable } from './named';

interface Props {
  id?: string;
  icon?: IconName;
  title: string;
  children?: ReactNode;
  onTap: () => unknown;
}

/** A line that leads somewhere. */
export const Row = ({ id, icon, title, children, onTap }: Props) => (
  <View className="row" {...(id ? { id } : {})} {...tappable()} onClick={() => void onTap()}>
    {icon && <Icon name={icon} />}
    <View className="row-body">
      <View>{title}</View>
      {children && <View className="second">{children}</View>}
    </View>
    <Icon name="next" />
  </View>
);
