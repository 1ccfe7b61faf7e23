/** Orders as wishes that can be planned: their times, people and place. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import type { DayPart } from '@niangjia/shared/rules/orders';
import type { Wish } from '@niangjia/shared/rules/planning';
import { isWorkingDay } from '../../core/calendar';
import type { MenuItem, ServiceOrder } from '../orders/entity';

export type Wished = { day: string; part: DayPart };
type Asked = Pick<ServiceOrder, 'id' | 'people' | 'served' | 'latitude' | 'longitude' | 'days' | 'queuedAt'>;
type Item = Pick<MenuItem, 'skill' | 'minutes' | 'venue' | 'restDays'>;

export const wishedOf = ({ days }: Pick<ServiceOrder, 'days'>): Wished[] => JSON.parse(days) as Wished[];
/** Days from one on, as many as are wanted, on which an item is served. */
export function servedDays(item: Pick<Item, 'restDays'>, from: string, count: number): string[] {
  const days: string[] = [];
  for (let day = from; days.length < count; day = addDays(day, 1))
    if (item.restDays || isWorkingDay(day)) days.push(day);
  return days;
}

/** The host first: at its place it would be, and its times count. */
export function wishOf(
  orders: readonly [Asked, ...Asked[]],
  item: Item,
  ownerPath: string,
  times: readonly Wished[],
  now: Date,
): Wish {
  const [{ latitude, longitude }] = orders;
  const first = orders.map(({ queuedAt }) => queuedAt).sort()[0] ?? '';
  return {
    orderIds: orders.map(({ id }) => id),
    people: orders.reduce((sum, { people }) => sum + people, 0),
    waitedDays: Math.max(0, Math.floor((now.getTime() - Date.parse(first)) / 86_400_000)),
    never: orders.some(({ served }) => Number(served) === 0),
    ...{ skill: item.skill, minutes: item.minutes, venue: item.venue, ownerPath, times },
    place: latitude === null || longitude === null ? null : { latitude, longitude },
  };
}

/**
 * Times of a week: the wished ones that are in it; once all wishes have passed, any morning or afternoon of it. Who
 * wishes for a later week is not planned now.
 */
export function weekTimes(
  wished: readonly Wished[],
  item: Pick<Item, 'restDays'>,
  monday: string,
  now: Date,
): Wished[] {
  const [tomorrow, until] = [addDays(dayOf(now), 1), addDays(monday, 7)];
  const from = tomorrow > monday ? tomorrow : monday;
  const inside = wished.filter(({ day }) => day >= from && day < until && (item.restDays || isWorkingDay(day)));
  if (inside.length > 0 || wished.some(({ day }) => day >= until)) return inside;
  return servedDays(item, from, 7)
    .filter((day) => day < until)
    .flatMap((day): Wished[] => [
      { day, part: 'am' },
      { day, part: 'pm' },
    ]);
}
