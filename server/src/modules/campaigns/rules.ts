/** What a campaign must be like, whoever types it: each problem at its field, with how to mend it. */
import type { Body } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import { sayFen } from '@niangjia/shared/rules/vouchers';

export type Plan = Body<'POST /campaigns'>;
type PlannedKind = Plan['kinds'][number];
export interface Problem {
  at: string;
  sentence: string;
}

/** Rows of what is wrong and what to say about it, to those that are. */
const found = (rows: [wrong: boolean, at: string, sentence: string][]): Problem[] =>
  rows.filter(([wrong]) => wrong).map(([, at, sentence]) => ({ at, sentence }));

const partsOf = ({ subsidyFen, merchantFen, bankFen }: PlannedKind): number => subsidyFen + merchantFen + bankFen;

function worthProblems(kind: PlannedKind, at: string): Problem[] {
  const { worth, offFen, minSpendFen, listFen } = kind;
  const off = worth === 'off';
  const sum = `三项合计 ${sayFen(partsOf(kind))} 元`;
  return found([
    [offFen !== partsOf(kind), `${at}.offFen`, `优惠金额要等于工会补贴、商家让利、银行支持之和，现在${sum}。`],
    [
      off && minSpendFen > 0 && minSpendFen < offFen,
      `${at}.minSpendFen`,
      `消费门槛填 0，或不低于优惠金额 ${sayFen(offFen)} 元。`,
    ],
    [off && listFen !== 0, `${at}.listFen`, '满减券没有原价，请填 0。'],
    [!off && listFen <= offFen, `${at}.listFen`, `原价要高于优惠金额 ${sayFen(offFen)} 元。`],
    [!off && minSpendFen !== 0, `${at}.minSpendFen`, '协议价没有消费门槛，请填 0。'],
  ]);
}

function waveProblems({ way, claimFrom, claimUntil }: Plan, { waves, total }: PlannedKind, at: string): Problem[] {
  if (waves.length === 0) return [];
  const sum = waves.reduce((all, { count }) => all + count, 0);
  const outside = waves.some((wave) => wave.at < claimFrom || wave.at >= claimUntil);
  return found([
    [way !== 'first', `${at}.waves`, '只有先到先得的活动可以分批放券，请去掉分批。'],
    [waves.some((wave, nth) => wave.at <= (waves[nth - 1]?.at ?? '')), `${at}.waves`, '各批要按时间先后排列。'],
    [outside, `${at}.waves`, '各批都要在领取时间之内，请改批次时间或领取时间。'],
    [sum !== total, `${at}.waves`, `各批数量之和是 ${sum} 张，要等于总数 ${total} 张。`],
  ]);
}

const kindProblems = (plan: Plan, kind: PlannedKind, at: string): Problem[] => [
  ...worthProblems(kind, at),
  ...waveProblems(plan, kind, at),
  ...found([[plan.way !== 'first' && kind.perDay > 0, `${at}.perDay`, '只有先到先得的活动可以限每天的数量，请填 0。']]),
];

/** What can be told without the database. Instants are ISO texts with milliseconds. */
export function problemsOf(plan: Plan): Problem[] {
  const { way, claimFrom, claimUntil, useFrom, useUntil, audience } = plan;
  const { minAge, maxAge, listed } = audience;
  return [
    ...found([
      [claimFrom >= claimUntil, 'claimUntil', '领取截止要晚于领取开始。'],
      [useFrom > useUntil, 'useUntil', '最后使用日不能早于开始使用日。'],
      [useUntil < dayOf(claimFrom), 'useUntil', '最后使用日不能早于开始领取的那天。'],
      [way !== 'lottery' && plan.favourNew, 'favourNew', '只有抽签的活动可以让从未领过的会员优先，请取消。'],
      [way !== 'lottery' && plan.beacon !== null, 'beacon', '只有抽签的活动用公开数字，请清空。'],
      [way === 'grant' && plan.line, 'line', '按名单发放的活动没有候补，请取消。'],
      [way === 'grant' && !listed, 'audience.listed', '按名单发放的活动要限定为名单上的会员，请勾选。'],
      [minAge !== null && maxAge !== null && minAge > maxAge, 'audience.maxAge', '最大年龄不能小于最小年龄。'],
    ]),
    ...plan.kinds.flatMap((kind, nth) => kindProblems(plan, kind, `kinds.${nth}`)),
  ];
}
