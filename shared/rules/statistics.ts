/** What is counted, its definition in words, and which counts are too small to leave the house. */
import type { ChangeKind } from './members';

export const measures = {
  members: { label: '在册会员', definition: '统计时刻会籍状态为“在册”的人数，一人只计一次。' },
  retained: { label: '保留会籍', definition: '统计时刻会籍状态为“保留会籍”的人数。' },
  joined: { label: '新入会', definition: '期间内会籍变化为“入会”的人次（审核通过日或名册入会日）。' },
  movedIn: { label: '转入', definition: '期间内从统计范围以外转入的人次。' },
  movedOut: { label: '转出', definition: '期间内转到统计范围以外的人次。' },
  left: { label: '退会、除名', definition: '期间内会籍变化为“退会”或“除名”的人次。' },
  verified: { label: '本人登录过的比例', definition: '在册会员中，本人用手机号或微信登录过的人数 ÷ 在册会员数。' },
  days: {
    label: '审核用时（工作日）',
    definition: '期间内已办结的入会申请，从最后一次提交到办结的工作日数：中位数和九成位数。',
  },
} as const;
export type Measure = keyof typeof measures;

export const dimensions = { union: '工会', code: '入会码', occupation: '工种', month: '月份' } as const;
export type Dimension = keyof typeof dimensions;

/** Measures that are counted from changes, and the kinds of change behind each. */
export const flows = {
  joined: ['joined'],
  movedIn: ['movedIn'],
  movedOut: ['movedOut'],
  left: ['left', 'expelled'],
} as const satisfies Partial<Record<Measure, readonly ChangeKind[]>>;
export type Flow = keyof typeof flows;

/** Longest span of one question, in days. */
export const SPAN_DAYS = 1200;

/** Groups of fewer persons than this are not shown apart: a person could be recognised (a proposal, no binding source). */
export const SMALLEST_GROUP = 5;

/**
 * Counts of the groups of one whole, with null where fewer than five persons would show. When only one group is hidden,
 * the next smallest goes too: else the hidden one follows from the total.
 */
export function hideSmall(counts: readonly number[]): (number | null)[] {
  const isSmall = (count: number) => count > 0 && count < SMALLEST_GROUP;
  const hidden = new Set(counts.flatMap((count, nth) => (isSmall(count) ? [nth] : [])));
  if (hidden.size === 1) {
    const others = counts.flatMap((count, nth) => (count > 0 && !hidden.has(nth) ? [{ count, nth }] : []));
    const next = others.sort((a, b) => a.count - b.count)[0];
    if (next) hidden.add(next.nth);
  }
  return counts.map((count, nth) => (hidden.has(nth) ? null : count));
}

/** The value below which a share of all lies, from counts by value; null of nothing. `[[1, 3], [4, 1]]`, 0.5 is 1. */
export function quantile(counts: readonly (readonly [value: number, count: number])[], share: number): number | null {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= total * share) return value;
  }
  return null;
}

/** Most persons in one exported list. */
export const EXPORT_PERSONS = 50_000;
/** From more than this, or with clear fields, a list needs a second person (security.md d.3 row 9). */
export const EXPORT_ALONE = 100;
/** Hours for which an exported list can be fetched. */
export const EXPORT_HOURS = 24;
