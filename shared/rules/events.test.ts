import { bookingPhaseOf, remindAt } from './events';

it('booking is open from its first instant up to before its last', () => {
  const event = { state: 'open', bookFrom: '2026-11-23T02:00:00.000Z', bookUntil: '2026-11-27T10:00:00.000Z' } as const;
  expect(bookingPhaseOf(event, '2026-11-23T01:59:59.999Z')).toBe('soon');
  expect(bookingPhaseOf(event, '2026-11-23T02:00:00.000Z')).toBe('open');
  expect(bookingPhaseOf(event, '2026-11-27T09:59:59.999Z')).toBe('open');
  expect(bookingPhaseOf(event, '2026-11-27T10:00:00.000Z')).toBe('over');
  expect(bookingPhaseOf({ ...event, state: 'cancelled' }, '2026-11-23T02:00:00.000Z')).toBe('over');
});

it('reminds at nine of the day before, by the day of Shanghai', () => {
  expect(remindAt('2026-11-28T01:00:00.000Z')).toBe('2026-11-27T01:00:00.000Z');
  // 00:30 of the 28th in Shanghai.
  expect(remindAt('2026-11-27T16:30:00.000Z')).toBe('2026-11-27T01:00:00.000Z');
});
