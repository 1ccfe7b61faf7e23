/** Days and hours of orders and visits as people read them. */
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { minutesOf, sayMinutes } from '@niangjia/shared/rules/experts';
import { type DayPart, dayParts } from '@niangjia/shared/rules/orders';

export const sayClock = (instant: string): string => sayMinutes(minutesOf(instant));

/** `11月26日 周四 09:30–11:00` */
export const saySpan = (startAt: string, endAt: string): string =>
  `${sayDay(dayOf(startAt))} ${sayClock(startAt)}–${sayClock(endAt)}`;

export const sayWished = ({ day, part }: { day: string; part: DayPart }): string =>
  `${sayDay(day)} ${dayParts[part].label}`;

/** `2 小时 30 分`, as the menu says how long something takes. */
export function sayLength(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 && `${hours} 小时`, rest > 0 && `${rest} 分钟`].filter(Boolean).join(' ');
}

/** `不到 1 公里`, `7 公里` */
export const sayKm = (km: number): string => (km < 1 ? '不到 1 公里' : `${Math.round(km)} 公里`);

/** The same behind a word: `路程 7 公里`, `路程不到 1 公里`. */
export const sayWay = (word: string, km: number): string => `${word}${km < 1 ? '' : ' '}${sayKm(km)}`;
