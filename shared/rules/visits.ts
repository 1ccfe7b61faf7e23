/** The clocks of a visit: answering it, signing in, rating, and who may see whom to call. Ours, [P]. */
import { addDays, addWorkingDays, dayOf, endOfDay, sayDay, type WorkingDays } from './days';
import { instantAt, minutesOf, sayMinutes } from './experts';
import { ANSWER_DAYS, type VisitState } from './orders';

const HOUR = 3600_000;
/** The code at the visit changes every 5 minutes, and is good for its own step and the next. */
export const CODE_MINUTES = 5;
/** Signing in: from an hour before the visit to two hours after it. */
const SIGN_IN_BEFORE = HOUR;
const SIGN_IN_AFTER = 2 * HOUR;
/** Whoever was there rates until the end of this day after the visit. */
const RATE_DAYS = 14;
/** Contacts in full end so many days after the visit (security.md, role E). */
const CONTACT_DAYS = 7;
const CHASE_DAYS = 2;
/** A unit needs a day to gather its people: later than this nobody is called up any more. */
const CALL_UP_HOURS = 24;
/** Nobody plans further ahead. */
export const PLAN_DAYS = 365;

interface Span {
  startAt: string;
  endAt: string;
}

/** The last moment in which a proposed visit can be answered: the end of the second working day, or its start. */
export function answerByOf(now: Date, startAt: string, isWorkingDay: WorkingDays): string {
  const term = endOfDay(addWorkingDays(dayOf(now), ANSWER_DAYS, isWorkingDay)).toISOString();
  return term < startAt ? term : startAt;
}

/** Both ends included. */
export const maySignIn = ({ startAt, endAt }: Span, now: Date): boolean =>
  now.getTime() >= Date.parse(startAt) - SIGN_IN_BEFORE && now.getTime() <= Date.parse(endAt) + SIGN_IN_AFTER;

/** The last moment of the last day of rating. */
export const rateUntil = ({ endAt }: Span): string => endOfDay(addDays(dayOf(endAt), RATE_DAYS)).toISOString();

/** What an expert writes down: minutes from the begin to now and half an hour, and twice as many people as announced. */
export const mayRecordMinutes = ({ startAt }: Pick<Span, 'startAt'>, now: Date): number =>
  Math.floor((now.getTime() - Date.parse(startAt)) / 60_000) + 30;
export const mayRecordServed = ({ people }: { people: number }): number => people * 2;

/** 09:00 of the second working day after the visit: then its expert is asked for a record that is missing. */
export const chaseAt = ({ endAt }: Pick<Span, 'endAt'>, isWorkingDay: WorkingDays): string =>
  instantAt(addWorkingDays(dayOf(endAt), CHASE_DAYS, isWorkingDay), 9 * 60);

/** Until the end of the seventh day after a visit its expert sees whose it is and where; of one that was cancelled nothing. */
export const showsCase = (visit: Span & { state: VisitState }, now: Date): boolean =>
  visit.state !== 'cancelled' && now <= endOfDay(addDays(dayOf(visit.endAt), CONTACT_DAYS));

/** From the agreement until the end of the seventh day after the visit. */
export const showsContacts = (visit: Span & { state: VisitState }, now: Date): boolean =>
  visit.state !== 'proposed' && showsCase(visit, now);

export const mayCallUp = ({ startAt }: Pick<Span, 'startAt'>, now: Date): boolean =>
  Date.parse(startAt) - now.getTime() >= CALL_UP_HOURS * HOUR;

/** Reminded at 09:00 of the day before: what begins before this instant is due now. */
export function remindBefore(now: Date): string {
  const nine = 9 * HOUR;
  return instantAt(addDays(dayOf(new Date(now.getTime() - nine)), 2), 0);
}

/** `12月1日 周二 10:00` */
export const sayStart = (startAt: string): string => `${sayDay(dayOf(startAt))} ${sayMinutes(minutesOf(startAt))}`;
