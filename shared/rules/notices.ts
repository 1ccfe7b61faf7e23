/** The inbox: what a person is told, and where. The inbox itself cannot be switched off; the other ways can. */
export const noticeKinds = {
  decision: '入会审核结果',
  progress: '转会和请求的进度',
  filed: '工会代我办理',
  look: '有人查看了我的完整信息',
  data: '我的数据：导出、更正、注销',
  union: '我的工会有变动',
  voucher: '福利券：领到、使用、快到期、抽签结果',
  event: '预约活动：约上、候补轮到、提醒、改期',
  visit: '上门服务和技术难题：安排、改期、评价',
} as const;
export type NoticeKind = keyof typeof noticeKinds;

export const noticeWays = { wechat: '微信服务通知', sms: '短信' } as const;
export type NoticeWay = keyof typeof noticeWays;

/** What holds until the person chooses otherwise. */
const unchosen: Record<NoticeKind, readonly NoticeWay[]> = {
  decision: ['wechat', 'sms'],
  progress: ['wechat', 'sms'],
  filed: ['wechat', 'sms'],
  look: ['wechat'],
  data: ['wechat', 'sms'],
  union: ['wechat'],
  voucher: ['wechat'],
  event: ['wechat', 'sms'],
  visit: ['wechat', 'sms'],
};
export const isOnByDefault = (kind: NoticeKind, way: NoticeWay): boolean => unchosen[kind].includes(way);

/** Pages of the phone that a notice leads to, each with `?id=…` where it is about one case; miniapp/src/app.config.ts has them. */
/** At most five Han characters: WeChat's `phrase`. */
export const noticePhrases: Record<NoticeKind, string> = {
  decision: '审核结果',
  progress: '办理进度',
  filed: '工会代办',
  look: '信息查看',
  data: '数据办理',
  union: '工会变动',
  voucher: '福利券',
  event: '预约活动',
  visit: '上门服务',
};

export const noticePages = {
  application: 'join/application',
  transfer: 'transfer/index',
  request: 'request/one',
  looks: 'account/looks',
  data: 'own-data/index',
  card: 'card/index',
  home: 'home/index',
  offer: 'voucher/offer',
  voucher: 'voucher/one',
  event: 'event/one',
  booking: 'event/booking',
  visit: 'expert/visit',
  problem: 'expert/problem',
  attendance: 'event/attendance',
} as const;

/** A reason as a person typed it, ended by one full stop, so that a sentence can follow. */
export const fullStop = (words: string): string => (/[。！？.!?]$/.test(words) ? words : `${words}。`);
