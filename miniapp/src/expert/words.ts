/** An expert's visits in words, and which of them wait for what. */
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { minutesOf, sayMinutes } from '@niangjia/shared/rules/experts';
import { type VisitState, visitStates } from '@niangjia/shared/rules/orders';
import { maySignIn } from '@niangjia/shared/rules/visits';
import type { Tone } from '../ui/chip';

export type Visit = Reply<'GET /own-visits'>['items'][number];
export type Leave = Reply<'GET /own-leaves'>['items'][number];

const visitTones: Record<VisitState, Tone> = {
  proposed: 'waiting',
  agreed: 'told',
  recorded: 'done',
  cancelled: 'quiet',
};

export const sayHours = ({ startAt, endAt }: { startAt: string; endAt: string }): string =>
  `${sayMinutes(minutesOf(startAt))}–${sayMinutes(minutesOf(endAt))}`;

export const sayVisitTime = (visit: { startAt: string; endAt: string }): string =>
  `${sayDay(dayOf(visit.startAt))} ${sayHours(visit)}`;

/** A state as the expert sees it: one's own yes may still wait for the unit's. */
export function lookOf({ state, expertAgreed, endAt }: Pick<Visit, 'state' | 'expertAgreed' | 'endAt'>, now: string) {
  if (state === 'proposed')
    return expertAgreed
      ? ({ tone: 'told', word: '等单位答复' } as const)
      : ({ tone: 'needs', word: '等您答复' } as const);
  if (state === 'agreed' && endAt < now) return { tone: 'needs', word: '等您记录' } as const;
  return { tone: visitTones[state], word: visitStates[state] };
}

const byStart = (a: Visit, b: Visit) => (a.startAt < b.startAt ? -1 : 1);

/** What waits for an answer, what for a record, and the way of the day. */
export function sortVisits(visits: readonly Visit[], now: string) {
  const stands = visits.filter(({ state }) => state !== 'cancelled').sort(byStart);
  return {
    toAnswer: stands.filter(({ state, expertAgreed }) => state === 'proposed' && !expertAgreed),
    toRecord: stands.filter(({ state, endAt }) => state === 'agreed' && endAt < now),
    today: stands.filter(({ startAt }) => dayOf(startAt) === dayOf(now)),
    on: (day: string) => stands.filter(({ startAt }) => dayOf(startAt) === day),
  };
}

export const onLeave = (leaves: readonly Leave[], day: string): boolean =>
  leaves.some(({ fromDay, untilDay, cancelledAt }) => cancelledAt === null && fromDay <= day && day <= untilDay);

/** The mark under a day of the calendar. */
export function markOf(visits: readonly Visit[], leaves: readonly Leave[], day: string): string | undefined {
  const count = visits.filter(({ startAt, state }) => state !== 'cancelled' && dayOf(startAt) === day).length;
  if (count) return `${count} 次`;
  return onLeave(leaves, day) ? '请假' : undefined;
}

/** Whether the code can be shown now. */
export const codeIsOn = (visit: Pick<Visit, 'state' | 'startAt' | 'endAt'>, now: string): boolean =>
  (visit.state === 'agreed' || visit.state === 'recorded') && maySignIn(visit, new Date(now));

export const declineReasons = ['那天另有安排，来不了。', '路程太远，来不了。', '这个题目不合适我讲。'] as const;
