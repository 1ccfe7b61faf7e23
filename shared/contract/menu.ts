/** The menu of services: what a unit can order, and its upkeep. */
import * as z from 'zod';
import { skills } from '../rules/experts';
import { departments, menuGroups, menuStates, venues } from '../rules/orders';
import { day, done, type Entry, givenId, id, oneOf, words } from './parts';

const item = z.object({
  id,
  group: oneOf(menuGroups),
  title: z.string(),
  words: z.string(),
  /** What the unit must prepare. */
  prepare: z.string(),
  minutes: z.int(),
  minPeople: z.int(),
  maxPeople: z.int(),
  venue: oneOf(venues),
  skill: oneOf(skills),
  department: oneOf(departments),
  /** Small units nearby may share a visit within this distance; 0: never. */
  poolKm: z.int(),
  /** Also on rest days. */
  restDays: z.boolean(),
  state: oneOf(menuStates),
  unionId: id,
  unionName: z.string(),
  askPhone: z.string(),
  /** The day on which whoever orders now can be served first; null when no expert is free within 120 days. */
  nextFreeOn: day.nullable(),
  /** Orders that wait for a visit. */
  waiting: z.int(),
  /** Mean of the units' stars, one decimal; null without any. */
  stars: z.number().nullable(),
  ratings: z.int(),
});

const plan = z.strictObject({
  group: oneOf(menuGroups),
  title: words(30, 2),
  words: words(300, 5),
  prepare: words(200),
  minutes: z.int().min(30, '至少 30 分钟。').max(480, '最长 8 小时。').multipleOf(30, '以半小时为单位。'),
  minPeople: z.int().min(1, '至少 1 人。').max(1000, '最多 1000 人。'),
  maxPeople: z.int().min(1, '至少 1 人。').max(1000, '最多 1000 人。'),
  venue: oneOf(venues),
  skill: oneOf(skills),
  department: oneOf(departments),
  poolKm: z.int().min(0).max(50, '最远 50 公里。'),
  restDays: z.boolean(),
});

export const menu = {
  'GET /menu': {
    who: 'signed-in',
    what: '看服务菜单',
    query: z.strictObject({ group: oneOf(menuGroups).optional() }),
    /** Of the caller's unions and those above them; free dates by a place are in the order's own answer. */
    reply: z.object({ items: z.array(item) }),
    refusals: [],
  },
  'GET /menu/:id': {
    who: 'signed-in',
    what: '看一项服务',
    reply: item,
    refusals: ['NOT_FOUND'],
  },
  'GET /menu-items': {
    who: 'menu.manage',
    what: '看本级维护的服务项目',
    query: z.strictObject({ state: oneOf(menuStates).optional() }),
    reply: z.object({
      items: z.array(
        item.extend({
          /** Delivered so far, people served, and days from order to visit (mean); null before the first. */
          delivered: z.int(),
          served: z.int(),
          waitDays: z.number().nullable(),
        }),
      ),
    }),
    refusals: [],
  },
  'POST /menu-items': {
    who: 'menu.manage',
    what: '新增服务项目',
    body: plan.extend({
      unionId: givenId,
      /** Off-menu orders that asked for this: their units stand in its line from now on. */
      fromOrderIds: z.array(givenId).max(100),
    }),
    reply: item,
    refusals: ['NOT_FOUND', 'ORDER_STATE', 'ORDER_ELSEWHERE'],
    once: true,
  },
  'POST /menu-items/:id': {
    who: 'menu.manage',
    what: '修改服务项目',
    body: plan,
    reply: item,
    refusals: ['NOT_FOUND', 'ORDER_ELSEWHERE'],
  },
  'POST /menu-items/:id/withdraw': {
    who: 'menu.manage',
    what: '下架服务项目',
    reply: done,
    refusals: ['NOT_FOUND', 'ITEM_WITHDRAWN', 'ORDER_ELSEWHERE'],
  },
  'POST /menu-items/:id/offer': {
    who: 'menu.manage',
    what: '重新上架服务项目',
    reply: done,
    refusals: ['NOT_FOUND', 'ITEM_OFFERED', 'ORDER_ELSEWHERE'],
  },
} as const satisfies Record<string, Entry>;
