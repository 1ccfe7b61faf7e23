/** A unit's orders: placed, routed, waited for, shared, confirmed and rated. */
import * as z from 'zod';
import { dayParts, departments, menuGroups, orderStates, poolStates } from '../rules/orders';
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

const wishedDay = z.strictObject({ day: givenDay, part: oneOf(dayParts) });
/** Degrees of WGS-84; null when the unit's place is not on the map yet. */
const latitude = z.number().min(-90).max(90).nullable();
const longitude = z.number().min(-180).max(180).nullable();

/** What a unit says of its order; places and people may be mended after a return. */
const orderWishes = z.strictObject({
  people: z.int().min(1, '至少 1 人。').max(5000, '最多 5000 人。'),
  placeName: words(40, 2),
  address: words(120, 5),
  latitude,
  longitude,
  days: z.array(wishedDay).min(1, '请至少选一个希望的时间。').max(14, '最多选 14 个时间。'),
  notes: words(300, 0),
  contactName: personName,
  contactPhone: phone,
  /** Would share a visit with small units nearby. */
  sharing: z.boolean(),
});

const row = z.object({
  id,
  number: z.string(),
  state: oneOf(orderStates),
  itemId: id.nullable(),
  title: z.string(),
  group: oneOf(menuGroups),
  unionId: id,
  unionName: z.string(),
  ownerName: z.string(),
  department: oneOf(departments),
  people: z.int(),
  placeName: z.string(),
  queuedAt: instant,
  dueOn: day.nullable(),
  workingDaysLeft: z.int().nullable(),
  urgency: z.enum(['overdue', 'due', 'calm']),
  /** Who has to do the next step, in words: `保障部（潍坊市总工会）`, `本单位`, `专家`. */
  holder: z.string(),
  /** While accepted: place in the line of the item, of how many, and the likely day. */
  position: z.int().nullable(),
  lineLength: z.int().nullable(),
  likelyOn: day.nullable(),
  neverServed: z.boolean(),
  visitId: id.nullable(),
  startAt: instant.nullable(),
});

const order = row.extend({
  address: z.string(),
  latitude,
  longitude,
  days: z.array(z.object({ day, part: oneOf(dayParts) })),
  notes: z.string(),
  contactName: z.string(),
  contactPhoneMasked: z.string(),
  sharing: z.boolean(),
  askPhone: z.string(),
  steps: z.array(z.object({ at: instant, who: z.string(), what: z.string(), words: z.string().nullable() })),
  visit: z
    .object({
      id,
      number: z.string(),
      state: z.enum(['proposed', 'agreed', 'recorded', 'cancelled']),
      startAt: instant,
      endAt: instant,
      placeName: z.string(),
      address: z.string(),
      expertName: z.string(),
      expertTitle: z.string(),
      expertAgreed: z.boolean(),
      unitAgreed: z.boolean(),
      answerBy: instant.nullable(),
      /** Other units in the same visit. */
      sharedWith: z.array(z.string()),
      signedIn: z.int(),
      record: z.object({ minutes: z.int(), served: z.int(), words: z.string(), photoIds: z.array(id) }).nullable(),
    })
    .nullable(),
  pool: z
    .object({
      id,
      state: oneOf(poolStates),
      answerBy: instant,
      own: z.enum(['waiting', 'agreed', 'declined']),
      placeName: z.string(),
      others: z.array(
        z.object({ unionName: z.string(), people: z.int(), answer: z.enum(['waiting', 'agreed', 'declined']) }),
      ),
    })
    .nullable(),
  rating: z.object({ stars: z.int(), words: z.string(), at: instant }).nullable(),
  mergedInto: id.nullable(),
  may: z.array(
    z.enum([
      'resubmit',
      'cancel',
      'answer',
      'confirm',
      'rate',
      'pool',
      'accept',
      'return',
      'forward',
      'merge',
      'keep',
      'plan',
    ]),
  ),
});

const filter = z.strictObject({
  /** `mine`: of the unions where the caller orders; `queue`: what the caller's departments own. */
  view: z.enum(['mine', 'queue']),
  stage: z.enum(['open', 'closed']).optional(),
  state: oneOf(orderStates).optional(),
  itemId: givenId.optional(),
  department: oneOf(departments).optional(),
  after: cursor.optional(),
});

