/**
 * Technical problems that a unit files for the think-tank (EXP-1; systems.md 2.7: matched to an expert, a discussion,
 * a solution or a contract, money after experts have approved; 1.10: tickets of text and photos with an answer).
 */
import { addWorkingDays, type WorkingDays } from './days';
import type { Move } from './moves';

export const problemStates = {
  filed: '等对接',
  returned: '退回补充',
  matched: '等专家答复',
  discussing: '研讨中',
  contracted: '已签约',
  solved: '已解决',
  funded: '已资助',
  withdrawn: '已撤回',
} as const;
export type ProblemState = keyof typeof problemStates;

type Actor = 'unit' | 'manager' | 'expert';

export const problemMoves = {
  refile: { from: ['returned'], to: 'filed', by: 'unit' },
  withdraw: { from: ['filed', 'returned', 'matched', 'discussing'], to: 'withdrawn', by: 'unit' },
  match: { from: ['filed', 'matched', 'discussing'], to: 'matched', by: 'manager' },
  return: { from: ['filed', 'matched', 'discussing'], to: 'returned', by: 'manager' },
  meet: { from: ['matched', 'discussing'], to: 'discussing', by: 'manager' },
  answer: { from: ['matched', 'discussing', 'contracted'], to: 'discussing', by: 'expert' },
  decline: { from: ['matched', 'discussing'], to: 'filed', by: 'expert' },
  solve: { from: ['discussing', 'contracted'], to: 'solved', by: 'manager' },
  contract: { from: ['discussing'], to: 'contracted', by: 'manager' },
  review: { from: ['contracted'], to: 'contracted', by: 'manager' },
  opinion: { from: ['contracted'], to: 'contracted', by: 'expert' },
  fund: { from: ['contracted'], to: 'funded', by: 'manager' },
} as const satisfies Record<string, Move<ProblemState, Actor>>;
export type ProblemVerb = keyof typeof problemMoves;

/** What an officer may be offered on the page of a problem. */
export const problemActs = [
  'say',
  'refile',
  'withdraw',
  'thank',
  'match',
  'return',
  'meet',
  'solve',
  'contract',
  'review',
  'fund',
] as const;
export type ProblemAct = (typeof problemActs)[number];

/** What stands in the thread besides the moves. */
export const problemSteps = {
  file: '提交难题',
  refile: '补充后重新提交',
  say: '补充说明',
  withdraw: '撤回难题',
  match: '对接专家',
  return: '退回补充',
  meet: '约定研讨',
  answer: '专家答复',
  decline: '专家不能承接',
  solve: '记录解决方案',
  contract: '签订合同',
  review: '请专家评审',
  opinion: '专家评审意见',
  fund: '提请资助',
  funded: '资助已批准',
  unfunded: '资助没有批准',
  thank: '评价和致谢',
} as const;
export type ProblemStep = keyof typeof problemSteps;

/** Working days of each open state. The clock starts the day after the state was reached. */
export const problemDays = { filed: 3, returned: 10, matched: 5, discussing: 20, contracted: 60 } as const;
export const isOpenProblem = (state: ProblemState): state is keyof typeof problemDays => state in problemDays;

/** Last day of the clock of a state reached on `today`; null for one that is closed. */
export const problemDueOn = (state: ProblemState, today: string, isWorkingDay: WorkingDays): string | null =>
  isOpenProblem(state) ? addWorkingDays(today, problemDays[state], isWorkingDay) : null;

/** Who has to do the next step. */
export const problemHolders: Record<ProblemState, string | null> = {
  filed: '受理部门',
  returned: '本单位',
  matched: '专家',
  discussing: '受理部门',
  contracted: '受理部门',
  solved: null,
  funded: null,
  withdrawn: null,
};

/** Who was asked to solve may not judge whether the union pays for it. */
export const expertParts = { solver: '承接', reviewer: '评审' } as const;
export type ExpertPart = keyof typeof expertParts;

export const expertWorkStates = {
  asked: '等答复',
  answered: '已答复',
  declined: '不能承接',
  released: '已结束',
} as const;
export type ExpertWorkState = keyof typeof expertWorkStates;

/** Days after the closing during which experts can still read the file (security.md d.1 role E). */
export const EXPERT_READS_DAYS = 7;

export const problemLimits = { photos: 9, attachments: 3, solvers: 5, reviewers: 5, title: 40, words: 2000 } as const;

/** Money takes two experts' written yes, and more yes than no (EXP-1). */
const OPINIONS = 2;
export const isApproved = (opinions: readonly { yes: boolean }[]): boolean => {
  const yes = opinions.filter((one) => one.yes).length;
  return yes >= OPINIONS && yes > opinions.length - yes;
};

export interface Standing {
  /** Problems that the expert works at and that are open. */
  open: number;
  /** Problems of the same field that the expert has helped to close. */
  solved: number;
  /** Mean of the stars for those, one decimal; null without any. */
  stars: number | null;
  onLeave: boolean;
}

/** Higher is asked first. All have the field; load weighs most, then what was solved before. */
export const rankOf = ({ open, solved, stars, onLeave }: Standing): number =>
  (onLeave ? -20 : 0) - 4 * open + Math.min(solved, 5) + ((stars ?? 4) - 4);

/** The same in plain words, weightiest first. */
export const rankReasons = ({ open, solved, stars, onLeave }: Standing): string[] => [
  ...(onLeave ? ['今天请假'] : []),
  open === 0 ? '手上没有未办结的难题' : `手上有 ${open} 道未办结`,
  ...(solved > 0 ? [`同领域解决过 ${solved} 道`] : ['同领域还没有解决过']),
  ...(stars === null ? [] : [`评价 ${stars.toFixed(1)} 分`]),
];

/** Kinds of files beside photos. */
export const attachmentKinds = { video: '视频', document: '文档' } as const;
export type AttachmentKind = keyof typeof attachmentKinds;
