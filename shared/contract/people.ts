/** Signing in and out, and who I am. */
import * as z from 'zod';
import { membershipStates } from '../rules/members';
import { permissions, roles } from '../rules/roles';
import { day, done, type Entry, id, instant, oneOf, phone, smsCode } from './parts';

/** Access token: at most 15 minutes. Refresh token: single use; using an old one ends the session. */
const session = z.object({ access: z.string(), refresh: z.string(), accessUntil: instant });

const post = z.object({ role: oneOf(roles), roleLabel: z.string(), unionId: id, unionName: z.string() });

export const people = {
  'POST /wechat-sessions': {
    who: 'public',
    what: '用微信登录',
    body: z.strictObject({ code: z.string().min(1).max(200) }),
    reply: session,
    refusals: ['WECHAT_CODE_USED', 'WECHAT_DOWN'],
    // A factory's people stand behind one address: limits of what is not signed in yet are for a shift, not a person.
    perMinute: 200,
  },
  'POST /phone-codes': {
    who: 'public',
    what: '获取短信验证码',
    body: z.strictObject({ phone }),
    reply: z.object({ resendAfterSeconds: z.int() }),
    refusals: ['CODE_TOO_SOON', 'SMS_DOWN'],
    perMinute: 60,
  },
  'POST /phone-sessions': {
    who: 'public',
    what: '用手机号登录',
    body: z.strictObject({ phone, code: smsCode }),
    reply: session,
    refusals: ['WRONG_CODE', 'CODE_EXPIRED'],
    perMinute: 120,
  },
  'POST /staff-sessions': {
    who: 'public',
    what: '工作人员登录',
    body: z.strictObject({
      account: z.string().min(1).max(60),
      password: z.string().min(1).max(200),
      otp: z.string().regex(/^\d{6}$/, '动态码是验证器里的 6 位数字。'),
    }),
    reply: session,
    refusals: ['WRONG_PASSWORD', 'LOCKED'],
    perMinute: 30,
  },
  'POST /staff/step-up': {
    who: 'staff',
    what: '再次输入动态码',
    body: z.strictObject({ otp: z.string().regex(/^\d{6}$/, '动态码是验证器里的 6 位数字。') }),
    reply: z.object({ until: instant }),
    refusals: ['WRONG_PASSWORD', 'LOCKED'],
  },
  'POST /sessions/refresh': {
    who: 'public',
    what: '续期登录',
    body: z.strictObject({ refresh: z.string().min(20).max(200) }),
    reply: session,
    refusals: ['SESSION_ENDED'],
    audit: false,
  },
  'POST /sessions/end': { who: 'signed-in', what: '退出登录', reply: done, refusals: [] },
  'GET /staff/me': {
    who: 'staff',
    what: '查看本人岗位',
    reply: z.object({ name: z.string(), account: z.string(), posts: z.array(post), may: z.array(oneOf(permissions)) }),
    refusals: [],
  },
  'GET /me': {
    who: 'person',
    what: '查看本人概况',
    reply: z.object({
      name: z.string().nullable(),
      phoneMasked: z.string().nullable(),
      /** The newest application, whatever its state. */
      application: z
        .object({ id, number: z.string(), state: z.string(), dueOn: day, unionName: z.string() })
        .nullable(),
      membership: z
        .object({
          number: z.string(),
          unionId: id,
          unionName: z.string(),
          joinedOn: day,
          state: oneOf(membershipStates),
        })
        .nullable(),
    }),
    refusals: [],
  },
  'POST /me/phone': {
    who: 'person',
    what: '用微信绑定手机号',
    body: z.strictObject({ code: z.string().min(1).max(200) }),
    /** The same human may already be known by this phone number: then the session goes on as that person. */
    reply: z.object({ phoneMasked: z.string(), session: session.nullable() }),
    refusals: ['WECHAT_CODE_USED', 'WECHAT_DOWN', 'PHONE_IN_USE'],
    perMinute: 10,
  },
  'POST /me/phone-by-code': {
    who: 'person',
    what: '用短信验证码绑定手机号',
    body: z.strictObject({ phone, code: smsCode }),
    /** As with WeChat's own number: the session may go on as the person who is known by this phone. */
    reply: z.object({ phoneMasked: z.string(), session: session.nullable() }),
    refusals: ['WRONG_CODE', 'CODE_EXPIRED', 'PHONE_IN_USE'],
    perMinute: 20,
  },
  'GET /me/looks': {
    who: 'person',
    what: '查看谁看过我的完整信息',
    reply: z.object({
      items: z.array(
        z.object({
          at: instant,
          unionName: z.string(),
          officerName: z.string(),
          field: z.string(),
          reason: z.string(),
        }),
      ),
    }),
    refusals: [],
  },
} as const satisfies Record<string, Entry>;
