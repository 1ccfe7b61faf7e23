/** An event as it is typed: what a new one begins with, what is changed, what is sent. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import type { PlannedSlot } from './slot-plan';
import type { Body, Found } from './use-event';

/** Nothing is typed yet where a field is undefined or null. */
export type Draft = { [Key in keyof Omit<Body, 'slots' | 'audience'>]?: Body[Key] | null } & {
  audience: Body['audience'];
  slots: PlannedSlot[];
};

/** A day of Shanghai at an hour of its clock, as an instant. */
const at = (day: string, hour: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + (hour - 8) * 3600_000).toISOString();

/** Booked from tomorrow at nine for five days. */
export function newDraft(): Draft {
  const day = addDays(dayOf(new Date()), 1);
  return {
    ...{ words: '', bring: '', group: 'general', kind: 'checkUp', latitude: null, longitude: null },
    ...{ bookFrom: at(day, 9), bookUntil: at(addDays(day, 5), 18), priority: [], reservedUntil: null, slots: [] },
    audience: { unionIds: [], districts: [], occupations: [], firstTime: false, minAge: null, maxAge: null },
  };
}

export function draftOf(found: Found): Draft {
  const { unionId, title, words, group, kind, placeName, address, latitude, longitude } = found;
  const { bookFrom, bookUntil, bring, audience, priority, reservedUntil, slots } = found;
  return {
    ...{ unionId, title, words, group, kind, placeName, address, latitude, longitude },
    ...{ bookFrom, bookUntil, bring, audience, priority, reservedUntil },
    slots: slots.map(({ startAt, endAt, total, reserved }) => ({ startAt, endAt, total, reserved })),
  };
}

export const hasKept = ({ slots }: Pick<Draft, 'slots'>): boolean => slots.some(({ reserved }) => reserved > 0);

/** Until when places are kept is sent only where some are. */
export function bodyOf(draft: Draft): Body {
  const { latitude, longitude, audience, reservedUntil } = draft;
  return {
    ...draft,
    latitude: latitude ?? null,
    longitude: longitude ?? null,
    audience: { ...audience, minAge: audience.minAge ?? null, maxAge: audience.maxAge ?? null },
    reservedUntil: hasKept(draft) ? (reservedUntil ?? null) : null,
  } as Body;
}
