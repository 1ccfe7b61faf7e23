import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { heading } from './named';

/** The facts of a case: name left, value right, one a line. */
export const Facts = ({ title, children }: { title?: string; children: ReactNode }) => (
  <View className="panel">
    {title && (
      <View className="panel-title" {...heading(2)}>
        {title}
      </View>
    )}
    {children}
  </View>
);

export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <View className="fact">
    <View className="fact-name">{name}</View>
    <View className="fact-value">{children}</View>
  </View>
);
