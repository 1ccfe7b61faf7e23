import { canMove } from './moves';
import { isApproved, problemDueOn, problemMoves, rankOf, rankReasons } from './problems';

/** Monday to Friday. */
const weekdays = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

describe('a technical problem', () => {
  it('has a clock of working days in each open state, and none once it is closed', () => {
    // 2026-11-23 is a Monday.
    expect(problemDueOn('filed', '2026-11-23', weekdays)).toBe('2026-11-26');
    expect(problemDueOn('filed', '2026-11-26', weekdays)).toBe('2026-12-01');
    expect(problemDueOn('matched', '2026-11-23', weekdays)).toBe('2026-11-30');
    expect(problemDueOn('returned', '2026-11-23', weekdays)).toBe('2026-12-07');
    expect(problemDueOn('discussing', '2026-11-23', weekdays)).toBe('2026-12-21');
    expect(problemDueOn('contracted', '2026-11-23', weekdays)).toBe('2027-02-15');
    for (const state of ['solved', 'funded', 'withdrawn'] as const)
      expect(problemDueOn(state, '2026-11-23', weekdays)).toBeNull();
  });

  it('moves only where its state and the actor allow', () => {
    expect(canMove(problemMoves, 'refile', 'returned', 'unit')).toBe(true);
    expect(canMove(problemMoves, 'refile', 'filed', 'unit')).toBe(false);
    expect(canMove(problemMoves, 'withdraw', 'contracted', 'unit')).toBe(false);
    expect(canMove(problemMoves, 'contract', 'matched', 'manager')).toBe(false);
    expect(canMove(problemMoves, 'contract', 'discussing', 'manager')).toBe(true);
    expect(canMove(problemMoves, 'fund', 'solved', 'manager')).toBe(false);
    expect(canMove(problemMoves, 'solve', 'contracted', 'unit')).toBe(false);
  });
});

describe('the opinions before money', () => {
  const [yes, no] = [{ yes: true }, { yes: false }];
  it('are two yes at least, and more yes than no', () => {
    expect(isApproved([yes])).toBe(false);
    expect(isApproved([yes, no])).toBe(false);
    expect(isApproved([yes, yes])).toBe(true);
    expect(isApproved([yes, yes, no])).toBe(true);
    expect(isApproved([yes, yes, no, no])).toBe(false);
  });
});

describe('who is asked first', () => {
  const free = { open: 0, solved: 0, stars: null, onLeave: false };
  it('is whoever has least to do, then whoever has solved such problems, and last who is on leave', () => {
    expect(rankOf(free)).toBe(0);
    expect(rankOf({ ...free, open: 1, solved: 3 })).toBe(-1);
    expect(rankOf({ ...free, solved: 2, stars: 4.5 })).toBe(2.5);
    expect(rankOf({ ...free, solved: 40, stars: 5 })).toBe(6);
    expect(rankOf({ ...free, solved: 5, stars: 5, onLeave: true })).toBe(-14);
  });
  it('is said with its reasons', () => {
    expect(rankReasons(free)).toEqual(['手上没有未办结的难题', '同领域还没有解决过']);
    expect(rankReasons({ open: 2, solved: 3, stars: 4.75, onLeave: true })).toEqual([
      '今天请假',
      '手上有 2 道未办结',
      '同领域解决过 3 道',
      '评价 4.8 分',
    ]);
  });
});
