import { changeStops, isClosing, mayRecallClosing, openAddress, receiptProblem } from './data-form';

const closing = {
  id: 'C',
  number: 'ZX20261123-0001',
  token: 't',
  askedAt: '2026-11-23T02:00:00.000Z',
  dueOn: '2026-12-14',
};

test('a closing runs until it is done or taken back, and is not taken back while the second person signs', () => {
  const running = (['asked', 'confirming', 'held', 'done', 'recalled'] as const).map((state) =>
    isClosing({ ...closing, state }),
  );
  expect(running).toEqual([true, true, true, false, false]);
  expect(isClosing(null)).toBe(false);
  expect(mayRecallClosing({ ...closing, state: 'asked' })).toBe(true);
  expect(mayRecallClosing({ ...closing, state: 'confirming' })).toBe(false);
});

test('the history begins with joining, and a transfer names the other union', () => {
  const stops = changeStops([
    {
      kind: 'movedIn',
      on: '2026-11-27',
      unionName: '深圳市总工会',
      otherUnionName: '青州市总工会',
      source: 'transfer',
      words: null,
    },
    {
      kind: 'joined',
      on: '2024-05-06',
      unionName: '青州市总工会',
      otherUnionName: null,
      source: 'application',
      words: null,
    },
  ]);
  expect(stops.map(({ title, by }) => [title, by])).toEqual([
    ['2024年5月6日 周一　入会', '青州市总工会，入会申请'],
    ['2026年11月27日 周五　转入', '深圳市总工会（来自青州市总工会），转会'],
  ]);
});

test('a link opens below the server, wherever the page itself comes from', () => {
  expect(openAddress('/api/me/exports/abc', 'https://union.test')).toBe('https://union.test/api/me/exports/abc');
  expect(openAddress('/api/me/exports/abc', '')).toBe('/api/me/exports/abc');
  expect(openAddress('https://union.test/api/x', 'https://other.test')).toBe('https://union.test/api/x');
});

test('a code that is too short is asked for again', () => {
  expect(receiptProblem(' ZX1 ')).toBe('请填写注销时给您的查询码。');
  expect(receiptProblem('A7K2M9QX')).toBeUndefined();
});
