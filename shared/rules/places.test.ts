import { freeFor, isOpenClaim, ORDINARY, offerEnd, PRIORITY, sayCode, tidyCode } from './places';

const lot = { total: 10, taken: 6, ordinary: 5, reserved: 4, reservedUntil: '2026-11-25T04:00:00.000Z' };

describe('what is free', () => {
  it('is for everybody what was not taken, and never less than none', () => {
    const plain = { total: 10, taken: 6, ordinary: 6, reserved: 0, reservedUntil: null };
    expect([freeFor(plain, PRIORITY, '2026-11-23'), freeFor(plain, ORDINARY, '2026-11-23')]).toEqual([4, 4]);
    expect(freeFor({ ...plain, taken: 12 }, ORDINARY, '2026-11-23')).toBe(0);
  });

  it('leaves what is reserved to the priority until its instant, and from that instant on to nobody', () => {
    const at = (instant: string) => [freeFor(lot, PRIORITY, instant), freeFor(lot, ORDINARY, instant)];
    expect(at('2026-11-25T03:59:59.999Z')).toEqual([4, 1]);
    expect(at('2026-11-25T04:00:00.000Z')).toEqual([4, 4]);
  });

  it('is never more for others than there is at all', () => {
    expect(freeFor({ ...lot, taken: 9, ordinary: 2, reserved: 1 }, ORDINARY, '2026-11-23')).toBe(1);
    expect(freeFor({ ...lot, ordinary: 6, reserved: 8 }, ORDINARY, '2026-11-23')).toBe(0);
  });
});

describe('an offer', () => {
  const late = '2027-01-01T00:00:00.000Z';
  it('stands for its hours by day', () => {
    // 10:00 in Shanghai.
    expect(offerEnd('2026-11-23T02:00:00.000Z', 4, late)).toBe('2026-11-23T06:00:00.000Z');
    // 17:00: ends at 21:00 sharp.
    expect(offerEnd('2026-11-23T09:00:00.000Z', 4, late)).toBe('2026-11-23T13:00:00.000Z');
  });

  it('waits for the morning where the night comes between', () => {
    // 20:00: an hour today, three tomorrow.
    expect(offerEnd('2026-11-23T12:00:00.000Z', 4, late)).toBe('2026-11-24T03:00:00.000Z');
    // 23:30, and 03:00: four from 8:00 on.
    expect(offerEnd('2026-11-23T15:30:00.000Z', 4, late)).toBe('2026-11-24T04:00:00.000Z');
    expect(offerEnd('2026-11-23T19:00:00.000Z', 4, late)).toBe('2026-11-24T04:00:00.000Z');
    // 30 hours from 08:00: thirteen, thirteen, four.
    expect(offerEnd('2026-11-23T00:00:00.000Z', 30, late)).toBe('2026-11-25T04:00:00.000Z');
  });

  it('never stands longer than its place is worth something', () => {
    expect(offerEnd('2026-11-23T02:00:00.000Z', 4, '2026-11-23T03:30:00.000Z')).toBe('2026-11-23T03:30:00.000Z');
  });
});

it('a code is read however it is typed', () => {
  expect([tidyCode(' abcd-2345 '), sayCode('ABCD2345')]).toEqual(['ABCD2345', 'ABCD-2345']);
});

it('what was cancelled, has lapsed or was used is not open', () => {
  expect((['booked', 'waiting', 'offered', 'cancelled', 'lapsed', 'used'] as const).filter(isOpenClaim)).toEqual([
    'booked',
    'waiting',
    'offered',
  ]);
});
