/** Applications to join, their review, and the card that comes of it. */
import * as z from 'zod';
import { purposes } from '../rules/consents';
import { limits } from '../rules/limits';
import { membershipStates } from '../rules/members';
import { applicationMoves, applicationStates, occupations } from '../rules/membership';
import {
  cursor,
  day,
  type Entry,
  givenId,
  id,
  idNumber,
  instant,
  oneOf,
  personName,
  reason,
  scene,
  words,
} from './parts';

const consent = z.strictObject({ purpose: oneOf(purposes), hash: z.string().regex(/^[0-9a-f]{64}$/) });

const answers = {
  name: personName,
  idNumber,
  occupation: oneOf(occupations),
};

const step = z.object({
  verb: oneOf({ submit: 1, file: 1, rise: 1, ...applicationMoves }),
  at: instant,
  /** The applicant's own words are `本人`; an officer stands with union and name. */
  by: z.string(),
  reason: z.string().nullable(),
});

/** One's own application: with a receipt number, who decides, and by when. */
const mine = z.object({
  id,
  number: z.string(),
  state: oneOf(applicationStates),
  unionId: id,
  unionName: z.string(),
  name: z.string(),
  idNumberMasked: z.string(),
  phoneMasked: z.string().nullable(),
  occupation: oneOf(occupations),
  submittedAt: instant,
  dueOn: day,
  workingDaysLeft: z.int(),
  /** The union that decides now: its own, or the one above once it rose. */
  decides: z.string(),
  risen: z.boolean(),
  /** The officer who filed it for the worker (C-16), or null. */
  filedBy: z.string().nullable(),
  /** Where to ask: a number that can be called. */
  askPhone: z.string(),
  /** How to appeal, once refused. */
  appeal: z.string().nullable(),
  steps: z.array(step),
});

const queueRow = z.object({
  id,
  number: z.string(),
  state: oneOf(applicationStates),
  nameMasked: z.string(),
  occupation: oneOf(occupations),
  unionName: z.string(),
  codeLabel: z.string().nullable(),
  submittedAt: instant,
  dueOn: day,
  workingDaysLeft: z.int(),
  urgency: z.enum(['overdue', 'due', 'calm']),
  risen: z.boolean(),
  filed: z.boolean(),
});

const review = queueRow.extend({
  /** null, with sex and age, once the consent to its use was withdrawn or the data was erased. */
  idNumberMasked: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  age: z.int().nullable(),
  filedBy: z.string().nullable(),
  /** Address of the photographed paper application, good for five minutes. */
  paperAddress: z.string().nullable(),
  /** Earlier applications of the same natural person, masked. */
  earlier: z.array(
    z.object({ number: z.string(), state: oneOf(applicationStates), unionName: z.string(), at: instant }),
  ),
  steps: z.array(step),
  /** What this officer may do now. */
  may: z.array(oneOf(applicationMoves)),
});

/** `submittedAt` of what the officer looked at: what was sent in anew since is not decided by it. */
const seen = z.string().max(24).optional();

/** NO_IDENTITY: what was filed for a worker is decided by somebody who is known to be another person. */
const decided = ['NOT_FOUND', 'MOVE_NOT_ALLOWED', 'OWN_CASE', 'NO_IDENTITY'] as const;

