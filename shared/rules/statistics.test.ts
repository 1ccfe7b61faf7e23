import { hideSmall, quantile } from './statistics';

describe('small groups', () => {
  test('of one to four persons are hidden, nobody and five are not', () => {
    expect(hideSmall([0, 1, 4, 5, 80])).toEqual([0, null, null, 5, 80]);
  });
  test('one hidden group alone would follow from the total: the next smallest is hidden with it', () => {
    expect(hideSmall([3, 20, 7, 0])).toEqual([null, 20, null, 0]);
    expect(hideSmall([3, 0, 0])).toEqual([null, 0, 0]);
  });
  test('nothing is hidden where nothing is small', () => {
    expect(hideSmall([5, 6])).toEqual([5, 6]);
    expect(hideSmall([])).toEqual([]);
  });
});

describe('the median and the ninetieth', () => {
  test('are values that occurred', () => {
    const days: [number, number][] = [
      [3, 2],
      [0, 5],
      [1, 3],
    ];
    expect(quantile(days, 0.5)).toBe(0);
    expect(quantile(days, 0.9)).toBe(3);
    expect(quantile([[2, 1]], 0.5)).toBe(2);
  });
  test('of nothing are nothing', () => {
    expect(quantile([], 0.5)).toBeNull();
  });
});
