import { slotsOf, withSlots } from './slot-plan';

const plan = {
  ...{ firstDay: '2026-11-28', lastDay: '2026-11-29', from: '08:00', until: '10:30', minutes: 60 },
  ...{ total: 20, reserved: 5 },
};

test('two days of two whole hours; the half hour that is left over is none', () => {
  expect(slotsOf(plan, 60)).toEqual([
    { startAt: '2026-11-28T00:00:00.000Z', endAt: '2026-11-28T01:00:00.000Z', total: 20, reserved: 5 },
    { startAt: '2026-11-28T01:00:00.000Z', endAt: '2026-11-28T02:00:00.000Z', total: 20, reserved: 5 },
    { startAt: '2026-11-29T00:00:00.000Z', endAt: '2026-11-29T01:00:00.000Z', total: 20, reserved: 5 },
    { startAt: '2026-11-29T01:00:00.000Z', endAt: '2026-11-29T02:00:00.000Z', total: 20, reserved: 5 },
  ]);
});

test.each([
  ['a last hour before the first', { until: '07:00' }],
  ['a last day before the first', { lastDay: '2026-11-27' }],
  ['no minutes', { minutes: 0 }],
])('%s makes none', (_, different) => {
  expect(slotsOf({ ...plan, ...different }, 60)).toEqual([]);
});

test('there are never more than allowed', () => {
  expect(slotsOf({ ...plan, minutes: 5 }, 3).length).toBe(3);
});

test('slots that are there already stay, in the order of time', () => {
  const [first, second] = slotsOf(plan, 2);
  if (!first || !second) throw new Error('two slots');
  const changed = { ...second, total: 7 };
  expect(withSlots([changed], [first, second])).toEqual([first, changed]);
});
