import {
  draftOf,
  emptyOrder,
  type Item,
  type OrderDraft,
  problemsIn,
  problemsOf,
  turnDay,
  turnPart,
  wishesOf,
} from './order-draft';

const TODAY = '2026-11-23';
const item = { minPeople: 20, maxPeople: 80, poolKm: 5 } as Item;
const good: OrderDraft = {
  ...emptyOrder,
  unionId: 'u',
  people: '40',
  placeName: '二楼会议室',
  address: '青州市昭德路 6 号',
  days: [{ day: '2026-11-24', parts: ['am'] }],
  contactName: '王秀英',
  contactPhone: '13900139000',
};

describe('what a unit orders', () => {
  it('is complete, or says at each field what is missing', () => {
    expect(problemsOf(good, item, TODAY)).toEqual({});
    expect(Object.keys(problemsOf(emptyOrder, item, TODAY)).sort()).toEqual(
      ['address', 'contactName', 'contactPhone', 'days', 'people', 'placeName', 'unionId'].sort(),
    );
    expect(Object.keys(problemsOf(good, null, TODAY))).toEqual(['title', 'group']);
    expect(problemsOf({ ...good, title: '家电维修培训', group: 'skill' }, null, TODAY)).toEqual({});
  });

  it('fewer people than the service asks for is fine for who would share, more never', () => {
    const of = (people: string, sharing = false, one = item) =>
      problemsOf({ ...good, people, sharing }, one, TODAY).people;
    expect(of('19')).toBe('这项服务 20 人起。人少的，可以勾选下面的“愿意拼”。');
    expect(of('20')).toBeUndefined();
    expect(of('19', true)).toBeUndefined();
    expect(of('19', true, { ...item, poolKm: 0 })).toBe('这项服务 20 人起。');
    expect(of('80')).toBeUndefined();
    expect(of('81', true)).toBe('一次最多 80 人。人多的，请办好这一次再点下一次。');
    expect(of('很多')).toBe('请填参加的人数，写数字。');
  });

  it('wishes days from tomorrow on, at most 14 times', () => {
    const of = (days: OrderDraft['days']) => problemsOf({ ...good, days }, item, TODAY).days;
    expect(of([{ day: '2026-11-22', parts: ['am'] }])).toContain('已经过去');
    expect(of([{ day: '2026-11-23', parts: ['am'] }])).toContain('已经过去');
    expect(of([{ day: '2026-11-24', parts: [] }])).toContain('请再选上午、下午或晚上');
    const week = ['24', '25', '26', '27', '28', '29', '30'].map((day) => `2026-11-${day}`);
    const seven = week.reduce<OrderDraft['days']>(turnDay, []);
    expect(of(seven)).toBeUndefined();
    expect(of(turnDay(seven, '2026-12-01'))).toBe('最多选 14 个时间，现在是 16 个。');
    expect(turnDay(seven, '2026-11-24').map(({ day }) => day)).toEqual(week.slice(1));
    expect(turnPart(turnDay([], '2026-11-24'), '2026-11-24', 'am')).toEqual([{ day: '2026-11-24', parts: ['pm'] }]);
  });

  it('is sent as it was meant, and an order that came back is mended from what it was', () => {
    const sent = wishesOf({ ...good, people: ' 40 ', notes: ' 三楼 ' });
    expect(sent).toMatchObject({
      people: 40,
      notes: '三楼',
      days: [{ day: '2026-11-24', part: 'am' }],
      latitude: null,
    });
    const order = { ...sent, unionId: 'u', title: '义诊', group: 'health', contactPhoneMasked: '139****9000' } as never;
    expect(draftOf(order)).toEqual({ ...good, notes: '三楼', title: '义诊', group: 'health', contactPhone: '' });
  });

  it('puts a refusal at its field', () => {
    const refusal = { requestId: 'x', sentence: '一句话' };
    expect(problemsIn({ ...refusal, code: 'TOO_FEW_PEOPLE' })).toEqual({ people: '一句话' });
    expect(problemsIn({ ...refusal, code: 'ORDER_OPEN' })).toEqual({});
    const fields = [
      { at: 'wish.title', sentence: '太短' },
      { at: 'days.3.day', sentence: '不对' },
      { at: 'other', sentence: '别处' },
    ];
    expect(problemsIn({ ...refusal, code: 'BAD_INPUT', fields })).toEqual({ title: '太短', days: '不对' });
  });
});
