/** Events and bookings in the words of the member: where they stand, and what can be done now. */
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayDay, sayTime } from '@niangjia/shared/rules/days';
import type { BookingPhase } from '@niangjia/shared/rules/events';
import { type ClaimState, claimStates } from '@niangjia/shared/rules/places';
import type { Tone } from '../ui/chip';

export type OpenEvent = Reply<'GET /open-events'>['items'][number];
export type FullEvent = Reply<'GET /open-events/:id'>['event'];
export type Slot = FullEvent['slots'][number];
export type Booking = Reply<'GET /bookings/:id'>['booking'];

interface Span {
  startAt: string;
  endAt: string;
}

const sayHour = (instant: string): string => sayTime(instant).split(' ')[1] ?? '';
/** `09:00–10:00` */
export const sayHours = ({ startAt, endAt }: Span): string => `${sayHour(startAt)}–${sayHour(endAt)}`;
/** `11月28日 周六 09:00–10:00` */
export const saySpan = (span: Span): string => `${sayDay(dayOf(span.startAt))} ${sayHours(span)}`;
/** `11月28日 周六`, or from the first to the last day. */
export const sayDays = ({ startAt, endAt }: Span): string =>
  dayOf(startAt) === dayOf(endAt) ? sayDay(dayOf(startAt)) : `${sayDay(dayOf(startAt))} 到 ${sayDay(dayOf(endAt))}`;

/** The hour alone when it is today. `now` in milliseconds. */
export const sayMoment = (at: string, now: number): string =>
  dayOf(at) === dayOf(new Date(now)) ? `今天 ${sayHour(at)}` : sayTime(at);

export const claimTones: Record<ClaimState, Tone> = {
  booked: 'done',
  waiting: 'waiting',
  offered: 'needs',
  cancelled: 'quiet',
  lapsed: 'quiet',
  used: 'done',
};

/** The phase goes on by the clock while the page is open. */
export function phaseNow({ phase, bookFrom, bookUntil }: OpenEvent, now: number): BookingPhase {
  if (phase === 'over' || now >= Date.parse(bookUntil)) return 'over';
  return now < Date.parse(bookFrom) ? 'soon' : 'open';
}

export interface Standing {
  tone: Tone;
  word: string;
  /** What it means for this person. */
  words: string;
}

/** Where an event stands for this person. */
export function standingOf(event: OpenEvent, now: number): Standing {
  const { mine, state, barrier, free, waiting, bookFrom } = event;
  if (mine) return { tone: claimTones[mine.state], word: claimStates[mine.state], words: mineWords[mine.state] };
  if (state === 'cancelled') return { tone: 'quiet', word: '已取消', words: '活动取消了，不再举行。' };
  const phase = phaseNow(event, now);
  if (phase === 'over') return { tone: 'quiet', word: '预约已结束', words: '不再接受预约。' };
  if (barrier) return { tone: 'quiet', word: '您不能约', words: barrier.sentence };
  if (phase === 'soon') return { tone: 'told', word: '还没开始', words: `${sayMoment(bookFrom, now)} 开始预约` };
  if (free > 0) return { tone: 'done', word: '可以预约', words: `还有 ${free} 个名额` };
  return { tone: 'waiting', word: '已约满', words: waiting > 0 ? `可以候补，${waiting} 人在等` : '可以候补' };
}

const mineWords: Record<ClaimState, string> = {
  booked: '您已约上，点开看时间和预约码',
  waiting: '您正在候补，有人取消就按次序通知您',
  offered: '轮到您了，请在时限内确认',
  cancelled: '',
  lapsed: '',
  used: '您已到场',
};

/** Whether this person may book or wait for any slot now. */
export const mayBook = (event: OpenEvent, now: number): boolean =>
  event.mine === null && event.barrier === null && event.state === 'open' && phaseNow(event, now) === 'open';

/** What can be booked now stands first, what cannot last; within that by its day. */
export function inOrder(events: readonly OpenEvent[], now: number): OpenEvent[] {
  const rank = (event: OpenEvent) => {
    if (event.mine) return 0;
    if (mayBook(event, now)) return event.free > 0 ? 1 : 2;
    return event.barrier || phaseNow(event, now) === 'over' ? 4 : 3;
  };
  return [...events].sort((a, b) => rank(a) - rank(b));
}

/** What is left of a slot, for this person. */
export function saySlot({ begun, free, keptFree, waiting, total }: Slot): string {
  if (begun) return '已开始';
  if (free > 0) return `余 ${free}，共 ${total}`;
  const line = waiting > 0 ? `，${waiting} 人候补` : '';
  return keptFree > 0 ? `余 ${keptFree} 留给优先人员${line}` : `已满${line}`;
}

/** Slots under the day on which they are. */
export function byDay(slots: readonly Slot[]): [day: string, slots: Slot[]][] {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) {
    const day = dayOf(slot.startAt);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days];
}
