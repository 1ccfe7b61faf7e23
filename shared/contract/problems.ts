/** Technical problems that a unit files for the think-tank: filed, matched, answered, contracted, paid for. */
import * as z from 'zod';
import { skills } from '../rules/experts';
import {
  attachmentKinds,
  expertParts,
  expertWorkStates,
  problemActs,
  problemLimits,
  problemStates,
  problemSteps,
} from '../rules/problems';
import {
  cursor,
  day,
  done,
  type Entry,
  givenDay,
  givenId,
  givenInstant,
  id,
  instant,
  oneOf,
  phone,
  reason,
  words,
} from './parts';

const fen = z.int();
const givenFen = z.int('请填金额。').min(1, '请填金额。').max(10_000_000_00, '金额最多 1,000 万元。');

/** What was sent with a step. `address` is signed and good for five minutes. */
const sentFile = z.object({
  id,
  kind: z.enum(['photo', 'video', 'document']),
  name: z.string(),
  bytes: z.int(),
  address: z.string(),
});

const step = z.object({
  id,
  at: instant,
  what: oneOf(problemSteps),
  /** `青州北部片区工会联合会 张干事`, `专家 李高工`. */
  by: z.string(),
  /** Where it stands in a line of two sides. */
  side: z.enum(['unit', 'staff', 'expert']),
  words: z.string().nullable(),
  files: z.array(sentFile),
});

const row = z.object({
  id,
  number: z.string(),
  unionId: id,
  unionName: z.string(),
  field: oneOf(skills),
  title: z.string(),
  state: oneOf(problemStates),
  filedAt: instant,
  /** Last day of the clock of this state; null once it is closed. */
  dueOn: day.nullable(),
  workingDaysLeft: z.int().nullable(),
  urgency: z.enum(['overdue', 'due', 'calm']).nullable(),
  /** Who has to do the next step; null once it is closed. */
  holder: z.string().nullable(),
  expertNames: z.array(z.string()),
});

const meeting = z.object({
  startAt: instant,
  place: z.string().nullable(),
  link: z.string().nullable(),
  who: z.string(),
});

const agreement = z.object({
  number: z.string(),
  parties: z.string(),
  amountFen: fen,
  signedOn: day,
  expertNames: z.array(z.string()),
});

const whole = row.extend({
  words: z.string(),
  steps: z.array(step),
  meeting: meeting.nullable(),
  solution: z.string().nullable(),
  contract: agreement.nullable(),
  fundFen: fen.nullable(),
  rating: z.object({ stars: z.int(), thanks: z.string() }).nullable(),
});

/** As officers see it. `opinions` and reviewers are for managers alone: the unit does not learn who judged. */
const problem = whole.extend({
  contactName: z.string(),
  /** Nobody sees it in full: it is told by SMS how the problem goes on. */
  contactPhoneMasked: z.string(),
  experts: z.array(
    z.object({
      expertId: id,
      name: z.string(),
      title: z.string(),
      part: oneOf(expertParts),
      state: oneOf(expertWorkStates),
      since: instant,
      reason: z.string().nullable(),
    }),
  ),
  opinions: z.array(z.object({ expertName: z.string(), yes: z.boolean(), reason: z.string(), at: instant })),
  /** The act of two persons that waits for the money. */
  jointId: id.nullable(),
  may: z.array(z.enum(problemActs)),
});

const ownRow = row.extend({ part: oneOf(expertParts), work: oneOf(expertWorkStates) });

/** As an expert sees it: what was opened to this expert, until seven days after the closing. */
const ownProblem = whole.extend({
  part: oneOf(expertParts),
  work: oneOf(expertWorkStates),
  contactName: z.string(),
  opinion: z.object({ yes: z.boolean(), reason: z.string() }).nullable(),
  /** Once it is closed: the last day on which it can be read. */
  readableUntil: day.nullable(),
  may: z.array(z.enum(['answer', 'decline', 'opinion'])),
});

