import { barrierOf, everybody } from './audience';
import { billOf, extendedDay, nextWave, openedBy, phaseOf, sayFen, sayWorth, sayYuan, type Worth } from './vouchers';

const off: Worth = {
  worth: 'off',
  minSpendFen: 5000,
  offFen: 4000,
  listFen: 0,
  subsidyFen: 3000,
  merchantFen: 600,
  bankFen: 400,
};

describe('a bill', () => {
  it('VOU-3 50 off 40: below the threshold nothing, at it 40 off, above it the member pays the rest', () => {
    expect(billOf(off, 4999)).toBe(null);
    expect(billOf(off, 5000)).toEqual({
      spendFen: 5000,
      offFen: 4000,
      subsidyFen: 3000,
      merchantFen: 600,
      bankFen: 400,
      paysFen: 1000,
    });
    expect(billOf(off, 5001)?.paysFen).toBe(1001);
  });

  it('VOU-3 no change is given: on a smaller bill the merchant goes first, then the bank, then the union', () => {
    const plain = { ...off, minSpendFen: 0 };
    const parts = (spend: number) => {
      const { merchantFen, bankFen, subsidyFen, paysFen } = billOf(plain, spend) ?? {};
      return [merchantFen, bankFen, subsidyFen, paysFen];
    };
    expect(parts(1)).toEqual([1, 0, 0, 0]);
    expect(parts(600)).toEqual([600, 0, 0, 0]);
    expect(parts(601)).toEqual([600, 1, 0, 0]);
    expect(parts(1001)).toEqual([600, 400, 1, 0]);
    expect(parts(4000)).toEqual([600, 400, 3000, 0]);
    expect(billOf(plain, 0)).toBe(null);
  });

  it('E8 Urumqi: a haircut of 26 yuan for 8 saves 18, 18,000 in a year of 1,000', () => {
    const cut: Worth = {
      ...off,
      worth: 'price',
      minSpendFen: 0,
      listFen: 2600,
      offFen: 1800,
      subsidyFen: 0,
      merchantFen: 1800,
      bankFen: 0,
    };
    const bill = billOf(cut, 0);
    expect([bill?.offFen, bill?.paysFen]).toEqual([1800, 800]);
    expect(sayYuan((bill?.offFen ?? 0) * 1000)).toBe('18,000');
    expect(sayWorth(cut)).toBe('8 元（原价 26 元）');
  });
});

it('E8 Ningbo: 5,000 + 2,000 + 300 + 1,000 + 120 vouchers are 8,420', () => {
  expect([5000, 2000, 300, 1000, 120].reduce((sum, one) => sum + one, 0)).toBe(8420);
});

it('says money in yuan', () => {
  expect([sayFen(4000), sayFen(5), sayFen(123_456_789), sayFen(-1050), sayYuan(850), sayWorth(off)]).toEqual([
    '40.00',
    '0.05',
    '1,234,567.89',
    '-10.50',
    '8.50',
    '满 50 减 40',
  ]);
});

it('opens wave by wave, and what was added afterwards with the last', () => {
  const waves = [
    { at: '2026-11-23T02:00:00.000Z', count: 10 },
    { at: '2026-11-23T06:00:00.000Z', count: 20 },
  ];
  expect(openedBy(waves, 30, '2026-11-23T01:59:59.999Z')).toBe(0);
  expect(openedBy(waves, 30, '2026-11-23T02:00:00.000Z')).toBe(10);
  expect(openedBy(waves, 40, '2026-11-23T05:59:59.999Z')).toBe(10);
  expect(openedBy(waves, 40, '2026-11-23T06:00:00.000Z')).toBe(40);
  expect(openedBy(waves, 5, '2026-11-23T06:00:00.000Z')).toBe(5);
  expect(openedBy([], 7, '2026-11-23T00:00:00.000Z')).toBe(7);
  expect(nextWave(waves, '2026-11-23T02:00:00.000Z')?.count).toBe(20);
  expect(nextWave(waves, '2026-11-23T06:00:00.000Z')).toBe(null);
});

it('counts the first instant of the window and not the last', () => {
  const campaign = {
    state: 'published' as const,
    claimFrom: '2026-11-23T02:00:00.000Z',
    claimUntil: '2026-11-24T02:00:00.000Z',
  };
  expect(phaseOf(campaign, '2026-11-23T01:59:59.999Z')).toBe('soon');
  expect(phaseOf(campaign, '2026-11-23T02:00:00.000Z')).toBe('open');
  expect(phaseOf(campaign, '2026-11-24T01:59:59.999Z')).toBe('open');
  expect(phaseOf(campaign, '2026-11-24T02:00:00.000Z')).toBe('over');
  expect(phaseOf({ ...campaign, state: 'paused' }, '2026-11-23T03:00:00.000Z')).toBe('paused');
  expect(phaseOf({ ...campaign, state: 'signing' }, '2026-11-23T03:00:00.000Z')).toBe(null);
});

it('VOU-5 extends by whole months, to the last day where a month is shorter', () => {
  expect(extendedDay('2026-11-30', 3)).toBe('2027-02-28');
  expect(extendedDay('2027-11-30', 3)).toBe('2028-02-29');
  expect(extendedDay('2026-12-15', 3)).toBe('2027-03-15');
});

describe('who may take', () => {
  const member = {
    membership: {
      state: 'active' as const,
      unionPath: '/A/B/C/',
      districtCode: '370781',
      occupation: 'COURIER' as const,
    },
    verified: true,
    age: 40,
    hadBefore: true,
    listed: false,
  };
  const place = { organiserPath: '/A/B/', paths: [] };
  const say = (audience: object, candidate: object = {}, at: object = {}) =>
    barrierOf({ ...everybody, ...audience }, { ...place, ...at }, { ...member, ...candidate });

  it('VOU-1 a verified member of the organiser’s area, and nobody else', () => {
    expect(say({})).toBe(null);
    expect(say({}, { membership: null })).toBe('join');
    expect(say({}, { verified: false })).toBe('verify');
    expect(say({}, {}, { organiserPath: '/A/D/' })).toBe('area');
    expect(say({}, { membership: { ...member.membership, state: 'retained' } })).toBe('retained');
  });

  it('asks for unions, districts, kinds of work, first time, list and age, each with its own word', () => {
    expect(say({ unionIds: ['X'] }, {}, { paths: ['/A/B/D/'] })).toBe('unions');
    expect(say({ unionIds: ['X'] }, {}, { paths: ['/A/B/D/', '/A/B/C/'] })).toBe(null);
    expect(say({ districts: ['3702'] })).toBe('districts');
    expect(say({ districts: ['3707'] })).toBe(null);
    expect(say({ occupations: ['TRUCK'] })).toBe('occupations');
    expect(say({ firstTime: true })).toBe('firstTime');
    expect(say({ listed: true })).toBe('listed');
    expect(say({ minAge: 41 })).toBe('age');
    expect(say({ minAge: 40, maxAge: 40 })).toBe(null);
    expect(say({ maxAge: 39 })).toBe('age');
    expect(say({ minAge: 18 }, { age: null })).toBe('age');
  });
});
