import {
  actOn,
  inOrder,
  type Offer,
  type OfferKind,
  phaseNow,
  sayLeft,
  sayStart,
  sayStock,
  standingOf,
  wayPast,
} from './offer-words';

/** 10:00 in Shanghai. */
const START = Date.parse('2026-11-22T02:00:00.000Z');
const OPEN = START + 60_000;

const kind = (different: Partial<OfferKind> = {}): OfferKind => ({
  ...{ id: 'K', title: '满减券', words: '', worth: 'off', minSpendFen: 5000, offFen: 4000, listFen: 0 },
  ...{
    subsidyFen: 3000,
    merchantFen: 600,
    bankFen: 400,
    worthWords: '满 50 减 40',
    total: 100,
    left: 37,
    perPerson: 1,
  },
  ...{ nextWaveAt: null, entries: 0, shops: 3 },
  ...different,
});
const offer = (different: Partial<Offer> = {}): Offer => ({
  ...{
    id: 'O',
    number: 'HD1',
    title: '五一送福利',
    words: '',
    unionName: '青州市总工会',
    unionPhone: null,
    way: 'first',
  },
  ...{ phase: 'soon', claimFrom: '2026-11-22T02:00:00.000Z', claimUntil: '2026-11-29T02:00:00.000Z' },
  ...{ useFrom: '2026-11-22', useUntil: '2026-12-22', perPerson: 0, line: false, extendMonths: 0, favourNew: false },
  ...{ perPersonDay: 0, commitment: null, beacon: null, drawnAt: null, audienceWords: [], barrier: null },
  ...{ kinds: [kind()], vouchers: [], entries: [] },
  ...different,
});
const mine = (state: string) => [{ kindId: 'K', state }] as unknown as Offer['vouchers'];
const entry = (different: Partial<Offer['entries'][number]>) => [
  { id: 'E', kindId: 'K', kind: 'draw', number: 17, state: 'waiting', place: null, ...different } as const,
];

test.each([
  [0, '0 秒'],
  [8_000, '8 秒'],
  [728_000, '12 分 08 秒'],
  [11_100_000, '3 小时 05 分'],
  [187_200_000, '2 天 4 小时'],
])('%i ms are left as %s', (left, words) => {
  expect(sayLeft(left)).toBe(words);
});

test('the beginning is said with its countdown, with the day when it is not today', () => {
  expect(sayStart(offer(), START - 728_000)).toBe('10:00 开抢，还有 12 分 08 秒');
  expect(sayStart(offer(), START - 86_400_000)).toBe('11月22日 10:00 开抢，还有 1 天 0 小时');
  expect(sayStart(offer({ way: 'lottery' }), START - 8_000)).toBe('10:00 开始报名，还有 8 秒');
});

test('the phase goes on by the clock, except a pause', () => {
  expect([START - 1, START, START + 7 * 86_400_000].map((now) => phaseNow(offer(), now))).toEqual([
    'soon',
    'open',
    'over',
  ]);
  expect(phaseNow(offer({ phase: 'paused' }), OPEN)).toBe('paused');
});

test.each<[string, Partial<Offer>, string | null]>([
  ['open', {}, '领取'],
  ['a lottery', { way: 'lottery' }, '报名抽签'],
  ['by list', { way: 'grant' }, null],
  ['before a barrier', { barrier: { code: 'join', sentence: '先入会。' } }, null],
  ['all taken', { kinds: [kind({ left: 0 })] }, null],
  ['all taken, with a line', { line: true, kinds: [kind({ left: 0 })] }, '排候补'],
  ['one had', { vouchers: mine('used') }, null],
  ['one given back', { vouchers: mine('returned') }, '领取'],
  ['one of two had', { vouchers: mine('issued'), kinds: [kind({ perPerson: 2 })] }, '再领一张'],
  ['full in this campaign', { perPerson: 1, vouchers: mine('issued'), kinds: [kind({ perPerson: 2 })] }, null],
  ['waiting in the line', { line: true, kinds: [kind({ left: 0 })], entries: entry({ kind: 'line', place: 3 }) }, null],
  ['a wave that comes', { line: true, kinds: [kind({ left: 0, nextWaveAt: '2026-11-22T06:00:00.000Z' })] }, null],
  ['a wave that has come', { kinds: [kind({ left: 0, nextWaveAt: '2026-11-22T02:00:30.000Z' })] }, '领取'],
])('%s: what a tap does', (_, different, act) => {
  const given = offer(different);
  expect(actOn(given, given.kinds[0] as OfferKind, OPEN)).toBe(act);
});

