import { codeIsOn, lookOf, markOf, sayVisitTime, sortVisits, type Visit } from './words';

const visit = (patch: Partial<Visit>): Visit =>
  ({
    id: 'v',
    state: 'agreed',
    expertAgreed: true,
    startAt: '2026-11-23T01:30:00.000Z',
    endAt: '2026-11-23T03:00:00.000Z',
    ...patch,
  }) as Visit;
const NOW = '2026-11-23T02:00:00.000Z';

describe("an expert's visits", () => {
  it('are sorted into what waits for an answer, for a record, and the way of today', () => {
    const asked = visit({ id: 'asked', state: 'proposed', expertAgreed: false, startAt: '2026-11-30T01:30:00.000Z' });
    const saidYes = visit({ id: 'yes', state: 'proposed', startAt: '2026-11-30T06:00:00.000Z' });
    const over = visit({ id: 'over', startAt: '2026-11-20T01:30:00.000Z', endAt: '2026-11-20T03:00:00.000Z' });
    const late = visit({ id: 'late', startAt: '2026-11-23T06:00:00.000Z', endAt: '2026-11-23T07:00:00.000Z' });
    const gone = visit({ id: 'gone', state: 'cancelled' });
    const sorted = sortVisits([late, visit({ id: 'now' }), asked, saidYes, over, gone], NOW);
    const ids = (visits: Visit[]) => visits.map(({ id }) => id);
    expect(ids(sorted.toAnswer)).toEqual(['asked']);
    expect(ids(sorted.toRecord)).toEqual(['over']);
    expect(ids(sorted.today)).toEqual(['now', 'late']);
    expect(ids(sorted.on('2026-11-30'))).toEqual(['asked', 'yes']);
  });

  it('say what is waited for', () => {
    expect(lookOf(visit({ state: 'proposed', expertAgreed: false }), NOW).word).toBe('等您答复');
    expect(lookOf(visit({ state: 'proposed' }), NOW).word).toBe('等单位答复');
    expect(lookOf(visit({}), '2026-11-23T03:00:00.000Z').word).toBe('已排定');
    expect(lookOf(visit({}), '2026-11-23T03:00:00.001Z').word).toBe('等您记录');
    expect(sayVisitTime(visit({}))).toBe('11月23日 周一 09:30–11:00');
  });

  it('the code is good from an hour before to two hours after', () => {
    const at = (now: string) => codeIsOn(visit({}), now);
    expect(at('2026-11-23T00:29:59.000Z')).toBe(false);
    expect(at('2026-11-23T00:30:00.000Z')).toBe(true);
    expect(at('2026-11-23T05:00:00.000Z')).toBe(true);
    expect(at('2026-11-23T05:00:01.000Z')).toBe(false);
    expect(codeIsOn(visit({ state: 'proposed' }), NOW)).toBe(false);
  });

  it('mark the days of the calendar', () => {
    const leave = { id: 'l', fromDay: '2026-11-24', untilDay: '2026-11-25', reason: '', cancelledAt: null };
    expect(markOf([visit({})], [leave], '2026-11-23')).toBe('1 次');
    expect(markOf([], [leave], '2026-11-23')).toBeUndefined();
    expect(markOf([], [leave], '2026-11-25')).toBe('请假');
    expect(markOf([], [{ ...leave, cancelledAt: NOW }], '2026-11-25')).toBeUndefined();
    expect(markOf([visit({ state: 'cancelled' })], [], '2026-11-23')).toBeUndefined();
  });
});
