import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Word } from './button';
import { named } from './named';

interface Props {
  title: string;
  children: ReactNode;
  onClose: () => void;
}

/** Asks one thing more before an act, over the page. */
export const Sheet = ({ title, children, onClose }: Props) => (
  <View className="sheet" onClick={onClose}>
    <View className="sheet-body" {...named('dialog', title)} onClick={(event) => event.stopPropagation()}>
      <View className="lead">{title}</View>
      {children}
      <View className="words">
        <Word id="cancel" onTap={onClose}>
          取消
        </Word>
      </View>
    </View>
  </View>
);
