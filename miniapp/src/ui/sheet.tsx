import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Word } from './button';
import { named } from './named';

interface Props {
  title: string;
  children: ReactNode;
  /** The word that leaves everything as it is. */
  leave?: string;
  onClose: () => void;
}

/** Asks one thing more before an act, over the page. */
export const Sheet = ({ title, children, leave = '取消', onClose }: Props) => (
  <View className="sheet" onClick={onClose}>
    <View className="sheet-body" {...named('dialog', title)} onClick={(event) => event.stopPropagation()}>
      <View className="lead">{title}</View>
      {children}
      <View className="words">
        <Word id="cancel" onTap={onClose}>
          {leave}
        </Word>
      </View>
    </View>
  </View>
);
