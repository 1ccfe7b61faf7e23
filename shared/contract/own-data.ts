/** One's own data: see, correct, export, withdraw consent, close the account (PIPL 15, 44 to 47, 50; E2, E9, E10). */
import * as z from 'zod';
import { purposes } from '../rules/consents';
import { occupations } from '../rules/membership';
import { jointAct } from './joint';
import { memberChange } from './members';
import { cursor, day, done, type Entry, id, instant, oneOf, phone, reason, smsCode } from './parts';

const closing = z.object({
  id,
  number: z.string(),
  state: z.enum(['asked', 'confirming', 'held', 'done', 'recalled']),
  askedAt: instant,
  /** Last Shanghai day of the answer: 15 working days. */
  dueOn: day,
  /** For GET /erasures/:token: after the erasure nobody can sign in. */
  token: z.string(),
});

const consent = z.object({
  purpose: oneOf(purposes),
  label: z.string(),
  title: z.string(),
  state: z.enum(['given', 'withdrawn', 'none']),
  at: instant.nullable(),
  version: z.string().nullable(),
  text: z.string(),
  hash: z.string(),
  /** What no longer works without it, in plain words. */
  without: z.string(),
});

const hold = z.object({
  id,
  number: z.string(),
  nameMasked: z.string(),
  reason: z.string(),
  placedAt: instant,
  placedBy: z.string(),
  liftedAt: instant.nullable(),
});

const closingRow = closing.omit({ token: true }).extend({
  nameMasked: z.string(),
  unionName: z.string().nullable(),
  unionId: id.nullable(),
  held: z.boolean(),
  jointId: id.nullable(),
  overdue: z.boolean(),
});

export const ownData = {
  'GET /me/data': {
    who: 'person',
    what: '查看本人的全部数据',
    reply: z.object({
      name: z.string().nullable(),
      idNumberMasked: z.string().nullable(),
      phoneMasked: z.string().nullable(),
      wechatBound: z.boolean(),
      memberNumber: z.string().nullable(),
      unionName: z.string().nullable(),
      occupation: oneOf(occupations).nullable(),
      joinedOn: day.nullable(),
      changes: z.array(memberChange),
      applications: z.int(),
      photos: z.int(),
      looks: z.int(),
      consents: z.array(consent),
      closing: closing.nullable(),
      /** For how long each class of data is kept, in plain words. */
      kept: z.array(z.object({ what: z.string(), howLong: z.string() })),
    }),
    refusals: [],
  },
  /** A self-declared field; name and ID number go by request, the phone number by its two codes. */
  'POST /me/occupation': {
    who: 'person',
    what: '更正本人的工种',
    body: z.strictObject({ occupation: oneOf(occupations) }),
    reply: done,
    refusals: ['NOT_A_MEMBER'],
  },
  /** A code to the present number: the fresh proof for changing the phone, exporting and closing (A8, A9). */
  'POST /me/proofs': {
    who: 'person',
    what: '获取本人验证码',
    reply: z.object({ phoneMasked: z.string(), resendAfterSeconds: z.int() }),
    refusals: ['CODE_TOO_SOON', 'SMS_DOWN', 'PHONE_MISSING'],
  },
  /** The new number by its own code (POST /phone-codes), the old one by a proof. */
  'POST /me/phone-change': {
    who: 'person',
    what: '更换手机号',
    body: z.strictObject({ proof: smsCode, phone, code: smsCode }),
    reply: z.object({ phoneMasked: z.string() }),
    refusals: ['WRONG_CODE', 'CODE_EXPIRED', 'PHONE_IN_USE', 'PHONE_MISSING'],
    perMinute: 10,
  },
  'POST /me/consents/withdraw': {
    who: 'person',
    what: '撤回同意',
    body: z.strictObject({ purpose: oneOf(purposes) }),
    reply: consent,
    refusals: ['CONSENT_MISSING'],
  },
  'POST /me/consents/give': {
    who: 'person',
    what: '重新同意',
    body: z.strictObject({ purpose: oneOf(purposes), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
    reply: consent,
    refusals: ['CONSENT_MISSING'],
  },
  /** Everything in all stores. The link opens once, within 24 hours. */
  'POST /me/exports': {
    who: 'person',
    what: '导出本人数据',
    body: z.strictObject({ proof: smsCode, form: z.enum(['json', 'xlsx']) }),
    reply: z.object({ address: z.string(), until: instant }),
    refusals: ['WRONG_CODE', 'CODE_EXPIRED', 'PHONE_MISSING'],
    once: true,
    perMinute: 5,
  },
  'GET /me/exports/:token': {
    who: 'public',
    what: '下载本人数据',
    reply: z.any(),
    refusals: ['LINK_EXPIRED'],
    file: 'out',
    perMinute: 20,
    audit: true,
  },
  'POST /me/close': {
    who: 'person',
    what: '注销账号',
    body: z.strictObject({ proof: smsCode, understood: z.literal(true, '请先勾选已了解注销的后果。') }),
    reply: closing,
    refusals: ['WRONG_CODE', 'CODE_EXPIRED', 'PHONE_MISSING', 'REQUEST_OPEN', 'TRANSFER_OPEN'],
    once: true,
    perMinute: 5,
  },
  'POST /me/close/recall': {
    who: 'person',
    what: '撤回注销',
    reply: closing,
    refusals: ['NOT_FOUND'],
  },
  /** After the erasure nobody can sign in: the receipt is found by its number alone. Says no more than the day. */
  'GET /erasures/:token': {
    who: 'public',
    what: '凭回执号查询注销结果',
    reply: z.object({ number: z.string(), state: z.enum(['waiting', 'done']), on: day.nullable() }),
    refusals: ['NOT_FOUND'],
    perMinute: 20,
  },
  'POST /sessions/end-all': { who: 'signed-in', what: '退出所有设备', reply: done, refusals: [] },

  'GET /closings': {
    who: 'erasures.propose',
    what: '查看注销申请',
    query: z.strictObject({ after: cursor.optional() }),
    reply: z.object({ items: z.array(closingRow), next: z.string().nullable() }),
    refusals: [],
  },
  'POST /closings/:id/erase': {
    who: 'erasures.propose',
    what: '提请删除个人信息',
    reply: jointAct,
    refusals: ['NOT_FOUND', 'STEP_UP_FIRST', 'MOVE_NOT_ALLOWED', 'ON_HOLD', 'NO_IDENTITY', 'SAME_PERSON'],
    once: true,
  },
  /** A case of law keeps a person's data: closing waits, retention stops (E11). */
  'POST /holds': {
    who: 'erasures.propose',
    what: '设置个人信息留存',
    body: z.strictObject({ memberNumber: z.string().regex(/^\d{14}$/, '会员编号是 14 位数字。'), reason }),
    reply: hold,
    refusals: ['NOT_FOUND', 'ON_HOLD'],
    once: true,
  },
  'GET /holds': {
    who: 'erasures.propose',
    what: '查看个人信息留存',
    query: z.strictObject({ after: cursor.optional() }),
    reply: z.object({ items: z.array(hold), next: z.string().nullable() }),
    refusals: [],
  },
  'POST /holds/:id/lift': {
    who: 'erasures.propose',
    what: '提请解除个人信息留存',
    body: z.strictObject({ reason }),
    reply: jointAct,
    refusals: ['NOT_FOUND', 'STEP_UP_FIRST', 'NO_IDENTITY', 'SAME_PERSON', 'JOINT_OPEN'],
    once: true,
  },
} as const satisfies Record<string, Entry>;