test.each<[string, Partial<Offer>, string, string]>([
  ['open', {}, '可以领', '您现在可以领'],
  ['a barrier', { barrier: { code: 'join', sentence: '先入会。' } }, '还不能领', '您现在还不能领'],
  ['had', { vouchers: mine('issued') }, '已领到', '您已领到 1 张'],
  ['all taken', { kinds: [kind({ left: 0 })] }, '已领完', '已领完'],
  ['all taken, with a line', { line: true, kinds: [kind({ left: 0 })] }, '可排候补', '已领完，可以排候补'],
  [
    'a wave',
    { kinds: [kind({ left: 0, nextWaveAt: '2026-11-22T02:06:00.000Z' })] },
    '等下一批',
    '下一批 10:06 开始，还有 5 分 00 秒',
  ],
  ['entered', { way: 'lottery', entries: entry({}) }, '已报名', '您的抽签号是 17'],
  ['in the line', { entries: entry({ kind: 'line', place: 3 }) }, '候补中', '候补排在第 3 位'],
  [
    'won',
    { way: 'lottery', drawnAt: 'x', vouchers: mine('issued'), entries: entry({ state: 'won' }) },
    '已抽中',
    '您抽中了',
  ],
  ['lost', { way: 'lottery', drawnAt: 'x', entries: entry({ state: 'lost' }) }, '未抽中', '这次没有抽中'],
  ['not drawn yet', { way: 'lottery', phase: 'over' }, '已结束', '报名已截止，等抽签'],
  ['paused', { phase: 'paused' }, '暂停领取', '暂停领取'],
  ['by list', { way: 'grant' }, '工会发放', '由工会按名单发放，不用领'],
])('%s: where it stands', (_, different, word, title) => {
  expect(standingOf(offer(different), OPEN)).toMatchObject({ word, title });
});

test('how many are left', () => {
  expect(sayStock(offer(), kind(), OPEN)).toBe('还剩 37 张，共 100 张');
  expect(sayStock(offer(), kind(), START - 1)).toBe('共 100 张');
  expect(sayStock(offer(), kind({ left: 0 }), OPEN)).toBe('已领完，共 100 张');
  expect(sayStock(offer({ way: 'lottery' }), kind({ entries: 5 }), OPEN)).toBe('共 100 张，已有 5 人报名');
});

test('what can be taken comes first, then what opens later', () => {
  const ids = inOrder(
    [
      offer({ id: 'not mine', barrier: { code: 'age', sentence: '' } }),
      offer({ id: 'later', claimFrom: '2026-11-23T02:00:00.000Z' }),
      offer({ id: 'now' }),
      offer({ id: 'had', vouchers: mine('issued') }),
    ],
    OPEN,
  ).map(({ id }) => id);
  expect(ids).toEqual(['now', 'later', 'not mine', 'had']);
});

test('a barrier leads to the page that changes it', () => {
  expect(wayPast(offer({ barrier: { code: 'join', sentence: '' } }))).toEqual({ word: '去入会', url: '/join/search' });
  expect(wayPast(offer({ barrier: { code: 'age', sentence: '' } }))).toBeUndefined();
  expect(wayPast(offer())).toBeUndefined();
});
