/** The union tree for staff: found, change, merge, move, close; and who decides on applications there. */
import * as z from 'zod';
import { economies, industries, unionChanges, unionKinds, unionLevels, unitKinds } from '../rules/unions';
import { jointAct } from './joint';
import { cursor, type Entry, givenDay, givenId, id, instant, oneOf, reason, words } from './parts';

const district = z.string().regex(/^\d{2}(\d{2}(\d{2})?)?$/, '行政区划代码是 2、4 或 6 位数字。');
const text = (max: number) => words(max).nullable();

/** Organisation fields (membership.md B1); each may be unknown. */
const profile = {
  kind: oneOf(unionKinds).nullable(),
  creditCode: text(18),
  address: text(120),
  officeAddress: text(120),
  email: text(80),
  foundedOn: givenDay.nullable(),
  approvedOn: givenDay.nullable(),
  approvedBy: text(80),
  approvalNumber: text(60),
  committeeFrom: givenDay.nullable(),
  committeeTo: givenDay.nullable(),
  workers: z.int().min(0).max(10_000_000).nullable(),
  fullTimeStaff: z.int().min(0).max(100_000).nullable(),
  unitKind: oneOf(unitKinds).nullable(),
  economy: oneOf(economies).nullable(),
  industry: oneOf(industries).nullable(),
  chairName: text(40),
};

const node = z.object({
  id,
  name: z.string(),
  level: oneOf(unionLevels),
  parentId: id.nullable(),
  districtCode: z.string(),
  districtName: z.string(),
  holding: z.boolean(),
  closedAt: instant.nullable(),
  /** Of the union alone, and with all below it. */
  members: z.int(),
  membersBelow: z.int(),
  unionsBelow: z.int(),
  children: z.int(),
});

/** Who decides on applications, and in how many working days. `rises`: overdue ones go to the upper union by themselves. */
const review = z.object({ decidedBy: z.enum(['self', 'upper']), workingDays: z.int(), rises: z.boolean() });

const detail = node.extend({
  phone: z.string().nullable(),
  profile: z.object(profile),
  /** Data date of the profile (C-7): when it was last confirmed. */
  profileAt: instant.nullable(),
  /** What looks wrong but may be right, such as a check digit of an early credit code. */
  warnings: z.array(z.object({ at: z.string(), sentence: z.string() })),
  review,
  /** From the root to the upper union. */
  above: z.array(z.object({ id, name: z.string() })),
  changes: z.array(
    z.object({
      kind: oneOf(unionChanges),
      at: instant,
      by: z.string(),
      words: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  posts: z.int(),
  /** 25 members and more need a committee of their own (工会法 11). */
  needsCommittee: z.boolean(),
  may: z.array(z.enum(['edit', 'found', 'move', 'merge', 'close', 'review'])),
});

const core = {
  name: words(80, 4),
  level: oneOf(unionLevels),
  districtCode: district,
  holding: z.boolean(),
  phone: z
    .string()
    .regex(/^[\d-]{5,20}$/, '电话只能有数字和连字符，如 0536-1234567。')
    .nullable(),
};

const acts = ['NOT_FOUND', 'NOT_ALLOWED', 'STEP_UP_FIRST', 'UNION_CLOSED', 'UNION_NAME_IN_USE'] as const;

export const tree = {
  'GET /union-tree': {
    who: 'unions.read',
    what: '查看组织树的一层',
    /** Without `under`: the tops of one's own reach. `name`: search within it instead. */
    query: z.strictObject({
      under: givenId.optional(),
      name: words(40).optional(),
      closed: z.literal('1').optional(),
      after: cursor.optional(),
    }),
    reply: z.object({ items: z.array(node), next: z.string().nullable() }),
    refusals: ['NOT_FOUND'],
  },
  'GET /union-tree/:id': { who: 'unions.read', what: '查看一家工会的组织信息', reply: detail, refusals: ['NOT_FOUND'] },
  'POST /union-tree': {
    who: 'unions.manage',
    what: '组建工会',
    body: z.strictObject({ parentId: givenId, ...core, profile: z.strictObject(profile).partial(), reason }),
    reply: detail,
    refusals: [...acts, 'LEVEL_MISFIT'],
    once: true,
  },
  'POST /union-tree/:id/edit': {
    who: 'unions.manage',
    what: '更新工会组织信息',
    body: z.strictObject({ ...core, profile: z.strictObject(profile) }).partial(),
    reply: detail,
    refusals: [...acts, 'LEVEL_MISFIT'],
    once: true,
  },
  'POST /union-tree/:id/move': {
    who: 'unions.manage',
    what: '划转工会到另一上级',
    body: z.strictObject({ parentId: givenId, districtCode: district, reason }),
    reply: detail,
    refusals: [...acts, 'LEVEL_MISFIT', 'UNDER_ITSELF'],
    once: true,
  },
  'POST /union-tree/:id/merge': {
    who: 'unions.manage',
    what: '合并工会',
    body: z.strictObject({ intoId: givenId, reason }),
    reply: detail,
    refusals: [...acts, 'LEVEL_MISFIT', 'UNDER_ITSELF'],
    once: true,
  },
  /** Members and open cases go to `membersTo`; null only when there are none. */
  'POST /union-tree/:id/close': {
    who: 'unions.manage',
    what: '撤销工会',
    body: z.strictObject({ membersTo: givenId.nullable(), reason }),
    reply: detail,
    refusals: [...acts, 'UNION_NOT_EMPTY', 'LEVEL_MISFIT', 'UNDER_ITSELF'],
    once: true,
  },
  'POST /union-tree/:id/review': {
    who: 'posts.propose',
    what: '提请变更入会审核设置',
    body: z.strictObject({
      decidedBy: z.enum(['self', 'upper']),
      workingDays: z.int().min(1, '至少 1 个工作日。').max(15, '最多 15 个工作日。'),
      rises: z.boolean(),
      reason,
    }),
    reply: jointAct,
    refusals: ['NOT_FOUND', 'NO_IDENTITY', 'STEP_UP_FIRST', 'UNION_CLOSED', 'JOINT_OPEN'],
    once: true,
  },
} as const satisfies Record<string, Entry>;
