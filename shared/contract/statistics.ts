/** Statistics of membership, and lists that leave the house. */
import * as z from 'zod';
import { jointStates } from '../rules/joint';
import { changeKinds } from '../rules/members';
import { occupations } from '../rules/membership';
import { dimensions, measures } from '../rules/statistics';
import { memberRow } from './members';
import { cursor, day, type Entry, givenDay, givenId, id, instant, oneOf, reason } from './parts';

const span = {
  unionId: givenId.optional(),
  /** Shanghai days, both inclusive; without: the last twelve months. At most 1,200 days. */
  from: givenDay.optional(),
  to: givenDay.optional(),
};

/** null where fewer than five persons would show. */
const count = z.int().nullable();

const exported = z.object({
  id,
  unionName: z.string(),
  columns: z.array(z.string()),
  reason: z.string(),
  persons: z.int(),
  state: oneOf(jointStates),
  /** Ready to be fetched until then; null before and after. */
  until: instant.nullable(),
  askedAt: instant,
  jointId: id.nullable(),
  fetched: z.int(),
});

export const statistics = {
  'GET /statistics': {
    who: 'statistics.read',
    what: '查看会籍统计',
    query: z.strictObject(span),
    reply: z.object({
      unionId: id,
      unionName: z.string(),
      from: day,
      to: day,
      /** When the numbers were read. */
      at: instant,
      figures: z.object({
        members: count,
        retained: count,
        joined: count,
        movedIn: count,
        movedOut: count,
        left: count,
        /** Share of members who signed in themselves, 0 to 1, and the two counts of it. */
        verified: z.number().nullable(),
        daysMedian: z.number().nullable(),
        daysNinetieth: z.number().nullable(),
        decided: z.int(),
      }),
      definitions: z.array(z.object({ measure: oneOf(measures), label: z.string(), definition: z.string() })),
    }),
    refusals: ['NOT_FOUND', 'SPAN_TOO_LONG'],
  },
  'GET /statistics/by': {
    who: 'statistics.read',
    what: '按工会、入会码、工种或月份统计',
    query: z.strictObject({ ...span, by: oneOf(dimensions) }),
    reply: z.object({
      rows: z.array(
        z.object({
          /** Union id, code token, occupation, or `2026-11`. */
          key: z.string(),
          label: z.string(),
          members: count,
          joined: count,
          movedIn: count,
          movedOut: count,
          left: count,
        }),
      ),
      at: instant,
    }),
    refusals: ['NOT_FOUND', 'SPAN_TOO_LONG'],
  },
  /** The list behind a number, for who may read the book of members. */
  'GET /statistics/list': {
    who: 'members.read',
    what: '查看一个统计数背后的名单',
    query: z.strictObject({
      ...span,
      kind: oneOf(changeKinds),
      occupation: oneOf(occupations).optional(),
      codeToken: z.string().max(32).optional(),
      after: cursor.optional(),
    }),
    reply: z.object({ items: z.array(memberRow.extend({ on: day })), next: z.string().nullable() }),
    refusals: ['NOT_FOUND', 'SPAN_TOO_LONG'],
  },
  /** Numbers only, the same hiding. */
  'GET /statistics/table': {
    who: 'statistics.read',
    what: '下载统计表',
    query: z.strictObject({ ...span, by: oneOf(dimensions) }),
    reply: z.any(),
    refusals: ['NOT_FOUND', 'SPAN_TOO_LONG'],
    file: 'out',
    audit: true,
  },
  /** Up to 100 persons without clear fields: ready at once. More, or clear ID numbers or phones: a second person (d.3 row 9). */
  'POST /exports': {
    who: 'exports.ask',
    what: '申请导出会员名单',
    body: z.strictObject({ unionId: givenId, clear: z.array(z.enum(['name', 'idNumber', 'phone'])).max(3), reason }),
    reply: exported,
    refusals: ['NOT_FOUND', 'STEP_UP_FIRST', 'NO_IDENTITY', 'NOT_ALLOWED', 'EXPORT_TOO_LARGE'],
    once: true,
    perMinute: 10,
  },
  'GET /exports': {
    who: 'exports.ask',
    what: '查看本人的导出',
    query: z.strictObject({ after: cursor.optional() }),
    reply: z.object({ items: z.array(exported), next: z.string().nullable() }),
    refusals: [],
  },
  /** XLSX with a watermark of who and when; the asker alone, until its end. */
  'GET /exports/:id/file': {
    who: 'exports.ask',
    what: '下载导出的名单',
    reply: z.any(),
    refusals: ['NOT_FOUND', 'LINK_EXPIRED', 'STEP_UP_FIRST'],
    file: 'out',
    audit: true,
  },
} as const satisfies Record<string, Entry>;
