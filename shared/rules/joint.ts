/**
 * Joint acts: what takes two different natural persons (security.md d.3). The first proposes; each further signature
 * has its own permission; the act takes effect with the last one, and never by the passing of time.
 */
import type { Permission } from './roles';

export const jointStates = {
  waiting: '待复核',
  done: '已生效',
  refused: '未同意',
  recalled: '已撤回',
} as const;
export type JointState = keyof typeof jointStates;

interface JointRule {
  label: string;
  /** Row of security.md d.3; null where the rule is ours. */
  row: number | null;
  first: Permission;
  /** Permission of each further signature, in any order. */
  others: readonly Permission[];
  /** The further signatures come from a union above the one concerned, as far as there is one. */
  upper: boolean;
  /** Whether the second factor must be fresh to sign. */
  stepUp: boolean;
  /** Working days within which the act is signed or refused; afterwards it is marked overdue. */
  workingDays: number;
}

export const jointKinds = {
  review: {
    label: '变更入会审核设置',
    row: 7,
    first: 'posts.propose',
    others: ['posts.confirm', 'members.confirm'],
    upper: false,
    stepUp: true,
    workingDays: 5,
  },
  grant: {
    label: '任命岗位',
    row: 8,
    first: 'posts.propose',
    others: ['posts.confirm'],
    upper: false,
    stepUp: true,
    workingDays: 5,
  },
  guard: {
    label: '任命三员岗位',
    row: 8,
    first: 'posts.propose',
    others: ['posts.confirm', 'posts.chair'],
    upper: false,
    stepUp: true,
    workingDays: 5,
  },
  export: {
    label: '导出名单',
    row: 9,
    first: 'exports.ask',
    others: ['exports.confirm'],
    upper: false,
    stepUp: true,
    workingDays: 3,
  },
  looks: {
    label: '频繁查看个人信息的复核',
    row: 10,
    first: 'people.reveal',
    others: ['looks.review'],
    upper: false,
    stepUp: false,
    workingDays: 1,
  },
  erasure: {
    label: '删除个人信息',
    row: 12,
    first: 'erasures.propose',
    others: ['erasures.confirm'],
    upper: false,
    stepUp: true,
    workingDays: 15,
  },
  'hold-lift': {
    label: '解除个人信息留存',
    row: 12,
    first: 'erasures.propose',
    others: ['erasures.confirm'],
    upper: false,
    stepUp: true,
    workingDays: 5,
  },
  merge: {
    label: '合并同一人的两份记录',
    row: 14,
    first: 'members.change',
    others: ['members.confirm'],
    upper: true,
    stepUp: true,
    workingDays: 3,
  },
  identity: {
    label: '更正姓名或身份证号',
    row: 14,
    first: 'members.change',
    others: ['members.confirm'],
    upper: true,
    stepUp: true,
    workingDays: 3,
  },
  phone: {
    label: '释放手机号',
    row: null,
    first: 'members.change',
    others: ['members.confirm'],
    upper: true,
    stepUp: true,
    workingDays: 3,
  },
  expulsion: {
    label: '除名',
    row: null,
    first: 'members.change',
    others: ['members.confirm'],
    upper: true,
    stepUp: true,
    workingDays: 15,
  },
  roster: {
    label: '导入会员名册',
    row: 13,
    first: 'rosters.import',
    others: ['rosters.confirm'],
    upper: false,
    stepUp: false,
    workingDays: 5,
  },
  campaign: {
    label: '发布福利活动',
    row: 15,
    first: 'campaigns.manage',
    others: ['budgets.confirm'],
    upper: false,
    stepUp: true,
    workingDays: 3,
  },
  stock: {
    label: '增加福利券数量',
    row: 15,
    first: 'campaigns.manage',
    others: ['budgets.confirm'],
    upper: false,
    stepUp: true,
    workingDays: 3,
  },
  payee: {
    label: '登记商家收款账户',
    row: null,
    first: 'merchants.manage',
    others: ['budgets.confirm'],
    upper: false,
    stepUp: true,
    workingDays: 3,
  },
  settlement: {
    label: '商家结算付款',
    row: 17,
    first: 'settlements.prepare',
    others: ['payments.make', 'payments.release'],
    upper: false,
    stepUp: true,
    workingDays: 5,
  },
  funding: {
    label: '资助技术难题',
    row: null,
    first: 'problems.manage',
    others: ['budgets.confirm'],
    upper: false,
    stepUp: true,
    workingDays: 5,
  },
} as const satisfies Record<string, JointRule>;
export type JointKind = keyof typeof jointKinds;

/** An act that the system opens about its own proposer: he cannot take it back. */
export const isRecallable = (kind: JointKind): boolean => kind !== 'looks';

export const jointRule = (kind: JointKind): JointRule => jointKinds[kind];
/** Natural persons that an act of this kind needs: 2 or 3. */
export const signaturesNeeded = (kind: JointKind): number => 1 + jointKinds[kind].others.length;
