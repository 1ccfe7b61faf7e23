/**
 * Days are `YYYY-MM-DD` of Asia/Shanghai, instants are ISO texts in UTC with milliseconds.
 * China has had no daylight saving since 1991: Shanghai is UTC+8 for every instant that this system records.
 */
const SHANGHAI_MS = 8 * 3600_000;

/** The Shanghai day on which an instant falls. `2026-11-22T16:00:00.000Z` is `2026-11-23`. */
export function dayOf(instant: Date | string): string {
  const at = typeof instant === 'string' ? new Date(instant) : instant;
  return new Date(at.getTime() + SHANGHAI_MS).toISOString().slice(0, 10);
}

/** The instant at which a Shanghai day ends (its last millisecond). */
export function endOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T23:59:59.999Z`) - SHANGHAI_MS);
}

/** `day` moved by `n` calendar days, which may be negative. */
export function addDays(day: string, n: number): string {
  const moved = new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString();
  // `+010000-…` would sort before every day, and a walk from day to day would never end.
  if (!/^\d/.test(moved)) throw new RangeError('a day beyond four digits of year');
  return moved.slice(0, 10);
}

const following = new Map<string, string>();

/** The day after. Remembered: a queue walks over the same few weeks a hundred times. */
function dayAfter(day: string): string {
  const known = following.get(day);
  if (known !== undefined) return known;
  const next = addDays(day, 1);
  if (following.size < 10_000) following.set(day, next);
  return next;
}

/** True when the text is a day that exists: `2023-02-29` does not. */
export function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text
  );
}

/** Tells working days from holidays; the server gives one with the official calendar. */
export type WorkingDays = (day: string) => boolean;

/**
 * The last day of a term of `n` working days that starts the day after `from`.
 * Submitted on a Friday with n = 3: Wednesday of the next week.
 */
export function addWorkingDays(from: string, n: number, isWorkingDay: WorkingDays): string {
  let day = from;
  for (let left = n; left > 0; ) {
    day = dayAfter(day);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** Working days from the day after `from` up to and with `to`; negative when `to` has passed. */
export function workingDaysBetween(from: string, to: string, isWorkingDay: WorkingDays): number {
  const [low, high, sign] = from <= to ? [from, to, 1] : [to, from, -1];
  let count = 0;
  for (let day = dayAfter(low); day <= high; day = dayAfter(day)) if (isWorkingDay(day)) count += 1;
  return count * sign;
}

/** `2026-11-27` as people read it: `11月27日 周五`. */
export function sayDay(day: string): string {
  const weekday = '日一二三四五六'[new Date(`${day}T00:00:00Z`).getUTCDay()];
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日 周${weekday}`;
}

/** An instant as people read it, in Shanghai: `11月22日 22:18`. */
export function sayTime(instant: string): string {
  const local = new Date(Date.parse(instant) + SHANGHAI_MS).toISOString();
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${local.slice(11, 16)}`;
}

/** The same with its year, as WeChat's templates want a time: `2026年11月22日 22:18`. */
export const sayFullTime = (instant: string): string => {
  const local = new Date(Date.parse(instant) + SHANGHAI_MS).toISOString();
  return `${local.slice(0, 4)}年${local.slice(5, 7)}月${local.slice(8, 10)}日 ${local.slice(11, 16)}`;
};
