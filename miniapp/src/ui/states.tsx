import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { mustSignIn, Offline, sentenceOf } from '../api';
import { goSignIn } from '../sign-in';
import { Big } from './button';
import { Icon, type IconName } from './icon';
import { named } from './named';

/** The page's shape while it loads. */
export const Skeleton = ({ rows = 4 }: { rows?: number }) => (
  <View {...named('status', '正在加载')}>
    <View className="panel">
      <View className="bone half" />
      <View className="bone tall" />
    </View>
    <View className="panel">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <View key={row} className={row % 2 ? 'bone half' : 'bone'} />
      ))}
    </View>
  </View>
);

/** Says what will stand here and offers one act. */
export const Empty = ({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) => (
  <View className="state">
    <Icon name={icon} />
    <View>{title}</View>
    {children}
  </View>
);

interface FailedProps {
  error: unknown;
  again: () => unknown;
  signIn?: () => Promise<unknown>;
}

/** Says what happened and offers to try again, or to sign in when that is what is missing. */
export const Failed = ({ error, again, signIn = goSignIn }: FailedProps) => (
  <View className="state" {...named('alert')}>
    <Icon name={error instanceof Offline ? 'offline' : 'told'} />
    <View>{sentenceOf(error)}</View>
    {mustSignIn(error) ? (
      <Big id="go-sign-in" onTap={() => signIn().then(again, again)}>
        登录
      </Big>
    ) : (
      <Big id="again" other onTap={again}>
        再试一次
      </Big>
    )}
  </View>
);
