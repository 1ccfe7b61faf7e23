import {
  byDay,
  type FullEvent,
  inOrder,
  mayBook,
  type OpenEvent,
  type Slot,
  sayDays,
  saySlot,
  saySpan,
  standingOf,
} from './words';

const slot: Slot = {
  ...{ id: 'S', startAt: '2026-11-28T01:00:00.000Z', endAt: '2026-11-28T02:00:00.000Z', total: 10, reserved: 0 },
  ...{ free: 3, keptFree: 0, waiting: 0, begun: false },
};
const event: OpenEvent = {
  ...{
    id: 'E',
    number: 'HD1',
    unionId: 'U',
    unionName: '北部片区工会',
    title: '体检',
    group: 'general',
    kind: 'checkUp',
  },
  ...{ state: 'open', phase: 'open', placeName: '医院', address: '路 8 号' },
  ...{ bookFrom: '2026-11-23T02:00:00.000Z', bookUntil: '2026-11-27T10:00:00.000Z' },
  ...{ startAt: slot.startAt, endAt: '2026-11-29T02:00:00.000Z', total: 10, free: 3, waiting: 0 },
  ...{ isPriority: false, barrier: null, mine: null },
};
const at = (instant: string) => Date.parse(instant);
const open = at('2026-11-23T02:00:00.000Z');

test('a slot is told by its day and hours in Shanghai, an event by its days', () => {
  expect(saySpan(slot)).toBe('11月28日 周六 09:00–10:00');
  expect(sayDays(slot)).toBe('11月28日 周六');
  expect(sayDays(event)).toBe('11月28日 周六 到 11月29日 周日');
});

test.each([
  ['the moment before booking opens', {}, '2026-11-23T01:59:59.999Z', '还没开始', '今天 10:00 开始预约'],
  ['the day before', {}, '2026-11-22T02:00:00.000Z', '还没开始', '11月23日 10:00 开始预约'],
  ['when it opens', {}, '2026-11-23T02:00:00.000Z', '可以预约', '还有 3 个名额'],
  ['when all is taken', { free: 0, waiting: 2 }, '2026-11-23T02:00:00.000Z', '已约满', '可以候补，2 人在等'],
  ['the moment before it ends', {}, '2026-11-27T09:59:59.999Z', '可以预约', '还有 3 个名额'],
  ['when it ends', {}, '2026-11-27T10:00:00.000Z', '预约已结束', '不再接受预约。'],
  [
    'for others only',
    { barrier: { code: 'age', sentence: '不在年龄内。' } },
    '2026-11-24T02:00:00.000Z',
    '您不能约',
    '不在年龄内。',
  ],
  ['called off', { state: 'cancelled' }, '2026-11-24T02:00:00.000Z', '已取消', '活动取消了，不再举行。'],
  [
    'with an own place',
    { mine: { bookingId: 'B', slotId: 'S', state: 'booked' } },
    '2026-11-28T02:00:00.000Z',
    '已约上',
    '您已约上，点开看时间和预约码',
  ],
] as const)('an event %s', (_, different, instant, word, words) => {
  expect(standingOf({ ...event, ...different } as OpenEvent, at(instant))).toMatchObject({ word, words });
});

test.each([
  [{}, '余 3，共 10'],
  [{ free: 0 }, '已满'],
  [{ free: 0, waiting: 4 }, '已满，4 人候补'],
  [{ free: 0, keptFree: 2, waiting: 1 }, '余 2 留给优先人员，1 人候补'],
  [{ begun: true, free: 0 }, '已开始'],
])('a slot with %j', (different, words) => {
  expect(saySlot({ ...slot, ...different })).toBe(words);
});

test('who has a place already, or may not, does not book', () => {
  expect(mayBook(event, open)).toBe(true);
  expect(mayBook({ ...event, mine: { bookingId: 'B', slotId: 'S', state: 'waiting' } }, open)).toBe(false);
  expect(mayBook({ ...event, barrier: { code: 'join', sentence: '先入会。' } }, open)).toBe(false);
  expect(mayBook(event, open - 1)).toBe(false);
});

test('what can be booked comes before what is full, later or for others', () => {
  const named = (id: string, different: Partial<OpenEvent>) => ({ ...event, id, ...different });
  const all = [
    named('others', { barrier: { code: 'age', sentence: '' } }),
    named('later', { bookFrom: '2026-11-25T02:00:00.000Z' }),
    named('full', { free: 0 }),
    named('free', {}),
    named('mine', { mine: { bookingId: 'B', slotId: 'S', state: 'booked' } }),
  ];
  expect(inOrder(all, open).map(({ id }) => id)).toEqual(['mine', 'free', 'full', 'later', 'others']);
});

test('slots stand under their day', () => {
  const next = { ...slot, id: 'T', startAt: '2026-11-28T16:00:00.000Z' };
  expect(byDay([slot, next] satisfies FullEvent['slots']).map(([day, slots]) => [day, slots.length])).toEqual([
    ['2026-11-28', 1],
    ['2026-11-29', 1],
  ]);
});
