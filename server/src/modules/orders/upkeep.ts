/** The menu's upkeep: an item is made, also from wishes, changed, withdrawn and offered again. */
import type { Body } from '@niangjia/shared/contract/index';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { badField, Refusal } from '../../core/refusal';
import { insert, query, update } from '../../core/sql';
import { loadUnion } from '../unions/service';
import { enterWishes } from './enter';
import { type MenuItem, MenuItemTable } from './entity';
import { mustOwn } from './load';
import { describeItem, type FoundItem, SELECT_ITEM } from './menu';

type Plan = Body<'POST /menu-items/:id'>;

function mustFit({ minPeople, maxPeople }: Plan): void {
  if (minPeople > maxPeople) throw badField('minPeople', '起点人数不能多于上限人数。');
}

/** Of the caller's own department. Refusals NOT_FOUND, ORDER_ELSEWHERE, BAD_INPUT; for the wishes also ORDER_STATE. */
export async function makeItem(ask: Ask, { unionId, fromOrderIds, ...plan }: Body<'POST /menu-items'>) {
  const union = await loadUnion(ask, unionId);
  mustReach(ask, 'menu.manage', union.path, `union:${unionId}`);
  if (union.closedAt !== null) throw new Refusal('NOT_FOUND', { denied: `union:${unionId}` });
  mustOwn(ask, { department: plan.department, ownerPath: union.path });
  mustFit(plan);
  const item: MenuItem = {
    ...{ id: ulid(), unionId, ...plan, state: 'offered' },
    ...{ createdBy: staffOf(ask).accountId, createdAt: ask.now.toISOString() },
  };
  await insert(ask.db, MenuItemTable, item);
  await enterWishes(ask, { ...item, unionName: union.name, unionPath: union.path }, [...new Set(fromOrderIds)]);
  ask.about(`item:${item.id}`, { wishes: fromOrderIds.length });
  return describeItem(ask, item.id);
}

/** One of the caller's own department. Throws NOT_FOUND, ORDER_ELSEWHERE. */
async function loadItem(ask: Ask, id: string): Promise<FoundItem> {
  const [item] = await query<FoundItem>(ask.db, `${SELECT_ITEM} WHERE i.id = ?`, [id]);
  if (!item) throw new Refusal('NOT_FOUND', { denied: `item:${id}` });
  mustReach(ask, 'menu.manage', item.unionPath, `item:${id}`);
  mustOwn(ask, { department: item.department, ownerPath: item.unionPath });
  ask.about(`item:${id}`);
  return item;
}

/**
 * Orders keep the title and the department with which they were placed; it is handed to no department but another of
 * the caller's. Refusals NOT_FOUND, ORDER_ELSEWHERE, BAD_INPUT.
 */
export async function changeItem(ask: Ask, id: string, plan: Plan) {
  const { unionPath } = await loadItem(ask, id);
  mustOwn(ask, { department: plan.department, ownerPath: unionPath });
  mustFit(plan);
  await update(ask.db, MenuItemTable, { id }, plan);
  return describeItem(ask, id);
}

/** Nobody orders it from now on; its line is served. Refusals NOT_FOUND, ORDER_ELSEWHERE, ITEM_WITHDRAWN. */
export async function withdrawItem(ask: Ask, id: string) {
  await loadItem(ask, id);
  if ((await update(ask.db, MenuItemTable, { id, state: 'offered' }, { state: 'withdrawn' })) === 0)
    throw new Refusal('ITEM_WITHDRAWN');
  return { done: true as const };
}

/** Refusals NOT_FOUND, ORDER_ELSEWHERE, ITEM_OFFERED. */
export async function offerItem(ask: Ask, id: string) {
  await loadItem(ask, id);
  if ((await update(ask.db, MenuItemTable, { id, state: 'withdrawn' }, { state: 'offered' })) === 0)
    throw new Refusal('ITEM_OFFERED');
  return { done: true as const };
}
