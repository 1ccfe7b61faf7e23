/** Finding an order: by id, or for somebody who may see it, place it or plan it. */
import type { Permission } from '@niangjia/shared/rules/roles';
import { mayAct } from '@niangjia/shared/rules/roles';
import type { EntityManager } from 'typeorm';
import { type Ask, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { ServiceOrder } from './entity';

/** With the paths of who ordered and of whose department serves it. */
export type FoundOrder = ServiceOrder & {
  unionName: string;
  unionPath: string;
  ownerName: string;
  ownerPath: string;
};

export const SELECT_ORDER = `SELECT o.*, u.name AS unionName, u.path AS unionPath, w.name AS ownerName, w.path AS ownerPath
  FROM service_order o JOIN trade_union u ON u.id = o.unionId JOIN trade_union w ON w.id = o.ownerId`;

export async function orderById(db: EntityManager, id: string): Promise<FoundOrder | undefined> {
  const [order] = await query<FoundOrder>(db, `${SELECT_ORDER} WHERE o.id = ?`, [id]);
  return order;
}

export type OrderPermission = Extract<Permission, 'orders.place' | 'orders.read' | 'orders.plan'>;

/** Whoever orders has the unit within reach, whoever plans the owner, whoever reads either. */
export function maySee(ask: Ask, order: Pick<FoundOrder, 'unionPath' | 'ownerPath'>, permission: OrderPermission) {
  const { posts } = staffOf(ask);
  if (permission === 'orders.place') return mayAct(posts, permission, order.unionPath);
  if (permission === 'orders.plan') return mayAct(posts, permission, order.ownerPath);
  return mayAct(posts, permission, order.unionPath) || mayAct(posts, permission, order.ownerPath);
}

/** Throws NOT_FOUND, also for other people's orders. */
export async function loadOrder(ask: Ask, id: string, permission: OrderPermission): Promise<FoundOrder> {
  const order = await orderById(ask.db, id);
  if (!order || !maySee(ask, order, permission)) throw new Refusal('NOT_FOUND', { denied: `order:${id}` });
  ask.about(`order:${id}`);
  return order;
}

/** Whether the caller holds a post in the department that serves it, at the owner or above. */
export const isOwn = (ask: Ask, order: { department: string; ownerPath: string }): boolean =>
  staffOf(ask).posts.some(({ role, unionPath }) => role === order.department && order.ownerPath.startsWith(unionPath));

/** Throws ORDER_ELSEWHERE: all planners may look, only the owning department acts. */
export function mustOwn(ask: Ask, order: { department: string; ownerPath: string }): void {
  if (!isOwn(ask, order)) throw new Refusal('ORDER_ELSEWHERE');
}

/** As `loadOrder` for a planner of the department that serves it. Refusals NOT_FOUND, ORDER_ELSEWHERE. */
export async function loadOwnedOrder(ask: Ask, id: string): Promise<FoundOrder> {
  const order = await loadOrder(ask, id, 'orders.plan');
  mustOwn(ask, order);
  return order;
}
