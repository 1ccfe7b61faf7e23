/** What the owning department does with an order before it is planned. */
import type { Body } from '@niangjia/shared/contract/index';
import { openOrderStates } from '@niangjia/shared/rules/orders';
import { In } from 'typeorm';
import type { Ask } from '../../core/ask';
import { badField, Refusal } from '../../core/refusal';
import { describeOrder } from './describe';
import { ServiceOrderTable } from './entity';
import { standingsOf } from './line';
import { type FoundOrder, loadOrder, loadOwnedOrder } from './load';
import { moveOrder } from './move';
import { leavePool } from './pool-settle';
import { addStep } from './step';
import { tellUnit } from './tell';
import { sameWords } from './wishes';
import { aboutOrder, departmentOf } from './words';

/** It stands in the item's line from now on. Refusals NOT_FOUND, ORDER_ELSEWHERE, ITEM_MISSING, ORDER_STATE. */
export async function acceptOrder(ask: Ask, id: string) {
  const order = await loadOwnedOrder(ask, id);
  if (order.itemId === null) throw new Refusal('ITEM_MISSING');
  await moveOrder(ask, id, 'accept', { who: departmentOf(order) });
  const standing = (await standingsOf(ask.db, [{ ...order, state: 'accepted' }])).get(id);
  const words = `${order.ownerName}已受理，正在排队，目前第 ${standing?.position ?? 1} 位。排定时间后会再告诉您。`;
  await tellUnit(ask, order, { title: aboutOrder(order, '已受理'), words });
  return describeOrder(ask, id);
}

/** Refusals NOT_FOUND, ORDER_ELSEWHERE, ORDER_STATE. */
export async function returnOrder(ask: Ask, id: string, reason: string) {
  const order = await loadOwnedOrder(ask, id);
  await moveOrder(ask, id, 'return', { who: departmentOf(order), words: reason });
  const words = `请补充后重新提交，排队的先后不变。原因：${reason}`;
  await tellUnit(ask, order, { title: aboutOrder(order, '退回补充'), words });
  return describeOrder(ask, id);
}

/** Its clock runs on; it leaves its pool. Refusals NOT_FOUND, ORDER_ELSEWHERE, BAD_INPUT, ORDER_STATE. */
export async function forwardOrder(ask: Ask, id: string, { department, reason }: Body<'POST /orders/:id/forward'>) {
  const order = await loadOwnedOrder(ask, id);
  if (department === order.department) throw badField('department', '已经归这个部门办理，请选别的部门。');
  const moved = await ask.db.update(
    ServiceOrderTable,
    { id, state: In(['submitted', 'accepted']), department: order.department },
    { department },
  );
  if ((moved.affected ?? 0) === 0) throw new Refusal('ORDER_STATE');
  await leavePool(ask, id, null);
  const words = `转${departmentOf({ ...order, department })}。${reason}`.slice(0, 300);
  await addStep(ask, id, 'forward', { who: departmentOf(order), words });
  ask.about(`order:${id}`, { from: order.department, to: department });
  return describeOrder(ask, id);
}

/** Of one unit and the same service: a wish goes into what the planner takes it for. */
const isLike = (one: FoundOrder, into: FoundOrder): boolean =>
  one.id !== into.id &&
  one.unionId === into.unionId &&
  ([...openOrderStates, 'off-menu'] as string[]).includes(into.state) &&
  (one.itemId === null
    ? into.itemId !== null || sameWords(one.title) === sameWords(into.title)
    : one.itemId === into.itemId);

/** Refusals NOT_FOUND, ORDER_ELSEWHERE, MERGE_UNLIKE, ORDER_STATE. */
export async function mergeOrder(ask: Ask, id: string, intoId: string) {
  const order = await loadOwnedOrder(ask, id);
  const into = await loadOrder(ask, intoId, 'orders.plan');
  if (!isLike(order, into)) throw new Refusal('MERGE_UNLIKE');
  const change = { mergedInto: intoId };
  await moveOrder(ask, id, 'merge', { who: departmentOf(order), words: `合并到 ${into.number}`, change });
  await tellUnit(ask, order, {
    title: aboutOrder(order, '已合并'),
    words: `本单位的同一服务合并到 ${into.number}，请看那一张的进度。`,
  });
  ask.about(`order:${id}`, { into: intoId });
  return describeOrder(ask, id);
}

/** Refusals NOT_FOUND, ORDER_ELSEWHERE, NOT_A_WISH, ORDER_STATE. */
export async function keepWish(ask: Ask, id: string, reason: string) {
  const order = await loadOwnedOrder(ask, id);
  if (order.itemId !== null) throw new Refusal('NOT_A_WISH');
  await moveOrder(ask, id, 'keep', { who: departmentOf(order), words: reason });
  const words = `${order.ownerName}已记入需求。菜单里有了这项服务，您单位会自动排进队列，并告诉您。`;
  await tellUnit(ask, order, { title: aboutOrder(order, '记入需求'), words });
  return describeOrder(ask, id);
}
