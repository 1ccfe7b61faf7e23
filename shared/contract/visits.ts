/** Visits: planned without conflict, answered, recorded, signed in to and rated; and a week's plan. */
import * as z from 'zod';
import { skills } from '../rules/experts';
import { departments, orderStates, visitEnds, visitStates } from '../rules/orders';
import { day, done, type Entry, givenDay, givenId, givenInstant, id, instant, oneOf, reason, words } from './parts';

const halfHour = givenInstant.refine((instant) => /:(00|30):00\.000Z$/.test(instant), '时间以半小时为单位。');

const visit = z.object({
  id,
  number: z.string(),
  state: oneOf(visitStates),
  itemId: id,
  title: z.string(),
  department: oneOf(departments),
  expertId: id,
  expertName: z.string(),
  roomId: id.nullable(),
  startAt: instant,
  endAt: instant,
  placeName: z.string(),
  address: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  /** From the expert's base, one way. */
  km: z.number(),
  travelMinutes: z.int(),
  people: z.int(),
  answerBy: instant.nullable(),
  expertAgreed: z.boolean(),
  orders: z.array(
    z.object({
      id,
      number: z.string(),
      unionName: z.string(),
      people: z.int(),
      state: oneOf(orderStates),
      agreed: z.boolean(),
    }),
  ),
  signedIn: z.int(),
  ending: oneOf(visitEnds).nullable(),
  endReason: z.string().nullable(),
});

const record = z.object({
  minutes: z.int(),
  served: z.int(),
  words: z.string(),
  photoIds: z.array(id),
  /** Addresses of the same photos, good for five minutes. */
  photoAddresses: z.array(z.string()),
  at: instant,
});

const fullVisit = visit.extend({
  prepare: z.string(),
  notes: z.array(z.object({ unionName: z.string(), notes: z.string() })),
  /** Full name and number of who receives: for the expert and the planner, from the agreement to seven days after. */
  contacts: z.array(z.object({ unionName: z.string(), name: z.string(), phone: z.string().nullable() })),
  record: record.nullable(),
  ratings: z.object({
    units: z.array(z.object({ unionName: z.string(), stars: z.int(), words: z.string() })),
    workers: z.int(),
    workersMean: z.number().nullable(),
    words: z.array(z.string()),
  }),
});

const attendance = z.object({
  id,
  visitId: id,
  title: z.string(),
  placeName: z.string(),
  expertName: z.string(),
  startAt: instant,
  at: instant,
  stars: z.int().nullable(),
  words: z.string().nullable(),
  /** Until when it can be rated. */
  rateUntil: instant,
});

const slot = z.strictObject({
  expertId: givenId,
  /** Null: at the unit's place. */
  roomId: givenId.nullable(),
  startAt: halfHour,
});

const suggestion = z.object({
  expertId: id,
  expertName: z.string(),
  expertTitle: z.string(),
  skills: z.array(oneOf(skills)),
  roomId: id.nullable(),
  roomName: z.string().nullable(),
  startAt: instant,
  endAt: instant,
  km: z.number(),
  travelMinutes: z.int(),
  /** Visits of that week before this one, and the cap. */
  weekLoad: z.int(),
  perWeek: z.int(),
  stars: z.number().nullable(),
  /** Higher is better; the reasons in plain words, weightiest first. */
  score: z.number(),
  reasons: z.array(z.string()),
});

const planned = z.object({
  orderIds: z.array(id),
  title: z.string(),
  unionNames: z.array(z.string()),
  people: z.int(),
  expertId: id,
  expertName: z.string(),
  roomId: id.nullable(),
  startAt: instant,
  endAt: instant,
  km: z.number(),
  /** What became of it once it was booked; null before. A code of a refusal when somebody was faster. */
  outcome: z.string().nullable(),
});

