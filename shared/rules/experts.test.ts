import { cellsOf, instantAt, kmBetween, minutesOf, sayMinutes, travelMinutes, visitCells } from './experts';

test('half hours cover every minute of a span, and nothing outside 07:00 to 22:00', () => {
  expect(cellsOf(9 * 60, 10 * 60)).toEqual([18, 19]);
  expect(cellsOf(9 * 60 + 1, 10 * 60 + 1)).toEqual([18, 19, 20]);
  expect(cellsOf(6 * 60, 8 * 60)).toEqual([14, 15]);
  expect(cellsOf(21 * 60 + 30, 23 * 60)).toEqual([43]);
  expect(cellsOf(22 * 60, 23 * 60)).toEqual([]);
  expect(cellsOf(0, 24 * 60)).toHaveLength(30);
});

test('the road is counted in quarters of an hour at 40 km/h, and not at all next door', () => {
  expect([0, 0.9, 1, 10, 10.1, 20, 40].map(travelMinutes)).toEqual([0, 0, 15, 15, 30, 30, 60]);
});

test('a visit takes its minutes, a quarter of an hour and the way on both sides', () => {
  // 09:30 to 11:30, next door: 09:15 to 11:45.
  expect(visitCells(570, 120, 0)).toEqual([18, 19, 20, 21, 22, 23]);
  // The same 20 km away: 08:45 to 12:15.
  expect(visitCells(570, 120, 20)).toEqual([17, 18, 19, 20, 21, 22, 23, 24]);
});

test('kilometres between two places are those of the map', () => {
  const qingzhou = { latitude: 36_684_528, longitude: 118_479_622 };
  const weifang = { latitude: 36_706_890, longitude: 119_161_760 };
  expect(kmBetween(qingzhou, qingzhou)).toBe(0);
  expect(kmBetween(qingzhou, weifang)).toBeCloseTo(60.9, 1);
});

test('a Shanghai minute and its instant say the same', () => {
  expect(instantAt('2026-11-23', 570)).toBe('2026-11-23T01:30:00.000Z');
  expect(instantAt('2026-11-23', 420)).toBe('2026-11-22T23:00:00.000Z');
  expect(minutesOf('2026-11-22T23:00:00.000Z')).toBe(420);
  expect(sayMinutes(570)).toBe('09:30');
});
