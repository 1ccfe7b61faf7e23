/** A week of a union as the rules plan it: its open orders, experts, rooms, and what is taken. */
import { addDays } from '@niangjia/shared/rules/days';
import type { Problem, Wish } from '@niangjia/shared/rules/planning';
import type { EntityManager } from 'typeorm';
import { below, rangeOf } from '../../core/ask';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import type { MenuItem, ServiceOrder } from '../orders/entity';
import { LINE_ORDER } from '../orders/line';
import type { WeekPlan } from '../visits/entity';
import { expertsWith, openRooms, takenOf } from './load';
import { weekTimes, wishedOf, wishOf } from './wish';

/** Orders of one plan: the first in the line. What stands behind them is planned once these are booked. */
const MOST_ORDERS = 1000;

type Row = Pick<ServiceOrder, 'id' | 'people' | 'served' | 'latitude' | 'longitude' | 'days' | 'queuedAt'> &
  Pick<MenuItem, 'skill' | 'minutes' | 'venue' | 'restDays' | 'maxPeople'> & { ownerPath: string };

/** Orders by the pool in which all of them agreed to share, in its order. */
async function poolsOf(db: EntityManager, rows: readonly Row[]): Promise<Map<string, string[]>> {
  const pools = new Map<string, string[]>();
  for (let from = 0; from < rows.length; from += 512) {
    const ids = among(rows.slice(from, from + 512).map(({ id }) => id));
    const parts = await query<{ poolId: string; orderId: string }>(
      db,
      `SELECT p.poolId, p.orderId FROM pool_part p JOIN pool g ON g.id = p.poolId
       WHERE g.state = 'agreed' AND g.visitId IS NULL AND p.answer = 'agreed' AND p.orderId IN (${ids.places})
       ORDER BY p.poolId, p.nth`,
      ids.values,
    );
    for (const { poolId, orderId } of parts) pools.set(poolId, [...(pools.get(poolId) ?? []), orderId]);
  }
  return pools;
}

/** In the order of the line; who agreed to share is one wish, at the place of whoever stands first. */
async function wishesOf(db: EntityManager, rows: Row[], plan: WeekPlan, now: Date): Promise<Wish[]> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const poolOf = new Map<string, string[]>();
  for (const ids of (await poolsOf(db, rows)).values()) if (ids.length > 1) for (const id of ids) poolOf.set(id, ids);
  const done = new Set<string>();
  const wishes: Wish[] = [];
  for (const row of rows) {
    if (done.has(row.id)) continue;
    const orders = (poolOf.get(row.id) ?? [row.id]).flatMap((id) => (done.has(id) ? [] : (byId.get(id) ?? [])));
    for (const { id } of orders) done.add(id);
    const [host] = orders;
    if (!host) continue;
    const wish = wishOf(
      orders as [Row, ...Row[]],
      row,
      row.ownerPath,
      weekTimes(wishedOf(host), row, plan.weekFrom, now),
      now,
    );
    if (wish.people <= row.maxPeople) wishes.push(wish);
  }
  return wishes.filter(({ times }) => times.length > 0);
}

export async function problemOf(
  db: EntityManager,
  plan: WeekPlan & { unionPath: string },
  now: Date,
): Promise<Problem> {
  const own = among(plan.departments.split(' '));
  const rows = await query<Row>(
    db,
    `SELECT o.id, o.people, o.served, o.latitude, o.longitude, o.days, o.queuedAt, i.skill, i.minutes, i.venue, i.restDays,
       i.maxPeople, w.path AS ownerPath
     FROM service_order o JOIN menu_item i ON i.id = o.itemId JOIN trade_union w ON w.id = o.ownerId
     WHERE ${below('w.path')} AND o.state = 'accepted' AND o.department IN (${own.places})
     ORDER BY ${LINE_ORDER} LIMIT ${MOST_ORDERS}`,
    [...rangeOf(plan.unionPath), ...own.values],
  );
  const wishes = await wishesOf(db, rows, plan, now);
  const skills = [...new Set(wishes.map(({ skill }) => skill))];
  const experts = await expertsWith(db, skills, plan.unionPath);
  const rooms = wishes.some(({ venue }) => venue !== 'onSite') ? await openRooms(db, plan.unionPath) : [];
  const ids = [...experts, ...rooms].map(({ id }) => id);
  const taken = await takenOf(db, ids, plan.weekFrom, addDays(plan.weekFrom, 7));
  return { monday: plan.weekFrom, wishes, experts, rooms, taken };
}
