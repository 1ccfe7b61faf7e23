/** A membership's life after joining: transfer, retention, leaving (MEM-5, MEM-6, MEM-10, MEM-11). */
import type { Move } from './moves';

/** `retained`: 保留会籍, still the one membership of its person; no card benefits of the unit. */
export const membershipStates = { active: '在册', retained: '保留会籍', ended: '已结束' } as const;
export type MembershipState = keyof typeof membershipStates;

/** MEM-11, in the words of the Hainan list; merging and closing a union moves its members along. */
export const changeKinds = {
  joined: '入会',
  movedIn: '转入',
  movedOut: '转出',
  retained: '保留会籍',
  returned: '恢复会籍',
  left: '退会',
  expelled: '除名',
} as const;
export type ChangeKind = keyof typeof changeKinds;

/** Where a change came from. */
export const changeSources = {
  application: '入会申请',
  roster: '名册导入',
  transfer: '转会',
  request: '本人请求',
  union: '工会合并或撤销',
  joint: '双人办理',
} as const;
export type ChangeSource = keyof typeof changeSources;

/** A transfer needs both unions; either may say no; the member may take it back (MEM-5). */
export const transferStates = { asked: '办理中', done: '已转入', refused: '未同意', recalled: '已撤回' } as const;
export type TransferState = keyof typeof transferStates;
export const transferSides = { from: '转出工会', to: '转入工会' } as const;
export type TransferSide = keyof typeof transferSides;
/** [P] Each side answers within 3 working days; then it rises to the union above that side. */
export const TRANSFER_WORKING_DAYS = 3;

/** Why a member transfers, keeps or leaves the membership (reasons 1 to 3 of the Hainan list, in plain words). */
export const changeReasons = {
  newJob: '换了工作单位',
  moved: '搬到别的地方',
  laidOff: '下岗待岗',
  unemployed: '失业',
  retired: '退休',
  army: '参军',
  study: '上学',
  personal: '个人原因',
} as const;
export type ChangeReason = keyof typeof changeReasons;

/** What a person may ask a union to do about the own record. `joint`: takes a second officer. */
export const requestKinds = {
  phone: { label: '手机号被他人占用', joint: 'phone', workingDays: 3 },
  merge: { label: '身份证号已在另一份记录里', joint: 'merge', workingDays: 3 },
  name: { label: '更正姓名', joint: 'identity', workingDays: 3 },
  idNumber: { label: '更正身份证号', joint: 'identity', workingDays: 3 },
  leave: { label: '退会', joint: null, workingDays: 3 },
  retain: { label: '保留会籍', joint: null, workingDays: 3 },
  return: { label: '恢复会籍', joint: null, workingDays: 3 },
} as const;
export type RequestKind = keyof typeof requestKinds;

export const requestStates = {
  asked: '办理中',
  agreed: '待第二人复核',
  done: '已办结',
  refused: '未同意',
  recalled: '已撤回',
} as const;
export type RequestState = keyof typeof requestStates;

export const requestMoves = {
  agree: { from: ['asked'], to: 'agreed', by: 'officer' },
  refuse: { from: ['asked', 'agreed'], to: 'refused', by: 'officer' },
  recall: { from: ['asked', 'agreed'], to: 'recalled', by: 'person' },
} as const satisfies Record<string, Move<RequestState, 'officer' | 'person'>>;
