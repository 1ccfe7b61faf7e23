/** The menu in words, and how a state of an order looks. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { type OrderState, venues } from '@niangjia/shared/rules/orders';
import type { Tone } from '../ui/chip';

type Item = Reply<'GET /menu'>['items'][number];

export const sayLength = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`);

/** `90 分钟 · 20–80 人 · 上门`. */
export const sayItem = ({ minutes, minPeople, maxPeople, venue }: Item): string =>
  [sayLength(minutes), `${minPeople}–${maxPeople} 人`, venues[venue]].join(' · ');

/** The honest date: by the line that waits, not by the calendar alone. */
export const sayFree = ({ nextFreeOn }: Item): string =>
  nextFreeOn ? `最早 ${sayDay(nextFreeOn)}` : '120 天内没有空档，可以排队';

export const sayWaiting = ({ waiting }: Item): string => (waiting ? `${waiting} 家在排队` : '没有人排队');

export const orderTones: Record<OrderState, Tone> = {
  submitted: 'waiting',
  accepted: 'waiting',
  assigned: 'told',
  scheduled: 'done',
  delivered: 'done',
  rated: 'done',
  returned: 'needs',
  cancelled: 'quiet',
  'off-menu': 'told',
  merged: 'quiet',
};

/** Whether the next step of an order is the unit's own. */
export const isOurs = (holder: string): boolean => holder.includes('本单位');