export const membership = {
  'POST /applications': {
    who: 'person',
    what: '提交入会申请',
    body: z.strictObject({
      unionId: givenId,
      /** The joining code that led here, if any (MEM-13). */
      codeToken: scene.nullable(),
      ...answers,
      consents: z.array(consent).max(10),
    }),
    reply: mine,
    refusals: [
      'NOT_FOUND',
      'UNION_CLOSED',
      'CONSENT_MISSING',
      'ALREADY_MEMBER',
      'APPLICATION_OPEN',
      'ID_IN_USE',
      'PHONE_IN_USE',
    ],
    once: true,
    perMinute: 10,
  },
  'GET /applications/mine': {
    who: 'person',
    what: '查看本人的入会申请',
    reply: z.object({ items: z.array(mine) }),
    refusals: [],
  },
  'POST /applications/:id/resubmit': {
    who: 'person',
    what: '补正后重新提交入会申请',
    body: z.strictObject(answers),
    reply: mine,
    refusals: ['NOT_FOUND', 'MOVE_NOT_ALLOWED', 'CONSENT_MISSING', 'ID_IN_USE', 'PHONE_IN_USE', 'UNION_CLOSED'],
    once: true,
  },
  'POST /applications/:id/recall': {
    who: 'person',
    what: '撤回入会申请',
    reply: mine,
    refusals: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  },
  'GET /applications': {
    who: 'applications.read',
    what: '查看入会申请队列',
    query: z.strictObject({
      state: oneOf(applicationStates).optional(),
      urgency: z.enum(['overdue', 'due', 'calm']).optional(),
      /** Receipt number, or the beginning of a name (two characters). */
      text: words(limits.search, 2).optional(),
      unionId: givenId.optional(),
      after: cursor.optional(),
    }),
    /** Oldest term first. `counts` are of all submitted ones within reach. */
    reply: z.object({
      items: z.array(queueRow),
      next: z.string().nullable(),
      /** null on later pages and with a search. */
      counts: z.object({ overdue: z.int(), due: z.int(), calm: z.int() }).nullable(),
    }),
    refusals: ['NOT_FOUND'],
  },
  'GET /applications/:id': {
    who: 'applications.read',
    what: '查看一份入会申请',
    reply: review,
    refusals: ['NOT_FOUND'],
  },
  'POST /applications/:id/approve': {
    who: 'applications.decide',
    what: '通过入会申请',
    body: z.strictObject({ seen }),
    reply: review,
    refusals: [...decided, 'ID_IN_USE', 'ALREADY_MEMBER', 'UNION_CLOSED'],
    once: true,
  },
  'POST /applications/:id/return': {
    who: 'applications.decide',
    what: '退回入会申请补正',
    body: z.strictObject({ reason, seen }),
    reply: review,
    refusals: decided,
    once: true,
  },
  'POST /applications/:id/refuse': {
    who: 'applications.decide',
    what: '不通过入会申请',
    body: z.strictObject({ reason, seen }),
    reply: review,
    refusals: decided,
    once: true,
  },
  'POST /applications/:id/reveal': {
    who: 'people.reveal',
    what: '查看一项完整个人信息',
    body: z.strictObject({ field: z.enum(['name', 'idNumber', 'phone']), reason }),
    reply: z.object({ value: z.string() }),
    /** NO_IDENTITY: the 21st look within an hour is reviewed by another person (d.3 row 10), so it must be known who looks. */
    refusals: ['NOT_FOUND', 'STEP_UP_FIRST', 'CONSENT_MISSING', 'NO_IDENTITY'],
    perMinute: 10,
  },
  'GET /card': {
    who: 'person',
    what: '查看本人会员卡',
    reply: z.object({
      number: z.string(),
      name: z.string(),
      unionName: z.string(),
      joinedOn: day,
      occupation: oneOf(occupations),
      state: oneOf(membershipStates),
    }),
    refusals: ['NOT_A_MEMBER'],
  },
  'GET /card/code': {
    who: 'person',
    what: '取会员卡的动态码',
    /** Good for `seconds` more seconds by the server's clock; a new one comes every 30 s. */
    reply: z.object({ code: z.string(), seconds: z.int(), step: z.int() }),
    refusals: ['NOT_A_MEMBER'],
  },
  'POST /cards/check': {
    who: 'applications.decide',
    what: '查验会员卡动态码',
    body: z.strictObject({ code: z.string().min(1).max(80) }),
    reply: z.object({
      valid: z.boolean(),
      nameMasked: z.string().nullable(),
      unionName: z.string().nullable(),
      number: z.string().nullable(),
    }),
    refusals: [],
    perMinute: 30,
  },
} as const satisfies Record<string, Entry>;
