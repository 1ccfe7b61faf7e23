import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Icon } from './icon';
import { named, tappable } from './named';

const tabs = [
  { path: 'home/index', word: '首页', icon: 'home' },
  { path: 'services/index', word: '服务', icon: 'calendar' },
  { path: 'welfare/index', word: '福利', icon: 'ticket' },
  { path: 'mine/index', word: '我的', icon: 'mine' },
] as const;

export type Tab = (typeof tabs)[number]['path'];

/** The tab bar in a browser; WeChat draws its own. */
export const Tabs = ({ here }: { here: Tab }) => (
  <View className="tabs" {...named('navigation', '主菜单')}>
    {tabs.map(({ path, word, icon }) => (
      <View
        key={path}
        id={`tab-${icon}`}
        className={path === here ? 'tab on' : 'tab'}
        {...tappable(word, 'link')}
        {...(path === here ? { ariaCurrent: 'page' } : {})}
        onClick={() => void Taro.switchTab({ url: `/${path}` })}
      >
        <Icon name={icon} />
        <View>{word}</View>
      </View>
    ))}
  </View>
);
