/** Experts, their leave, and rooms: kept by departments; and what an expert does on the phone. */
import * as z from 'zod';
import { skills } from '../rules/experts';
import {
  cursor,
  day,
  done,
  type Entry,
  givenDay,
  givenId,
  id,
  instant,
  oneOf,
  personName,
  phone,
  reason,
  words,
} from './parts';

const place = {
  placeName: words(40, 2),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
};

const facts = z.strictObject({
  name: personName,
  title: words(40, 2),
  phone,
  skills: z.array(oneOf(skills)).min(1, '请至少选一项专长。').max(10, '最多选 10 项专长。'),
  ...place,
  reachKm: z.int().min(1, '至少 1 公里。').max(500, '最远 500 公里。'),
  perDay: z.int().min(1, '至少 1 次。').max(6, '一天最多 6 次。'),
  perWeek: z.int().min(1, '至少 1 次。').max(30, '一周最多 30 次。'),
});

const leave = z.object({
  id,
  fromDay: day,
  untilDay: day,
  reason: z.string(),
  cancelledAt: instant.nullable(),
});

const expert = z.object({
  id,
  number: z.string(),
  unionId: id,
  unionName: z.string(),
  name: z.string(),
  title: z.string(),
  phoneMasked: z.string(),
  skills: z.array(oneOf(skills)),
  placeName: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  reachKm: z.int(),
  perDay: z.int(),
  perWeek: z.int(),
  endedAt: instant.nullable(),
  endReason: z.string().nullable(),
  /** Visits agreed or proposed from today on; recorded ones; mean of the stars, one decimal. */
  coming: z.int(),
  recorded: z.int(),
  stars: z.number().nullable(),
});

const leaveDays = z.strictObject({ fromDay: givenDay, untilDay: givenDay, reason });

const room = z.object({
  id,
  unionId: id,
  unionName: z.string(),
  name: z.string(),
  placeName: z.string(),
  address: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  seats: z.int(),
  closedAt: instant.nullable(),
});

export const experts = {
  'GET /experts': {
    who: 'menu.manage',
    what: '看专家名单',
    query: z.strictObject({ skill: oneOf(skills).optional(), text: words(40).optional(), after: cursor.optional() }),
    reply: z.object({ items: z.array(expert), next: z.string().nullable(), total: z.int() }),
    refusals: [],
  },
  'GET /experts/:id': {
    who: 'menu.manage',
    what: '看一位专家',
    reply: expert.extend({ leaves: z.array(leave) }),
    refusals: ['NOT_FOUND'],
  },
  'POST /experts': {
    who: 'menu.manage',
    what: '登记专家',
    body: facts.extend({ unionId: givenId }),
    reply: expert,
    refusals: ['NOT_FOUND', 'UNION_CLOSED', 'EXPERT_KNOWN'],
    once: true,
  },
  'POST /experts/:id': {
    who: 'menu.manage',
    what: '修改专家资料',
    /** Without a phone: it stays as it is. */
    body: facts.extend({ phone: phone.nullable() }),
    reply: expert,
    refusals: ['NOT_FOUND', 'EXPERT_KNOWN', 'EXPERT_ENDED', 'STEP_UP_FIRST', 'EXPERT_HAS_VISITS'],
  },
  'POST /experts/:id/end': {
    who: 'menu.manage',
    what: '让专家退出',
    body: z.strictObject({ reason }),
    reply: done,
    refusals: ['NOT_FOUND', 'EXPERT_ENDED', 'EXPERT_HAS_VISITS'],
  },
  'POST /experts/:id/leaves': {
    who: 'menu.manage',
    what: '登记专家请假',
    body: leaveDays,
    reply: leave,
    refusals: [
      'NOT_FOUND',
      'EXPERT_ENDED',
      'DAY_PAST',
      'LEAVE_TOO_LONG',
      'LEAVE_OVER_VISIT',
      'LEAVE_KNOWN',
      'DAYS_TURNED',
    ],
    once: true,
  },
  'POST /leaves/:id/cancel': {
    who: 'menu.manage',
    what: '取消专家请假',
    reply: done,
    refusals: ['NOT_FOUND', 'LEAVE_OVER'],
  },
  'GET /rooms': {
    who: 'menu.manage',
    what: '看场地',
    reply: z.object({ items: z.array(room) }),
    refusals: [],
  },
  'POST /rooms': {
    who: 'menu.manage',
    what: '登记场地',
    body: z.strictObject({
      unionId: givenId,
      name: words(40, 2),
      ...place,
      address: words(120, 5),
      seats: z.int().min(1, '至少 1 个座位。').max(5000, '最多 5000 个座位。'),
    }),
    reply: room,
    refusals: ['NOT_FOUND', 'UNION_CLOSED'],
    once: true,
  },
  'POST /rooms/:id/close': {
    who: 'menu.manage',
    what: '停用场地',
    reply: done,
    refusals: ['NOT_FOUND', 'ROOM_CLOSED', 'ROOM_HAS_VISITS'],
  },

  // the expert's own phone
  'GET /own-expert': {
    who: 'person',
    what: '看本人的专家资料',
    /** Null for everybody who is no expert. `waiting`: visits that wait for an answer or a record. */
    reply: z.object({
      expert: expert.omit({ phoneMasked: true }).nullable(),
      waiting: z.int(),
      next: z.object({ id, title: z.string(), startAt: instant, placeName: z.string() }).nullable(),
    }),
    refusals: [],
  },
  'GET /own-leaves': {
    who: 'person',
    what: '看本人的请假',
    reply: z.object({ items: z.array(leave) }),
    refusals: ['NOT_AN_EXPERT'],
  },
  'POST /own-leaves': {
    who: 'person',
    what: '专家本人请假',
    body: leaveDays,
    reply: leave,
    refusals: ['NOT_AN_EXPERT', 'DAY_PAST', 'LEAVE_TOO_LONG', 'LEAVE_OVER_VISIT', 'LEAVE_KNOWN', 'DAYS_TURNED'],
    once: true,
  },
  'POST /own-leaves/:id/cancel': {
    who: 'person',
    what: '专家本人取消请假',
    reply: done,
    refusals: ['NOT_FOUND', 'LEAVE_OVER'],
  },
} as const satisfies Record<string, Entry>;