const plan = z.object({
  id,
  unionId: id,
  unionName: z.string(),
  weekFrom: day,
  state: z.enum(['waiting', 'working', 'ready', 'booked', 'failed']),
  /** 0 to 100. */
  progress: z.int(),
  at: instant,
  orders: z.int(),
  planned: z.int(),
  people: z.int(),
  expertDays: z.int(),
  /** Served people per expert's day, of this plan and of serving them in the order in which they came; null before. */
  perExpertDay: z.number().nullable(),
  greedyPerExpertDay: z.number().nullable(),
});

export const visits = {
  'GET /orders/:id/suggestions': {
    who: 'orders.plan',
    what: '看谁、什么时候可以上门',
    /** Of one order, or together with those that agreed to share: the best 20 first. */
    query: z.strictObject({ poolId: givenId.optional(), from: givenDay.optional() }),
    reply: z.object({ items: z.array(suggestion), none: z.string().nullable() }),
    refusals: ['NOT_FOUND', 'ORDER_STATE'],
  },
  'POST /visits': {
    who: 'orders.plan',
    what: '安排一次上门服务',
    /** Several orders only when their units agreed to share. */
    body: slot.extend({ orderIds: z.array(givenId).min(1).max(8) }),
    reply: fullVisit,
    refusals: [
      'NOT_FOUND',
      'ORDER_STATE',
      'ORDER_ELSEWHERE',
      'EXPERT_BUSY',
      'EXPERT_FULL',
      'EXPERT_ENDED',
      'ROOM_BUSY',
      'ROOM_CLOSED',
      'ROOM_TOO_SMALL',
      'SKILL_MISSING',
      'OUT_OF_REACH',
      'OUT_OF_HOURS',
      'REST_DAY',
      'DAY_PAST',
      'TOO_MANY_PEOPLE',
      'POOL_NOT_AGREED',
    ],
    once: true,
  },
  'POST /visits/:id/move': {
    who: 'orders.plan',
    what: '改期或换专家',
    body: slot.extend({ reason }),
    reply: fullVisit,
    refusals: [
      'NOT_FOUND',
      'VISIT_STATE',
      'ORDER_ELSEWHERE',
      'EXPERT_BUSY',
      'EXPERT_FULL',
      'EXPERT_ENDED',
      'ROOM_BUSY',
      'ROOM_CLOSED',
      'ROOM_TOO_SMALL',
      'SKILL_MISSING',
      'OUT_OF_REACH',
      'OUT_OF_HOURS',
      'REST_DAY',
      'DAY_PAST',
    ],
    perMinute: 20,
  },
  'POST /visits/:id/cancel': {
    who: 'orders.plan',
    what: '取消一次上门服务',
    body: z.strictObject({ reason }),
    reply: done,
    refusals: ['NOT_FOUND', 'VISIT_STATE', 'ORDER_ELSEWHERE'],
  },
  'GET /visits': {
    who: 'orders.read',
    what: '看上门服务的日历',
    /** At most 42 days. */
    query: z.strictObject({
      from: givenDay,
      until: givenDay,
      expertId: givenId.optional(),
      roomId: givenId.optional(),
    }),
    reply: z.object({
      items: z.array(visit),
      leaves: z.array(z.object({ expertId: id, expertName: z.string(), fromDay: day, untilDay: day })),
      /** Days of these that are no working days. */
      restDays: z.array(day),
    }),
    refusals: ['SPAN_TOO_LONG', 'DAYS_TURNED'],
  },
  /** Audited: it shows planners the full number of whoever receives. */
  'GET /visits/:id': {
    who: 'orders.read',
    what: '看一次上门服务',
    reply: fullVisit,
    refusals: ['NOT_FOUND'],
    audit: true,
  },
  'GET /visits/:id/calendar': {
    who: 'orders.read',
    what: '取日历文件',
    reply: z.any(),
    refusals: ['NOT_FOUND'],
    file: 'out',
  },

  // a week's plan
  'POST /plans': {
    who: 'orders.plan',
    what: '排一周的上门服务',
    body: z.strictObject({ unionId: givenId, weekFrom: givenDay }),
    reply: plan,
    refusals: ['NOT_FOUND', 'DAY_PAST', 'NOT_A_MONDAY', 'PLAN_RUNS'],
    once: true,
  },
  'GET /plans': { who: 'orders.plan', what: '看排过的周计划', reply: z.object({ items: z.array(plan) }), refusals: [] },
  'GET /plans/:id': {
    who: 'orders.plan',
    what: '看一份周计划',
    reply: plan.extend({ visits: z.array(planned) }),
    refusals: ['NOT_FOUND'],
  },
  'POST /plans/:id/book': {
    who: 'orders.plan',
    what: '按周计划安排上门服务',
    /** Each by itself: what a colleague was faster with is said in its outcome, the others stand. */
    /** A call books for some seconds: while the state stays `ready` there is more, and the same call goes on. */
    reply: plan.extend({ visits: z.array(planned) }),
    refusals: ['NOT_FOUND', 'ORDER_ELSEWHERE', 'PLAN_STATE'],
  },

  // the expert's own phone
  'GET /own-visits': {
    who: 'person',
    what: '看本人的上门服务',
    query: z.strictObject({ from: givenDay, until: givenDay }),
    /** By start. Between two of one day: kilometres from the last place, for the route of the day. */
    reply: z.object({ items: z.array(visit.extend({ fromLastKm: z.number().nullable() })) }),
    refusals: ['NOT_AN_EXPERT', 'SPAN_TOO_LONG', 'DAYS_TURNED'],
  },
  'GET /own-visits/:id': {
    who: 'person',
    what: '看本人的一次上门服务',
    reply: fullVisit,
    refusals: ['NOT_FOUND'],
  },
  'GET /own-visits/:id/calendar': {
    who: 'person',
    what: '取本人上门服务的日历文件',
    reply: z.any(),
    refusals: ['NOT_FOUND'],
    file: 'out',
  },
  'POST /own-visits/:id/answer': {
    who: 'person',
    what: '专家答复一次上门服务',
    body: z.strictObject({ agree: z.boolean(), reason: reason.nullable() }),
    reply: fullVisit,
    refusals: ['NOT_FOUND', 'VISIT_STATE', 'REASON_MISSING'],
  },
  'GET /own-visits/:id/code': {
    who: 'person',
    what: '出示签到码',
    /** Good from an hour before to two hours after; `text` goes into the QR; changes every 5 minutes. */
    reply: z.object({ text: z.string(), until: instant, signedIn: z.int() }),
    refusals: ['NOT_FOUND', 'VISIT_STATE', 'SIGN_IN_CLOSED'],
  },
  'POST /own-visits/:id/record': {
    who: 'person',
    what: '记录一次上门服务',
    body: z.strictObject({
      minutes: z.int().min(10, '至少 10 分钟。').max(600, '最长 10 小时。'),
      served: z.int().min(0).max(5000, '最多 5000 人。'),
      words: words(500, 5),
      photoIds: z.array(givenId).max(6, '最多 6 张照片。'),
    }),
    reply: fullVisit,
    refusals: ['NOT_FOUND', 'VISIT_STATE', 'VISIT_NOT_BEGUN', 'PHOTO_MISSING'],
  },

  // whoever is present
  'POST /attendances': {
    who: 'person',
    what: '现场扫码签到',
    body: z.strictObject({ code: z.string().max(200) }),
    reply: attendance,
    refusals: ['SIGN_IN_CODE_WRONG', 'SIGN_IN_CLOSED', 'MEMBERS_ONLY'],
    once: true,
    perMinute: 20,
  },
  'GET /attendances': {
    who: 'person',
    what: '看本人参加过的服务',
    reply: z.object({ items: z.array(attendance) }),
    refusals: [],
  },
  'POST /attendances/:id/rate': {
    who: 'person',
    what: '本人评价一次服务',
    body: z.strictObject({ stars: z.int().min(1).max(5), words: words(200, 0) }),
    reply: attendance,
    refusals: ['NOT_FOUND', 'RATED_ALREADY', 'RATING_CLOSED'],
  },
} as const satisfies Record<string, Entry>;
