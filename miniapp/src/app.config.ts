const mini = process.env.TARO_ENV === 'weapp';
/** In WeChat colours and icons come from theme.json, light and dark; a browser takes them from tokens.scss. */
const themed = (name: string, plain: string) => (mini ? `@${name}` : plain);

export default defineAppConfig({
  pages: ['home/index', 'welfare/index', 'mine/index'],
  subPackages: [
    { root: 'join', pages: ['union', 'search', 'apply', 'application', 'text'] },
    { root: 'card', pages: ['index'] },
    { root: 'account', pages: ['sign-in', 'letters', 'looks'] },
    { root: 'transfer', pages: ['index', 'ask'] },
    { root: 'request', pages: ['index', 'one', 'ask'] },
    { root: 'own-data', pages: ['index', 'consents', 'phone', 'export', 'close', 'receipt'] },
    { root: 'inbox', pages: ['index', 'choices'] },
    { root: 'lost', pages: ['index'] },
    { root: 'voucher', pages: ['offer', 'wallet', 'one'] },
    { root: 'cashier', pages: ['index', 'redeem', 'offline'] },
    {
      root: 'desk',
      pages: [
        'sign-in',
        'index',
        'queue',
        'review',
        'check',
        'file',
        'transfers',
        'transfer',
        'requests',
        'request',
        'joint',
        'joint-act',
        'members',
        'member',
      ],
    },
  ],
  preloadRule: {
    'home/index': { network: 'all', packages: ['join', 'card'] },
    'welfare/index': { network: 'all', packages: ['voucher'] },
  },
  window: {
    navigationBarTitleText: '娘家',
    navigationBarBackgroundColor: themed('bar', '#ffffff'),
    navigationBarTextStyle: themed('barText', 'black') as 'black',
    backgroundColor: themed('page', '#f6f7f9'),
    backgroundTextStyle: themed('pull', 'dark') as 'dark',
  },
  tabBar: {
    // WeChat draws its own bar; in a browser ui/tabs.tsx does, since Taro's ignores text size and dark mode.
    custom: !mini,
    color: themed('tab', '#57606a'),
    selectedColor: themed('tabOn', '#c8161d'),
    backgroundColor: themed('bar', '#ffffff'),
    borderStyle: themed('tabLine', 'black') as 'black',
    list: [
      {
        pagePath: 'home/index',
        text: '首页',
        iconPath: themed('home', 'tabs/home-light.png'),
        selectedIconPath: themed('homeOn', 'tabs/home-on-light.png'),
      },
      {
        pagePath: 'welfare/index',
        text: '福利',
        iconPath: themed('welfare', 'tabs/welfare-light.png'),
        selectedIconPath: themed('welfareOn', 'tabs/welfare-on-light.png'),
      },
      {
        pagePath: 'mine/index',
        text: '我的',
        iconPath: themed('mine', 'tabs/mine-light.png'),
        selectedIconPath: themed('mineOn', 'tabs/mine-on-light.png'),
      },
    ],
  },
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
  ...(mini ? {} : { animation: false }),
});
