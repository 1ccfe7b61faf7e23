/** Unions that can be joined, their joining codes, and the texts that are agreed to. */
import * as z from 'zod';
import { purposes } from '../rules/consents';
import { limits } from '../rules/limits';
import { applicationStates } from '../rules/membership';
import { codeKinds, unionLevels } from '../rules/unions';
import { cursor, day, type Entry, givenDay, givenId, id, instant, oneOf, words } from './parts';

const unionRow = z.object({
  id,
  name: z.string(),
  level: oneOf(unionLevels),
  upperName: z.string().nullable(),
  districtCode: z.string(),
  districtName: z.string(),
  /** Takes people without a unit of their own (MEM-7). */
  holding: z.boolean(),
  phone: z.string().nullable(),
});

const benefit = z.object({ title: z.string(), detail: z.string(), opensAfterDays: z.int() });

/** What a person sees before joining: the first screen after a scan. `opensAfterDays` 0 is at approval. */
const invitation = z.object({
  union: unionRow,
  members: z.int(),
  benefits: z.array(benefit),
  data: z.array(z.object({ field: z.string(), why: z.string(), who: z.string() })),
  decides: z.string(),
  workingDays: z.int(),
});

const code = z.object({
  token: z.string(),
  unionId: id,
  unionName: z.string(),
  kind: oneOf(codeKinds),
  label: z.string(),
  state: z.enum(['active', 'withdrawn', 'expired']),
  expiresOn: day.nullable(),
  createdAt: instant,
  /** Applications that came by this code. */
  applications: z.int(),
  /** Of these, approved. */
  members: z.int(),
  h5Address: z.string(),
});

export const unions = {
  'GET /join-codes/:token': {
    who: 'public',
    what: '打开入会码',
    reply: z.object({
      state: z.enum(['active', 'withdrawn', 'expired']),
      label: z.string(),
      /** null when the code no longer serves. */
      invitation: invitation.nullable(),
    }),
    refusals: ['CODE_UNKNOWN'],
  },
  'GET /unions/:id/invitation': {
    who: 'public',
    what: '查看一家工会的入会说明',
    reply: invitation,
    refusals: ['NOT_FOUND', 'UNION_CLOSED'],
  },
  'GET /unions': {
    who: 'public',
    what: '查找工会',
    query: z.strictObject({
      name: words(limits.search).optional(),
      district: z
        .string()
        .regex(/^\d{2}(\d{2}(\d{2})?)?$/)
        .optional(),
      /** `1`: only unions that take people without a unit; nearest level first. */
      holding: z.literal('1').optional(),
    }),
    reply: z.object({ items: z.array(unionRow), total: z.int() }),
    refusals: [],
  },
  'GET /districts': {
    who: 'public',
    what: '查看有工会的地区',
    query: z.strictObject({
      under: z
        .string()
        .regex(/^\d{2}(\d{2})?$/)
        .optional(),
    }),
    reply: z.object({ items: z.array(z.object({ code: z.string(), name: z.string(), unions: z.int() })) }),
    refusals: [],
  },
  'GET /consent-texts': {
    who: 'public',
    what: '查看现行的同意文本',
    reply: z.object({
      /** Template that a WeChat phone may be asked about, so that it can be told the result there. */
      messageTemplateId: z.string(),
      items: z.array(
        z.object({
          purpose: oneOf(purposes),
          version: z.string(),
          title: z.string(),
          separate: z.boolean(),
          text: z.string(),
          hash: z.string(),
        }),
      ),
    }),
    refusals: [],
  },
  'GET /join-codes': {
    who: 'codes.read',
    what: '查看入会码列表',
    reply: z.object({ items: z.array(code), total: z.int() }),
    refusals: [],
  },
  'POST /join-codes': {
    who: 'codes.manage',
    what: '新建入会码',
    body: z.strictObject({
      unionId: givenId,
      kind: oneOf(codeKinds),
      label: words(40),
      expiresOn: givenDay.nullable(),
    }),
    reply: code,
    refusals: ['NOT_FOUND', 'UNION_CLOSED'],
    once: true,
  },
  'POST /join-codes/:token/withdraw': {
    who: 'codes.manage',
    what: '停用入会码',
    reply: code,
    refusals: ['NOT_FOUND'],
  },
  'GET /join-codes/:token/poster': {
    who: 'codes.read',
    what: '下载入会码海报',
    query: z.strictObject({ as: z.enum(['png', 'pdf', 'svg']).optional() }),
    reply: z.any(),
    refusals: ['NOT_FOUND', 'WECHAT_DOWN'],
    file: 'out',
  },
  /** Who came by this code, newest first, masked. */
  'GET /join-codes/:token/applications': {
    who: 'applications.read',
    what: '查看经由一个入会码的申请',
    query: z.strictObject({ after: cursor.optional() }),
    reply: z.object({
      items: z.array(
        z.object({
          id,
          number: z.string(),
          state: oneOf(applicationStates),
          nameMasked: z.string(),
          submittedAt: instant,
        }),
      ),
      next: z.string().nullable(),
    }),
    refusals: ['NOT_FOUND'],
  },
  'GET /union-choices': {
    who: 'staff',
    what: '查看本岗位管辖的工会',
    reply: z.object({ items: z.array(z.object({ id, name: z.string(), level: oneOf(unionLevels) })) }),
    refusals: [],
  },
} as const satisfies Record<string, Entry>;
