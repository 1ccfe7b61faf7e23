/** Joining a union: states, moves, terms and words. Rules MEM-1 to MEM-14 (membership.md). */
import { addWorkingDays, type WorkingDays } from './days';
import type { Move } from './moves';

/** MEM-3: an application goes to the grassroots union, which decides. */
export const applicationStates = {
  submitted: '审核中',
  returned: '待补正',
  approved: '已通过',
  refused: '未通过',
  recalled: '已撤回',
} as const;
export type ApplicationState = keyof typeof applicationStates;

export const applicationMoves = {
  approve: { from: ['submitted'], to: 'approved', by: 'officer' },
  return: { from: ['submitted'], to: 'returned', by: 'officer' },
  refuse: { from: ['submitted', 'returned'], to: 'refused', by: 'officer' },
  resubmit: { from: ['returned'], to: 'submitted', by: 'applicant' },
  recall: { from: ['submitted', 'returned'], to: 'recalled', by: 'applicant' },
} as const satisfies Record<string, Move<ApplicationState, 'officer' | 'applicant'>>;
export type ApplicationVerb = keyof typeof applicationMoves;

/** Words for a step in the history of an application. */
export const stepWords: Record<ApplicationVerb | 'submit' | 'file' | 'rise', string> = {
  submit: '提交申请',
  file: '工会代为提交',
  rise: '转上级工会办理',
  approve: '审核通过',
  return: '退回补正',
  refuse: '审核未通过',
  resubmit: '补正后重新提交',
  recall: '本人撤回',
};

/** States in which an application holds its person and ID number: no second one may be open (MEM-8). */
export const isOpen = (state: ApplicationState): boolean => state === 'submitted' || state === 'returned';

/**
 * Nobody under 16 works for wages (劳动法 15), so nobody younger joins.
 * @param bornOn day of birth; today Shanghai day
 */
export const isOldEnough = (bornOn: string, today: string): boolean =>
  `${Number(today.slice(0, 4)) - 16}${today.slice(4)}` >= bornOn;

/** MEM-12, a proposal without a binding source: the grassroots union decides within 3 working days. */
export const REVIEW_WORKING_DAYS = 3;

/** The last Shanghai day on which the review is in time; a union may have another number of working days. */
export const reviewDueOn = (
  submittedOn: string,
  isWorkingDay: WorkingDays,
  workingDays: number = REVIEW_WORKING_DAYS,
): string => addWorkingDays(submittedOn, workingDays, isWorkingDay);

export type Urgency = 'overdue' | 'due' | 'calm';

/** How urgent a case is on a Shanghai day: past its term, due today or on the next working day, or calm. */
export const urgencyOf = (dueOn: string, today: string, isWorkingDay: WorkingDays): Urgency =>
  dueOn < today ? 'overdue' : dueOn <= addWorkingDays(today, 1, isWorkingDay) ? 'due' : 'calm';

/** Kind of work, asked at joining. The first four are the gig workers of MEM-2. */
export const occupations = {
  FOOD_RIDER: '外卖配送员',
  COURIER: '快递员',
  RIDE_HAILING: '网约车司机',
  TRUCK: '货车司机',
  DOMESTIC: '家政、保洁',
  CONSTRUCTION: '建筑工人',
  MANUFACTURING: '工厂工人',
  SERVICE: '餐饮、零售等服务',
  TRANSPORT: '铁路、公交等运输',
  OFFICE: '办公室、技术人员',
  OTHER: '其他',
} as const;
export type Occupation = keyof typeof occupations;

/** Where to turn after a refusal (MEM-12: written reason and how to appeal). */
export const appealSentence = (upperUnion: string, phone: string): string =>
  `对结果有异议，可在 15 日内向${upperUnion}申请复核，电话 ${phone}。补齐条件后也可以重新申请。`;

/** The national workers' hotline, for unions without a number of their own. */
export const HOTLINE = '12351';
