import { addDays, addWorkingDays, dayOf, endOfDay, isDay, sayDay, sayTime, workingDaysBetween } from './days';

const weekdays = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

it('a Shanghai day begins at 16:00 UTC', () => {
  expect(dayOf('2026-11-22T15:59:59.999Z')).toBe('2026-11-22');
  expect(dayOf('2026-11-22T16:00:00.000Z')).toBe('2026-11-23');
  expect(endOfDay('2026-11-22').toISOString()).toBe('2026-11-22T15:59:59.999Z');
});

it('days are moved over months and leap years', () => {
  expect([addDays('2024-02-28', 1), addDays('2024-02-29', 1), addDays('2026-01-01', -1)]).toEqual([
    '2024-02-29',
    '2024-03-01',
    '2025-12-31',
  ]);
});

it('a day that does not exist is none', () => {
  expect(['2024-02-29', '2023-02-29', '2026-13-01', '2026-1-1', ''].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

it('a term of 3 working days skips the weekend', () => {
  expect(addWorkingDays('2026-11-20', 3, weekdays)).toBe('2026-11-25');
  expect(addWorkingDays('2026-11-22', 3, weekdays)).toBe('2026-11-25');
  expect(addWorkingDays('2026-11-23', 3, weekdays)).toBe('2026-11-26');
});

it('working days left are counted from the day after, and below zero once past', () => {
  const left = (today: string) => workingDaysBetween(today, '2026-11-26', weekdays);
  expect(['2026-11-23', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30'].map(left)).toEqual([3, 1, 0, -1, -2]);
});

it('days and times are said as people read them', () => {
  expect(sayDay('2026-11-27')).toBe('11月27日 周五');
  expect(() => addDays('9999-12-31', 1)).toThrow('four digits');
  expect(sayTime('2026-11-22T16:05:00.000Z')).toBe('11月23日 00:05');
});