const files = {
  photoIds: z.array(givenId).max(problemLimits.photos, `最多 ${problemLimits.photos} 张照片。`),
  attachmentIds: z.array(givenId).max(problemLimits.attachments, `最多 ${problemLimits.attachments} 个视频和文档。`),
};
const told = z.strictObject({ words: words(problemLimits.words, 2), ...files });
const facts = z.strictObject({
  title: words(problemLimits.title, 4),
  words: words(problemLimits.words, 10),
  field: oneOf(skills),
  contactName: words(20),
  phone,
  ...files,
});

export const problems = {
  'POST /attachments': {
    who: 'signed-in',
    what: '上传一个视频或 PDF 文档',
    query: z.strictObject({ fileName: z.string().min(1).max(200) }),
    reply: z.object({ id, kind: oneOf(attachmentKinds), name: z.string(), bytes: z.int() }),
    refusals: ['NOT_ALLOWED', 'TOO_LARGE', 'WRONG_TYPE', 'FILE_BROKEN', 'DAY_QUOTA'],
    file: 'in',
    perMinute: 10,
  },
  'GET /attachments/:id': {
    who: 'public',
    what: '打开一个视频或文档',
    query: z.strictObject({
      until: z.string().regex(/^\d{10,13}$/),
      signature: z.string().regex(/^[0-9A-Za-z_-]{43}$/),
    }),
    reply: z.any(),
    refusals: ['NOT_FOUND', 'LINK_EXPIRED'],
    file: 'out',
  },
  'POST /problems': {
    who: 'orders.place',
    what: '替本工会提交技术难题',
    body: facts.extend({ unionId: givenId }),
    reply: problem,
    refusals: ['NOT_FOUND', 'UNION_CLOSED'],
    once: true,
  },
  'GET /problems': {
    who: 'orders.read',
    what: '看技术难题',
    query: z.strictObject({
      stage: z.enum(['open', 'closed']).optional(),
      state: oneOf(problemStates).optional(),
      field: oneOf(skills).optional(),
      after: cursor.optional(),
    }),
    /** Open ones by their clock, overdue first; closed ones newest first. `yours`: what waits for the caller. */
    reply: z.object({
      items: z.array(row),
      next: z.string().nullable(),
      total: z.int(),
      overdue: z.int(),
      yours: z.int(),
    }),
    refusals: [],
  },
  'GET /problems/:id': { who: 'orders.read', what: '看一道技术难题', reply: problem, refusals: ['NOT_FOUND'] },
  'POST /problems/:id/say': {
    who: 'orders.read',
    what: '为难题补充说明',
    body: told,
    reply: problem,
    refusals: ['NOT_FOUND', 'NOT_ALLOWED', 'PROBLEM_STATE'],
    once: true,
  },
  'POST /problems/:id/refile': {
    who: 'orders.place',
    what: '补充后重新提交难题',
    body: facts,
    reply: problem,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE'],
  },
  'POST /problems/:id/withdraw': {
    who: 'orders.place',
    what: '撤回难题',
    body: z.strictObject({ reason }),
    reply: problem,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE'],
  },
  'POST /problems/:id/thank': {
    who: 'orders.place',
    what: '评价难题的解决，向专家致谢',
    body: z.strictObject({
      stars: z.int().min(1, '请选 1 到 5 星。').max(5, '请选 1 到 5 星。'),
      thanks: words(300, 0),
    }),
    reply: problem,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE'],
  },
  'GET /problems/:id/experts': {
    who: 'problems.manage',
    what: '看可以对接的专家',
    query: z.strictObject({ part: oneOf(expertParts) }),
    /** With the field of the problem, first whom to ask first; at most 30. */
    reply: z.object({
      items: z.array(
        z.object({
          expertId: id,
          name: z.string(),
          title: z.string(),
          unionName: z.string(),
          reasons: z.array(z.string()),
        }),
      ),
    }),
    refusals: ['NOT_FOUND'],
  },
  'POST /problems/:id/match': {
    who: 'problems.manage',
    what: '把难题对接给专家',
    body: z.strictObject({
      expertIds: z
        .array(givenId)
        .min(1, '请至少选一位专家。')
        .max(problemLimits.solvers, `最多 ${problemLimits.solvers} 位专家。`),
      words: words(300, 0),
    }),
    reply: problem,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE', 'EXPERT_ENDED', 'SKILL_MISSING', 'EXPERT_ASSIGNED'],
  },
  'POST /problems/:id/meet': {
    who: 'problems.manage',
    what: '约定难题研讨',
    body: z.strictObject({
      startAt: givenInstant,
      place: words(100, 0),
      link: z.union([z.literal(''), z.url({ protocol: /^https$/, error: '链接应以 https 开头。' }).max(300)]),
      who: words(200, 2),
    }),
    reply: problem,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE', 'DAY_PAST', 'PLACE_MISSING'],
  },
  'POST /problems/:id/return': {
    who: 'problems.manage',
    what: '退回难题补充',
    body: z.strictObject({ reason }),
    reply: problem,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE'],
  },
  'POST /problems/:id/solve': {
    who: 'problems.manage',
    what: '记录难题的解决方案',
    body: z.strictObject({ solution: words(problemLimits.words, 10) }),
    reply: problem,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE', 'JOINT_OPEN'],
  },
  'POST /problems/:id/contract': {
    who: 'problems.manage',
    what: '记录难题的合同',
    body: z.strictObject({
      number: words(40, 2),
      parties: words(200, 4),
      /** Which of the experts are party to it: they give no opinion on the money. */
      expertIds: z.array(givenId).min(1, '请选参加合同的专家。').max(problemLimits.solvers),
      amountFen: givenFen,
      signedOn: givenDay,
    }),
    reply: problem,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE'],
  },
  'POST /problems/:id/review': {
    who: 'problems.manage',
    what: '请专家评审是否资助',
    body: z.strictObject({
      expertIds: z
        .array(givenId)
        .min(1, '请至少选一位专家。')
        .max(problemLimits.reviewers, `最多 ${problemLimits.reviewers} 位专家。`),
    }),
    reply: problem,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE', 'EXPERT_ENDED', 'EXPERT_ASSIGNED', 'EXPERT_PARTY', 'JOINT_OPEN'],
  },
  'POST /problems/:id/fund': {
    who: 'problems.manage',
    what: '提请资助难题的合同',
    body: z.strictObject({ amountFen: givenFen }),
    reply: problem,
    refusals: [
      'NOT_FOUND',
      'PROBLEM_STATE',
      'OPINIONS_MISSING',
      'STEP_UP_FIRST',
      'NO_IDENTITY',
      'SAME_PERSON',
      'JOINT_OPEN',
    ],
  },

  // the expert's own phone
  'GET /own-problems': {
    who: 'person',
    what: '看请我解决或评审的难题',
    /** Empty for everybody who is no expert. `waiting`: those that wait for an answer or an opinion. */
    reply: z.object({ items: z.array(ownRow), waiting: z.int() }),
    refusals: [],
  },
  'GET /own-problems/:id': {
    who: 'person',
    what: '看请我解决或评审的一道难题',
    reply: ownProblem,
    refusals: ['NOT_FOUND'],
  },
  'POST /own-problems/:id/answer': {
    who: 'person',
    what: '专家答复难题',
    body: told,
    reply: ownProblem,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE'],
    once: true,
  },
  'POST /own-problems/:id/decline': {
    who: 'person',
    what: '专家不能承接难题',
    body: z.strictObject({ reason }),
    reply: done,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE'],
  },
  'POST /own-problems/:id/opinion': {
    who: 'person',
    what: '专家对资助给出评审意见',
    body: z.strictObject({ yes: z.boolean(), reason: words(1000, 10) }),
    reply: ownProblem,
    refusals: ['NOT_FOUND', 'PROBLEM_STATE', 'JUDGE_UNKNOWN', 'SAME_PERSON', 'OPINION_GIVEN'],
  },
} as const satisfies Record<string, Entry>;
