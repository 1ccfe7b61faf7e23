/** Events of a union for workers that are booked by slot: check-ups, consultations, talks (systems.md 3.1, 3.3). */
import type { Barrier } from './audience';
import { addDays, dayOf } from './days';

/** The six groups of a workers' service centre (systems.md 0.7). */
export const eventGroups = {
  petition: '信访接待',
  aid: '帮扶救助',
  employment: '就业创业',
  legalAid: '法律援助',
  mutualAid: '互助保障',
  general: '综合服务',
} as const;
export type EventGroup = keyof typeof eventGroups;

export const eventKinds = { checkUp: '体检', consultation: '咨询', talk: '讲座培训' } as const;
export type EventKind = keyof typeof eventKinds;

export const eventStates = { draft: '草稿', open: '已发布', ended: '已结束', cancelled: '已取消' } as const;
export type EventState = keyof typeof eventStates;

/** What a member sees of an open event: `bookFrom` counts, `bookUntil` does not any more. */
export const bookingPhases = { soon: '未开始预约', open: '可以预约', over: '预约已结束' } as const;
export type BookingPhase = keyof typeof bookingPhases;
export const bookingPhaseOf = (
  { state, bookFrom, bookUntil }: { state: EventState; bookFrom: string; bookUntil: string },
  at: string,
): BookingPhase => (state !== 'open' || at >= bookUntil ? 'over' : at < bookFrom ? 'soon' : 'open');

/** Why one may not book, with what would change it. */
export const eventBarriers: Record<Barrier, string> = {
  join: '先入会，成为会员就能预约。',
  verify: '先用本人手机号登录一次，完成实名核验后就能预约。',
  retained: '会籍保留期间不能预约。恢复会籍后就能预约。',
  area: '只面向主办工会所属范围内的会员。换到那里工作后可以办转会。',
  unions: '只面向指定工会的会员。',
  districts: '只面向指定地区的工会会员。',
  occupations: '只面向指定工种的会员。工种有变动可在“我的数据”里更正。',
  firstTime: '这次只面向还没有参加过的会员。',
  listed: '只面向工会名单上的会员。有疑问请联系本工会。',
  age: '不在这次活动的年龄范围内。',
};

/** Hours for which a place that is free again is kept for the next in the line. */
export const OFFER_HOURS = 4;
/** Who is booked is reminded from this instant on, and only on the day before: 09:00 in Shanghai. */
export const remindAt = (startAt: string): string => `${addDays(dayOf(startAt), -1)}T01:00:00.000Z`;

/** Slots of one event, places of one slot. */
export const eventLimits = { slots: 60, places: 2000, words: 600, bring: 200 } as const;
