/** What an event must be like, whoever types it: each problem at its field, with how to mend it. */
import type { Body } from '@niangjia/shared/contract/index';

export type Plan = Body<'POST /events'>;
export interface Problem {
  at: string;
  sentence: string;
}

/** No slot is longer. */
const HOURS = 12;

const found = (rows: [wrong: boolean, at: string, sentence: string][]): Problem[] =>
  rows.filter(([wrong]) => wrong).map(([, at, sentence]) => ({ at, sentence }));

/** Start and end of one slot. Instants are ISO texts with milliseconds. */
export const timeProblems = ({ startAt, endAt }: { startAt: string; endAt: string }, at: string): Problem[] =>
  found([
    [endAt <= startAt, `${at}endAt`, '结束要晚于开始。'],
    [Date.parse(endAt) - Date.parse(startAt) > HOURS * 3600_000, `${at}endAt`, `一场最长 ${HOURS} 小时，请分成几场。`],
  ]);

/** What is reserved of a slot. */
export const keptProblems = (
  { total, reserved }: { total: number; reserved: number },
  { priority, reservedUntil }: Pick<Plan, 'priority' | 'reservedUntil'>,
  at: string,
): Problem[] =>
  found([
    [reserved > total, `${at}reserved`, `优先名额不能多于名额 ${total} 个。`],
    [reserved > 0 && priority.length === 0, `${at}reserved`, '没有选优先的工种，优先名额请填 0。'],
    [reserved > 0 && reservedUntil === null, `${at}reserved`, '请填写优先名额留到什么时候。'],
  ]);

/** What can be told without the database. */
export function problemsOf(plan: Plan): Problem[] {
  const { bookFrom, bookUntil, slots, latitude, longitude, audience, priority, reservedUntil } = plan;
  const last = slots.reduce((late, { startAt }) => (startAt > late ? startAt : late), '');
  const { minAge, maxAge } = audience;
  const kept = slots.some(({ reserved }) => reserved > 0);
  const times = slots.map(({ startAt, endAt }) => `${startAt} ${endAt}`);
  const outside = reservedUntil !== null && (reservedUntil <= bookFrom || reservedUntil > bookUntil);
  return [
    ...found([
      [bookFrom >= bookUntil, 'bookUntil', '预约截止要晚于预约开始。'],
      [bookUntil > last, 'bookUntil', '预约截止不能晚于最后一场开始。'],
      [(latitude === null) !== (longitude === null), 'latitude', '请在地图上重新选点，或清空位置。'],
      [minAge !== null && maxAge !== null && minAge > maxAge, 'audience.maxAge', '最大年龄不能小于最小年龄。'],
      [reservedUntil !== null && !kept, 'reservedUntil', '没有留优先名额，请清空这个时间。'],
      [kept && outside, 'reservedUntil', '优先名额要在预约开始以后、预约截止以前放开。'],
      [
        priority.length > 0 &&
          audience.occupations.length > 0 &&
          !priority.some((one) => audience.occupations.includes(one)),
        'priority',
        '优先的工种不在参加范围内，请改优先的工种或参加范围。',
      ],
    ]),
    ...slots.flatMap((slot, nth) => [
      ...timeProblems(slot, `slots.${nth}.`),
      ...keptProblems(slot, plan, `slots.${nth}.`),
      ...found([
        [times.indexOf(`${slot.startAt} ${slot.endAt}`) < nth, `slots.${nth}.startAt`, '有两场时间相同，请合并名额。'],
      ]),
    ]),
  ];
}
