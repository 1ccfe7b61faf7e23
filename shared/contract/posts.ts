/** Posts that carry rights, and the accounts that hold them (security.md d.1, d.3 row 8, B7, B8). */
import * as z from 'zod';
import { roles } from '../rules/roles';
import { jointAct } from './joint';
import {
  cursor,
  day,
  done,
  type Entry,
  givenDay,
  givenId,
  id,
  idNumber,
  instant,
  oneOf,
  personName,
  phone,
  reason,
  smsCode,
  words,
} from './parts';

const post = z.object({
  id,
  role: oneOf(roles),
  roleLabel: z.string(),
  unionId: id,
  unionName: z.string(),
  accountId: id,
  account: z.string(),
  name: z.string(),
  fromOn: day,
  toOn: day.nullable(),
  state: z.enum(['running', 'coming', 'ended']),
  /** Whether the asking officer may end it. */
  mayEnd: z.boolean(),
});

const account = z.object({
  id,
  account: z.string(),
  name: z.string(),
  state: z.enum(['active', 'invited', 'disabled']),
  /** When it last signed in or refreshed; null: never. */
  usedAt: instant.nullable(),
  /** Days without use; disabled by itself at 90 (B8). */
  idleDays: z.int(),
  posts: z.array(z.object({ role: oneOf(roles), roleLabel: z.string(), unionName: z.string(), toOn: day.nullable() })),
  mayDisable: z.boolean(),
});

const accountName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{2,39}$/, '账号用小写字母开头，可含数字和连字符，3 到 40 个字符。');

export const posts = {
  'GET /posts': {
    who: 'posts.read',
    what: '查看岗位',
    /** `unionId`: of that very union. `ended`: those that are over, instead of those that run or will. */
    query: z.strictObject({ unionId: givenId.optional(), ended: z.literal('1').optional(), after: cursor.optional() }),
    reply: z.object({ items: z.array(post), next: z.string().nullable() }),
    refusals: ['NOT_FOUND'],
  },
  'GET /accounts': {
    who: 'posts.read',
    what: '查看工作人员账号',
    /** `idle`: those that nobody has used for 90 days. */
    query: z.strictObject({ name: words(40).optional(), idle: z.literal('1').optional(), after: cursor.optional() }),
    reply: z.object({ items: z.array(account), next: z.string().nullable() }),
    refusals: [],
  },
  /** Proposes; takes effect when the security admin (and for the three guards the chair) has signed. */
  'POST /grants': {
    who: 'posts.propose',
    what: '提请任命岗位',
    body: z.strictObject({
      unionId: givenId,
      role: oneOf(roles),
      fromOn: givenDay,
      toOn: givenDay.nullable(),
      reason,
      /** An account that exists, or the person for whom one is made. */
      accountId: givenId.nullable(),
      newAccount: z.strictObject({ account: accountName, name: personName, idNumber, phone }).nullable(),
    }),
    reply: jointAct,
    refusals: [
      'NOT_FOUND',
      'UNION_CLOSED',
      'INCOMPATIBLE_ROLES',
      'ACCOUNT_IN_USE',
      'SAME_PERSON',
      'NO_IDENTITY',
      'JOINT_OPEN',
    ],
    once: true,
  },
  /** At once: rights are cut with the next request; open cases go to the others of the union or rise (S3.2). */
  'POST /posts/:id/end': {
    who: 'posts.read',
    what: '结束岗位并交接',
    body: z.strictObject({ reason, successorId: givenId.nullable() }),
    /**
     * `risen`: open cases that went to the upper union because nobody is left; `remaining`: those that stay with the
     * others. `successor`: the grant that now waits.
     */
    reply: z.object({ post, risen: z.int(), remaining: z.int(), successor: jointAct.nullable() }),
    refusals: [
      'NOT_FOUND',
      'NOT_ALLOWED',
      'POST_ENDED',
      'SAME_PERSON',
      'NO_IDENTITY',
      'INCOMPATIBLE_ROLES',
      'UNION_CLOSED',
      'JOINT_OPEN',
    ],
    once: true,
  },
  'POST /accounts/:id/disable': {
    who: 'posts.confirm',
    what: '停用账号',
    body: z.strictObject({ reason }),
    reply: account,
    refusals: ['NOT_FOUND', 'SAME_PERSON'],
  },
  /** A new code by SMS for somebody whose invitation ran out or whose phone with the authenticator is lost. */
  'POST /accounts/:id/invite': {
    who: 'posts.confirm',
    what: '重新发送账号启用短信',
    reply: account,
    refusals: ['NOT_FOUND', 'SAME_PERSON', 'ACCOUNT_DISABLED', 'ACCOUNT_NO_PHONE', 'CODE_TOO_SOON', 'SMS_DOWN'],
  },
  /** First half: account and the SMS code give the secret for the authenticator. Opens no session. */
  'POST /activations': {
    who: 'public',
    what: '启用工作人员账号：核对短信码',
    body: z.strictObject({ account: z.string().min(1).max(60), code: smsCode }),
    reply: z.object({ ticket: z.string(), otpSecret: z.string(), otpAddress: z.string(), name: z.string() }),
    refusals: ['WRONG_CODE', 'CODE_EXPIRED', 'LOCKED'],
    perMinute: 30,
  },
  'POST /activations/finish': {
    who: 'public',
    what: '启用工作人员账号：设密码并核对动态码',
    body: z.strictObject({
      ticket: z.string().min(20).max(200),
      password: z.string().min(12, '密码至少 12 个字符。').max(200),
      otp: z.string().regex(/^\d{6}$/, '动态码是验证器里的 6 位数字。'),
    }),
    reply: done,
    refusals: ['CODE_EXPIRED', 'WRONG_PASSWORD', 'WEAK_PASSWORD', 'LOCKED'],
    perMinute: 30,
  },
} as const satisfies Record<string, Entry>;