export const orders = {
  'POST /orders': {
    who: 'orders.place',
    what: '替本工会点单',
    body: orderWishes.extend({
      unionId: givenId,
      /** Null for something that is not on the menu: then `wish` says what. */
      itemId: givenId.nullable(),
      wish: z.strictObject({ title: words(30, 2), group: oneOf(menuGroups) }).nullable(),
    }),
    reply: order,
    refusals: ['NOT_FOUND', 'ITEM_WITHDRAWN', 'TOO_FEW_PEOPLE', 'ORDER_OPEN', 'WISHES_FULL', 'DAY_PAST'],
    once: true,
  },
  'GET /orders': {
    who: 'orders.read',
    what: '看点单',
    query: filter,
    reply: z.object({ items: z.array(row), next: z.string().nullable(), total: z.int(), overdue: z.int() }),
    refusals: [],
  },
  'GET /orders/:id': { who: 'orders.read', what: '看一张点单', reply: order, refusals: ['NOT_FOUND'] },
  'POST /orders/:id/resubmit': {
    who: 'orders.place',
    what: '补充后重新提交点单',
    body: orderWishes,
    reply: order,
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'TOO_FEW_PEOPLE', 'DAY_PAST'],
  },
  'POST /orders/:id/cancel': {
    who: 'orders.place',
    what: '取消点单',
    body: z.strictObject({ reason }),
    reply: done,
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'VISIT_BEGUN'],
  },
  'POST /orders/:id/answer': {
    who: 'orders.place',
    what: '答复安排的时间',
    body: z.strictObject({ visitId: givenId, agree: z.boolean(), reason: reason.nullable() }),
    reply: order,
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'OFFER_OVER', 'REASON_MISSING'],
  },
  'POST /orders/:id/confirm': {
    who: 'orders.place',
    what: '确认服务已办好',
    reply: order,
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'RECORD_MISSING', 'SIGN_INS_MISSING'],
  },
  'POST /orders/:id/rate': {
    who: 'orders.place',
    what: '评价服务',
    body: z.strictObject({ stars: z.int().min(1).max(5), words: words(300, 0) }),
    reply: order,
    refusals: ['NOT_FOUND', 'ORDER_STATE'],
  },
  'POST /orders/:id/accept': {
    who: 'orders.plan',
    what: '受理点单',
    reply: order,
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'ORDER_ELSEWHERE', 'ITEM_MISSING'],
  },
  'POST /orders/:id/return': {
    who: 'orders.plan',
    what: '退回点单',
    body: z.strictObject({ reason }),
    reply: order,
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'ORDER_ELSEWHERE'],
  },
  'POST /orders/:id/forward': {
    who: 'orders.plan',
    what: '把点单转给别的部门',
    body: z.strictObject({ department: oneOf(departments), reason }),
    reply: order,
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'ORDER_ELSEWHERE'],
  },
  'POST /orders/:id/merge': {
    who: 'orders.plan',
    what: '把同一单位重复的点单合并',
    body: z.strictObject({ into: givenId }),
    reply: order,
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'ORDER_ELSEWHERE', 'MERGE_UNLIKE'],
  },
  'POST /orders/:id/keep': {
    who: 'orders.plan',
    what: '把菜单外的愿望记入需求',
    body: z.strictObject({ reason }),
    reply: order,
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'ORDER_ELSEWHERE', 'NOT_A_WISH'],
  },
  'GET /wishes': {
    who: 'orders.plan',
    what: '看菜单外的需求',
    /** Wishes of the same words are one row, most asked for first. */
    reply: z.object({
      items: z.array(
        z.object({
          title: z.string(),
          group: oneOf(menuGroups),
          units: z.int(),
          people: z.int(),
          firstAt: instant,
          orders: z.array(
            z.object({ id, number: z.string(), unionName: z.string(), people: z.int(), state: oneOf(orderStates) }),
          ),
        }),
      ),
    }),
    refusals: [],
  },
  'GET /pools': {
    who: 'orders.plan',
    what: '看可以拼单的点单',
    /** `found`: waiting orders of one item, near, small and within a week of each other; `open`: proposed and unanswered, or agreed and unplanned. */
    reply: z.object({
      found: z.array(
        z.object({
          itemId: id,
          title: z.string(),
          people: z.int(),
          /** Greatest distance between two of them. */
          km: z.number(),
          orders: z.array(
            z.object({ id, number: z.string(), unionName: z.string(), people: z.int(), placeName: z.string() }),
          ),
        }),
      ),
      open: z.array(
        z.object({
          id,
          itemId: id,
          title: z.string(),
          state: oneOf(poolStates),
          answerBy: instant,
          orders: z.array(
            z.object({
              id,
              number: z.string(),
              unionName: z.string(),
              people: z.int(),
              answer: z.enum(['waiting', 'agreed', 'declined']),
            }),
          ),
        }),
      ),
    }),
    refusals: [],
  },
  'POST /pools': {
    who: 'orders.plan',
    what: '提议几个单位拼一次服务',
    /** The first order's place is where the visit would be. */
    body: z.strictObject({ orderIds: z.array(givenId).min(2, '至少两张点单。').max(8, '最多八张点单。') }),
    reply: z.object({ id }),
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'ORDER_ELSEWHERE', 'POOL_UNLIKE', 'TOO_MANY_PEOPLE'],
    once: true,
  },
  'POST /orders/:id/pool-answer': {
    who: 'orders.place',
    what: '答复拼单',
    body: z.strictObject({ poolId: givenId, agree: z.boolean() }),
    reply: order,
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'OFFER_OVER'],
  },
} as const satisfies Record<string, Entry>;
