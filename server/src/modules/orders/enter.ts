/** A wish became an item: the units that asked for it stand in its line, in the order in which they asked. */
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import type { ServiceOrder } from './entity';
import { type FoundOrder, loadOwnedOrder } from './load';
import type { FoundItem } from './menu';
import { moveOrder } from './move';
import { tellUnit } from './tell';
import { aboutOrder, departmentOf } from './words';

async function enter(ask: Ask, item: FoundItem, order: FoundOrder, openItem: string | null): Promise<void> {
  const change: Partial<ServiceOrder> = {
    ...{ itemId: item.id, openItem, title: item.title, group: item.group },
    ...{ ownerId: item.unionId, department: item.department },
  };
  await moveOrder(ask, order.id, 'enter', {
    who: departmentOf({ department: item.department, ownerName: item.unionName }),
    words: `原来的愿望：${order.title}`,
    change,
  });
}

/** The second wish of one unit goes into its first. Refusals NOT_FOUND, ORDER_ELSEWHERE, ORDER_STATE. */
export async function enterWishes(ask: Ask, item: FoundItem, ids: readonly string[]): Promise<void> {
  const orders: FoundOrder[] = [];
  for (const id of ids) orders.push(await loadOwnedOrder(ask, id));
  const firsts = new Map<string, FoundOrder>();
  for (const order of orders.sort((a, b) => (a.queuedAt < b.queuedAt ? -1 : 1))) {
    if (!order.unionPath.startsWith(item.unionPath)) throw new Refusal('NOT_FOUND', { denied: `order:${order.id}` });
    const first = firsts.get(order.unionId);
    await enter(ask, item, order, first ? null : `${order.unionId}:${item.id}`);
    if (!first) {
      firsts.set(order.unionId, order);
      const words = `您单位提过的愿望现在是菜单里的“${item.title}”，已自动排进队列，不用再点。`;
      await tellUnit(ask, order, { title: aboutOrder(order, '已上架'), words });
      continue;
    }
    const who = departmentOf({ department: item.department, ownerName: item.unionName });
    await moveOrder(ask, order.id, 'merge', { who, words: `合并到 ${first.number}`, change: { mergedInto: first.id } });
  }
}
