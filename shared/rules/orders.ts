/** Order-style services (ORD-1): the menu, a unit's order and its way to the visit, and the line before it. */
import type { Move } from './moves';
import type { Role } from './roles';

/** The five published groups of the menu (systems.md 1.1). */
export const menuGroups = {
  mind: '心理健康',
  health: '医疗健康',
  skill: '赋智赋能',
  law: '法律服务',
  union: '工会知识培训',
} as const;
export type MenuGroup = keyof typeof menuGroups;

/** Where it is delivered: at the unit, in a room of the union, or at either. */
export const venues = { onSite: '上门', room: '集中', either: '上门或集中' } as const;
export type Venue = keyof typeof venues;

/** Departments that own menu items. */
export const departments = {
  protection: '保障部',
  production: '生产部',
  legal: '法律部',
  publicity: '宣教部',
} as const satisfies Partial<Record<Role, string>>;
export type Department = keyof typeof departments;

export const menuStates = { offered: '可点', withdrawn: '已下架' } as const;
export type MenuState = keyof typeof menuStates;

/** Parts of a day that a unit can wish for, in minutes of the day. */
export const dayParts = {
  am: { label: '上午', from: 8 * 60, until: 12 * 60 },
  pm: { label: '下午', from: 13 * 60, until: 18 * 60 },
  evening: { label: '晚上', from: 18 * 60, until: 21 * 60 },
} as const;
export type DayPart = keyof typeof dayParts;

export const orderStates = {
  submitted: '待受理',
  accepted: '排队中',
  assigned: '待确认',
  scheduled: '已排定',
  delivered: '已办好',
  rated: '已评价',
  returned: '退回补充',
  cancelled: '已取消',
  'off-menu': '记入需求',
  merged: '已合并',
} as const;
export type OrderState = keyof typeof orderStates;
export const openOrderStates = ['submitted', 'returned', 'accepted', 'assigned', 'scheduled'] as const;

/** `unit`: who ordered; `planner`: the owning department; `system`: follows from another act. */
export const orderMoves = {
  resubmit: { from: ['returned'], to: 'submitted', by: 'unit' },
  cancel: {
    from: ['submitted', 'returned', 'accepted', 'assigned', 'scheduled', 'off-menu'],
    to: 'cancelled',
    by: 'unit',
  },
  accept: { from: ['submitted'], to: 'accepted', by: 'planner' },
  return: { from: ['submitted', 'accepted'], to: 'returned', by: 'planner' },
  merge: { from: ['submitted', 'accepted'], to: 'merged', by: 'planner' },
  keep: { from: ['submitted'], to: 'off-menu', by: 'planner' },
  /** An off-menu wish became an item: its units stand in the line. */
  enter: { from: ['off-menu'], to: 'accepted', by: 'system' },
  assign: { from: ['accepted'], to: 'assigned', by: 'system' },
  release: { from: ['assigned', 'scheduled'], to: 'accepted', by: 'system' },
  schedule: { from: ['assigned'], to: 'scheduled', by: 'system' },
  confirm: { from: ['scheduled'], to: 'delivered', by: 'unit' },
  rate: { from: ['delivered'], to: 'rated', by: 'unit' },
} as const satisfies Record<string, Move<OrderState, 'unit' | 'planner' | 'system'>>;
export type OrderVerb = keyof typeof orderMoves;

/** Working days that a stage may take (ours, [P]); `scheduled` runs to the visit's day and three days more. */
export const orderTerms = {
  submitted: 2,
  returned: 10,
  accepted: 10,
  assigned: 2,
  scheduled: 3,
  delivered: 10,
} as const satisfies Partial<Record<OrderState, number>>;

/** Working days that an expert and a unit have to answer a proposed visit. */
export const ANSWER_DAYS = 2;
/** Kilometres and days within which orders of one item may share a visit, unless the item says less. */
export const POOL_DAYS = 7;

export const visitStates = {
  proposed: '待确认',
  agreed: '已排定',
  recorded: '已完成',
  cancelled: '已取消',
} as const;
export type VisitState = keyof typeof visitStates;

export const poolStates = { proposed: '等单位答复', agreed: '同意拼单', lapsed: '没有拼成' } as const;
export type PoolState = keyof typeof poolStates;

/** Why a visit was cancelled: decides what its orders are told. */
export const visitEnds = {
  expert: '专家来不了',
  unit: '单位取消或没有答应',
  lapsed: '没有在时限内答复',
  moved: '改期',
  planner: '工会取消',
} as const;
export type VisitEnd = keyof typeof visitEnds;

/** Whoever was never served comes first; then who asked first. Used in SQL too: keep both in step. */
export const comesBefore = (
  a: { served: number; queuedAt: string; id: string },
  b: { served: number; queuedAt: string; id: string },
): boolean =>
  Math.min(a.served, 1) !== Math.min(b.served, 1)
    ? a.served < b.served
    : a.queuedAt !== b.queuedAt
      ? a.queuedAt < b.queuedAt
      : a.id < b.id;
