/** A planner books an expert, perhaps a room, and a time for an order, or for several that agreed to share. */

import { PLAN_DAYS } from '@niangjia/shared/rules/visits';
import type { Ask } from '../../core/ask';
import { badField, Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { MenuItem } from '../orders/entity';
import { type FoundOrder, loadOwnedOrder } from '../orders/load';
import { haveAgreed } from '../orders/pool-answer';
import { bookVisit } from './book';
import { describeVisit } from './describe';
import { type Fit, fitOf, isTooMany, type Slot, type Wanted } from './fit';

/** The order of a pool: its first one is the host. */
async function hostFirst(ask: Ask, orders: FoundOrder[]): Promise<FoundOrder[]> {
  const ids = orders.map(({ id }) => id);
  const rows = await query<{ orderId: string; nth: number }>(
    ask.db,
    `SELECT p.orderId, p.nth FROM pool_part p JOIN pool g ON g.id = p.poolId
     WHERE g.state = 'agreed' AND p.answer = 'agreed' AND p.orderId IN (${ids.map(() => '?').join(', ')}) ORDER BY g.id`,
    ids,
  );
  const nth = new Map(rows.map((row) => [row.orderId, Number(row.nth)]));
  return [...orders].sort((a, b) => (nth.get(a.id) ?? 0) - (nth.get(b.id) ?? 0));
}

/** Refusals NOT_FOUND, ORDER_ELSEWHERE, ORDER_STATE, POOL_NOT_AGREED. */
async function loadOrders(ask: Ask, given: readonly string[]): Promise<FoundOrder[]> {
  const orders: FoundOrder[] = [];
  for (const id of new Set(given)) orders.push(await loadOwnedOrder(ask, id));
  if (orders.some(({ state, itemId }) => state !== 'accepted' || itemId === null)) throw new Refusal('ORDER_STATE');
  if (orders.length === 1) return orders;
  const [first] = orders;
  const alike = orders.every(({ itemId, ownerId }) => itemId === first?.itemId && ownerId === first?.ownerId);
  const ids = orders.map(({ id }) => id);
  if (!alike || !(await haveAgreed(ask, ids))) throw new Refusal('POOL_NOT_AGREED');
  return hostFirst(ask, orders);
}

export async function itemOf(ask: Ask, id: string | null): Promise<MenuItem> {
  const [item] = await query<MenuItem>(ask.db, 'SELECT * FROM menu_item WHERE id = ?', [id]);
  if (!item) throw new Refusal('NOT_FOUND');
  return item;
}

/** What a form can say of its own: BAD_INPUT at the field. */
export function mustSuit(ask: Ask, { venue }: MenuItem, { roomId, startAt }: Slot): void {
  if (venue === 'onSite' && roomId !== null) throw badField('roomId', '这项服务在单位办，不用选场地。');
  if (venue === 'room' && roomId === null) throw badField('roomId', '这项服务在场地集中办，请选一个场地。');
  if (Date.parse(startAt) > ask.now.getTime() + PLAN_DAYS * 86_400_000)
    throw badField('startAt', '最远排到一年以内，请换一天。');
}

export async function mustFit(ask: Ask, wanted: Wanted): Promise<Fit> {
  const fit = await fitOf(ask, wanted);
  if (typeof fit === 'string') throw new Refusal(fit);
  return fit;
}

/**
 * The visit is proposed, its time taken: who was first, the unique key of `booked` has decided.
 * Refusals NOT_FOUND, ORDER_STATE, ORDER_ELSEWHERE, POOL_NOT_AGREED, TOO_MANY_PEOPLE, DAY_PAST, REST_DAY, EXPERT_ENDED,
 * SKILL_MISSING, ROOM_CLOSED, ROOM_TOO_SMALL, OUT_OF_REACH, OUT_OF_HOURS, EXPERT_BUSY, EXPERT_FULL, ROOM_BUSY.
 */
export async function planVisit(ask: Ask, { orderIds, ...slot }: Slot & { orderIds: readonly string[] }) {
  const orders = await loadOrders(ask, orderIds);
  const [host] = orders as [FoundOrder];
  const item = await itemOf(ask, host.itemId);
  mustSuit(ask, item, slot);
  const wanted = { item, ownerPath: host.ownerPath, orders, slot };
  if (isTooMany(wanted)) throw new Refusal('TOO_MANY_PEOPLE');
  const id = await bookVisit(ask, wanted, await mustFit(ask, wanted));
  ask.about(`visit:${id}`, { orders: orders.map((order) => order.id), expert: slot.expertId });
  return describeVisit(ask, id);
}
