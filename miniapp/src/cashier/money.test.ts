import type { Worth } from '@niangjia/shared/rules/vouchers';
import { fenIn, spendOf, spendProblem } from './money';

const off: Worth = {
  worth: 'off',
  ...{ minSpendFen: 5000, offFen: 4000, listFen: 0, subsidyFen: 3000, merchantFen: 600, bankFen: 400 },
};
const price: Worth = {
  worth: 'price',
  ...{ minSpendFen: 0, offFen: 1800, listFen: 2600, subsidyFen: 1000, merchantFen: 800, bankFen: 0 },
};

test.each([
  ['58', 5800],
  ['58.5', 5850],
  [' 58.05 元', 5805],
  ['1,234.50', 123_450],
  ['５８。５', 5850],
  ['58.', 5800],
  ['0.1', 10],
])('%s yuan are %i fen', (typed, fen) => {
  expect(fenIn(typed)).toBe(fen);
});

test.each(['', '五十', '5.555', '-5', '1e3', '.', '123456789'])('“%s” is no amount', (typed) => {
  expect(fenIn(typed)).toBeUndefined();
});

test('the amount is asked for where the bill decides, and says what is missing', () => {
  expect(spendProblem(off, '')).toBe('请填写消费金额。');
  expect(spendProblem(off, 'x')).toBe('金额写成数字，最多两位小数，例如 58.50。');
  expect(spendProblem(off, '49.99')).toBe('这张券要消费满 50 元才能用。');
  expect(spendProblem(off, '100000.01')).toBe('金额最多 100,000 元，请核对。');
  expect(spendProblem(off, '50')).toBeUndefined();
  expect(spendProblem({ ...off, minSpendFen: 0 }, '0')).toBe('金额要大于 0 元。');
  expect(spendOf(off, '50')).toBe(5000);
});

test('at an agreed price nothing is asked for', () => {
  expect(spendProblem(price, '')).toBeUndefined();
  expect(spendOf(price, '12')).toBeNull();
});
