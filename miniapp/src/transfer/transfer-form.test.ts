import { sayAnswerBy, sayTransfer, stopsOf, type Transfer, waitingSides } from './transfer-form';

const side = (unionName: string, different: Partial<Transfer['from']> = {}): Transfer['from'] => ({
  unionId: unionName,
  unionName,
  decides: unionName,
  askPhone: '12351',
  agreedAt: null,
  dueOn: '2026-11-26',
  risen: false,
  ...different,
});
const transfer = (different: Partial<Transfer> = {}): Transfer => ({
  id: 'T',
  number: 'ZH20261123-0001',
  state: 'asked',
  reason: 'newJob',
  from: side('青州市总工会'),
  to: side('深圳市总工会'),
  askedAt: '2026-11-23T02:00:00.000Z',
  workingDaysLeft: 3,
  refusal: null,
  joinedOn: '2024-05-06',
  ...different,
});
const monday = new Date('2026-11-23T02:00:00Z');
const agreed = { agreedAt: '2026-11-24T02:00:00.000Z' };

test('who is waited for is said side by side', () => {
  expect(sayTransfer(transfer())).toBe('已提交，等两边工会答复');
  expect(sayTransfer(transfer({ from: side('青州市总工会', agreed) }))).toBe('转出工会已同意，等转入工会答复');
  expect(sayTransfer(transfer({ to: side('深圳市总工会', agreed) }))).toBe('转入工会已同意，等转出工会答复');
  expect(sayTransfer(transfer({ state: 'done' }))).toBe('已转到深圳市总工会');
  expect(waitingSides(transfer({ state: 'refused' }))).toEqual([]);
});

test('the term names the day and who answers, and what to do once it is over', () => {
  expect(sayAnswerBy(side('青州市总工会'), '2026-11-26')).toBe('最晚 11月26日 周四 前由青州市总工会答复');
  expect(sayAnswerBy(side('青州市总工会'), '2026-11-27')).toBe('青州市总工会已过 11月26日 周四 的期限，可以打电话催办');
});

test('a side that rose says who decides now', () => {
  const stops = stopsOf(transfer({ to: side('深圳市总工会', { risen: true, decides: '广东省总工会' }) }), monday);
  expect(stops.map(({ title }) => title)).toEqual([
    '提交转会申请',
    '转出工会：青州市总工会',
    '转入工会：深圳市总工会',
    '两边都同意后，会籍当天转入',
  ]);
  expect(stops[2]?.words).toBe('已转上级广东省总工会办理。最晚 11月26日 周四 前由广东省总工会答复');
});

test('a refusal stands at its side with its reason, and the membership stays where it was', () => {
  const refusal = { side: 'to' as const, reason: '请先提供在深圳工作的证明。', at: '2026-11-24T02:00:00.000Z' };
  const stops = stopsOf(transfer({ state: 'refused', refusal }), monday);
  expect(stops.slice(1).map(({ title, words }) => [title, words])).toEqual([
    ['转出工会：青州市总工会，没有再办', undefined],
    ['转入工会：深圳市总工会，不同意', '请先提供在深圳工作的证明。'],
    ['会籍仍在青州市总工会', undefined],
  ]);
});
