/** The book of members: search, filing for a worker, and each member's history. */
import * as z from 'zod';
import { changeKinds, changeSources, membershipStates } from '../rules/members';
import { occupations } from '../rules/membership';
import { jointAct } from './joint';
import { cursor, day, type Entry, givenId, id, idNumber, oneOf, personName, phone, reason, words } from './parts';

const change = z.object({
  kind: oneOf(changeKinds),
  on: day,
  unionName: z.string(),
  /** Of a transfer: the other union. */
  otherUnionName: z.string().nullable(),
  source: oneOf(changeSources),
  words: z.string().nullable(),
});

const row = z.object({
  id,
  number: z.string(),
  nameMasked: z.string(),
  unionId: id,
  unionName: z.string(),
  occupation: oneOf(occupations),
  state: oneOf(membershipStates),
  joinedOn: day,
});

const filed = z.object({
  id,
  number: z.string(),
  nameMasked: z.string(),
  unionName: z.string(),
  dueOn: day,
  toldBySms: z.boolean(),
});

export const members = {
  /** `text`: a name (at least two characters, from its beginning), a member number, an ID number or a phone number. */
  'POST /members/search': {
    who: 'members.read',
    what: '查找会员',
    body: z.strictObject({ text: words(40, 2), after: cursor.nullable().optional() }),
    reply: z.object({
      items: z.array(row),
      next: z.string().nullable(),
      by: z.enum(['name', 'number', 'idNumber', 'phone']),
    }),
    refusals: [],
    perMinute: 60,
  },
  /** Also the list behind a number of the statistics: `change` with `from` and `to` are its definition. */
  'GET /members': {
    who: 'members.read',
    what: '查看会员名册',
    query: z.strictObject({
      unionId: givenId.optional(),
      /** `1`: of that union alone, without those below. */
      only: z.literal('1').optional(),
      state: oneOf(membershipStates).optional(),
      occupation: oneOf(occupations).optional(),
      after: cursor.optional(),
    }),
    reply: z.object({ items: z.array(row), next: z.string().nullable() }),
    refusals: ['NOT_FOUND'],
  },
  'GET /members/:id': {
    who: 'members.read',
    what: '查看一位会员',
    reply: row.extend({
      /** With sex and age null once the member has withdrawn the consent to the ID number (E2). */
      idNumberMasked: z.string().nullable(),
      phoneMasked: z.string().nullable(),
      sex: z.enum(['male', 'female']).nullable(),
      age: z.int().nullable(),
      codeLabel: z.string().nullable(),
      changes: z.array(change),
      /** Whether the person has ever signed in on a phone. */
      signedIn: z.boolean(),
      may: z.array(z.enum(['expel'])),
    }),
    refusals: ['NOT_FOUND', 'CONSENT_MISSING'],
  },
  /** Proposes; a second person at the upper union confirms (章程: decided, then filed with the upper union). */
  'POST /members/:id/expel': {
    who: 'members.change',
    what: '提请除名',
    body: z.strictObject({ reason }),
    reply: jointAct,
    refusals: ['NOT_FOUND', 'MEMBER_GONE', 'STEP_UP_FIRST', 'NO_IDENTITY', 'SAME_PERSON', 'JOINT_OPEN'],
    once: true,
  },
  /** C-16: the officer is named on the record, the worker is told by SMS; another person approves (d.3 row 1). */
  'POST /applications/file': {
    who: 'members.file',
    what: '替职工提交入会申请',
    body: z.strictObject({
      unionId: givenId,
      name: personName,
      idNumber,
      /** null: no phone at all; then the union tells the worker in person. */
      phone: phone.nullable(),
      occupation: oneOf(occupations),
      /** Photo of the signed paper application, from POST /files. */
      paperFileId: givenId.nullable(),
      /** The worker was read the texts and signed; without it nothing is kept. */
      agreed: z.literal(true, '请先向本人说明并取得书面同意。'),
    }),
    reply: filed,
    refusals: [
      'NOT_FOUND',
      'UNION_CLOSED',
      'ALREADY_MEMBER',
      'APPLICATION_OPEN',
      'ID_IN_USE',
      'PHONE_IN_USE',
      'CONSENT_MISSING',
      'NO_IDENTITY',
      'OWN_CASE',
    ],
    once: true,
    perMinute: 20,
  },
  /** Mends what was filed for a worker and came back; who does it does not approve it either. */
  'POST /applications/:id/refile': {
    who: 'members.file',
    what: '替职工补正后重新提交入会申请',
    body: z.strictObject({ name: personName, idNumber, occupation: oneOf(occupations) }),
    reply: filed,
    refusals: [
      'NOT_FOUND',
      'MOVE_NOT_ALLOWED',
      'CONSENT_MISSING',
      'OWN_CASE',
      'NO_IDENTITY',
      'ID_IN_USE',
      'PHONE_IN_USE',
      'UNION_CLOSED',
    ],
    once: true,
  },
} as const satisfies Record<string, Entry>;

export const memberRow = row;
export const memberChange = change;
