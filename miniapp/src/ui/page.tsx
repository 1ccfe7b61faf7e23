import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { CSSProperties, ReactNode } from 'react';
import { Icon } from './icon';
import { letterSteps, useLetterStep } from './letters';
import { heading, named, tappable } from './named';
import { type Tab, Tabs } from './tabs';

interface Props {
  /** Shown in a browser; WeChat takes its title from the page's config. */
  title: string;
  tab?: Tab;
  /** The one main act, in a bar at the bottom. */
  bar?: ReactNode;
  children: ReactNode;
}

const inBrowser = process.env.TARO_ENV === 'h5';

function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: '/home/index' });
}

const Header = ({ title, alone }: { title: string; alone: boolean }) => (
  <View className="header" {...named('banner')}>
    {!alone && (
      <View id="back" className="header-back" {...tappable('返回')} onClick={goBack}>
        <Icon name="back" />
      </View>
    )}
    <View className={alone ? 'header-title alone' : 'header-title'} {...heading(1)}>
      {title}
    </View>
  </View>
);

/** The frame of every page: text size, colours, header and tabs in a browser, body, bottom bar. */
export const Page = ({ title, tab, bar, children }: Props) => {
  const factor = letterSteps[useLetterStep()] ?? 1;
  return (
    <View className="frame" style={{ '--fs': factor } as CSSProperties}>
      {inBrowser && <Header title={title} alone={tab !== undefined} />}
      <View className="body" {...named('main')}>
        {children}
      </View>
      {bar && <View className="bar">{bar}</View>}
      {inBrowser && tab && <Tabs here={tab} />}
    </View>
  );
};
