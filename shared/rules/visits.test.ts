import { answerByOf, mayCallUp, maySignIn, rateUntil, remindBefore, sayStart, showsContacts } from './visits';

const weekdays = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const at = (text: string) => new Date(text);
/** Tuesday 2026-12-01, 10:00 to 12:00 in Shanghai. */
const visit = { startAt: '2026-12-01T02:00:00.000Z', endAt: '2026-12-01T04:00:00.000Z' };

it('is answered until the end of the second working day, and never after its start', () => {
  expect(answerByOf(at('2026-11-23T02:00:00Z'), visit.startAt, weekdays)).toBe('2026-11-25T15:59:59.999Z');
  // Friday: the weekend does not count.
  expect(answerByOf(at('2026-11-27T02:00:00Z'), '2026-12-09T02:00:00.000Z', weekdays)).toBe('2026-12-01T15:59:59.999Z');
  expect(answerByOf(at('2026-11-30T02:00:00Z'), visit.startAt, weekdays)).toBe(visit.startAt);
});

it('lets sign in from an hour before to two hours after, both included', () => {
  const may = (text: string) => maySignIn(visit, at(text));
  expect([may('2026-12-01T00:59:59.999Z'), may('2026-12-01T01:00:00.000Z')]).toEqual([false, true]);
  expect([may('2026-12-01T06:00:00.000Z'), may('2026-12-01T06:00:00.001Z')]).toEqual([true, false]);
});

it('is rated until the end of the fourteenth day after it', () => {
  expect(rateUntil(visit)).toBe('2026-12-15T15:59:59.999Z');
});

it('shows contacts from the agreement until the end of the seventh day after it', () => {
  const shows = (state: 'proposed' | 'agreed' | 'recorded' | 'cancelled', text: string) =>
    showsContacts({ ...visit, state }, at(text));
  expect(shows('proposed', '2026-11-24T02:00:00Z')).toBe(false);
  expect(shows('agreed', '2026-11-24T02:00:00Z')).toBe(true);
  expect(shows('recorded', '2026-12-08T15:59:59.999Z')).toBe(true);
  expect(shows('recorded', '2026-12-08T16:00:00.000Z')).toBe(false);
  expect(shows('cancelled', '2026-11-24T02:00:00Z')).toBe(false);
});

it('calls nobody up later than a day before', () => {
  expect(mayCallUp(visit, at('2026-11-30T02:00:00.000Z'))).toBe(true);
  expect(mayCallUp(visit, at('2026-11-30T02:00:00.001Z'))).toBe(false);
});

it('reminds from 09:00 of the day before', () => {
  // 08:59:59.999 on Monday: only what begins on Monday; at 09:00 also Tuesday.
  expect(remindBefore(at('2026-11-30T00:59:59.999Z'))).toBe('2026-11-30T16:00:00.000Z');
  expect(remindBefore(at('2026-11-30T01:00:00.000Z'))).toBe('2026-12-01T16:00:00.000Z');
});

it('says when it begins', () => {
  expect(sayStart(visit.startAt)).toBe('12月1日 周二 10:00');
});
