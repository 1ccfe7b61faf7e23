/** Pools: proposed to units nearby, seen by the planner. */
import { addWorkingDays, dayOf, endOfDay, sayDay } from '@niangjia/shared/rules/days';
import { ANSWER_DAYS } from '@niangjia/shared/rules/orders';
import { type Ask, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, insertOnce, query, update } from '../../core/sql';
import { among } from '../../core/together';
import { type Pool, PoolPartTable, PoolTable, ServiceOrderTable } from './entity';
import { CANDIDATE, type CandidateRow, canShare, findPools, toCandidate } from './found';
import { type FoundOrder, loadOwnedOrder } from './load';
import { ownedBy } from './owned';
import { partsOf } from './pool-of';
import { addStep } from './step';
import { tellUnit } from './tell';
import { aboutOrder, departmentOf } from './words';

async function openPools(ask: Ask, own: { sql: string; values: string[] }) {
  const pools = await query<Pool & { title: string }>(
    ask.db,
    `SELECT g.*, i.title FROM pool g JOIN menu_item i ON i.id = g.itemId
     WHERE (g.state = 'proposed' OR (g.state = 'agreed' AND g.visitId IS NULL)) AND g.id IN (
       SELECT p.poolId FROM pool_part p JOIN service_order o ON o.id = p.openOrder
       JOIN trade_union w ON w.id = o.ownerId WHERE ${own.sql})
     ORDER BY g.id LIMIT 100`,
    own.values,
  );
  const open = [];
  for (const { id, itemId, title, state, answerBy } of pools) {
    const parts = await partsOf(ask.db, id);
    open.push({
      id,
      itemId,
      title,
      state,
      answerBy,
      orders: parts.map(({ orderId, ...part }) => ({ id: orderId, ...part })),
    });
  }
  return open;
}

/** Of the caller's departments: what could be proposed, and what was. */
export async function listPools(ask: Ask) {
  const own = ownedBy(ask);
  return { found: await findPools(ask.db, own), open: await openPools(ask, own) };
}

/** Refusals POOL_UNLIKE, TOO_MANY_PEOPLE. */
async function mustShare(ask: Ask, orders: readonly FoundOrder[]): Promise<void> {
  const some = among(orders.map(({ id }) => id));
  const rows = await query<CandidateRow>(
    ask.db,
    `SELECT ${CANDIDATE} FROM service_order o JOIN menu_item i ON i.id = o.itemId JOIN trade_union u ON u.id = o.unionId
     WHERE o.id IN (${some.places}) AND o.sharing = 1 AND o.latitude IS NOT NULL AND i.poolKm > 0`,
    some.values,
  );
  const line = rows.map(toCandidate);
  const fits = line.every((a, nth) => line.slice(nth + 1).every((b) => canShare(a, b)));
  if (orders.length < 2 || line.length < orders.length || !fits) throw new Refusal('POOL_UNLIKE');
  const people = line.reduce((sum, one) => sum + one.people, 0);
  if (people > (line[0]?.maxPeople ?? 0)) throw new Refusal('TOO_MANY_PEOPLE');
}

/** Refusals NOT_FOUND, ORDER_ELSEWHERE, ORDER_STATE (also for one that is in a pool already), POOL_UNLIKE, TOO_MANY_PEOPLE. */
export async function proposePool(ask: Ask, given: readonly string[]): Promise<{ id: string }> {
  const orders: FoundOrder[] = [];
  for (const id of new Set(given)) orders.push(await loadOwnedOrder(ask, id));
  for (const { id } of orders)
    if ((await update(ask.db, ServiceOrderTable, { id, state: 'accepted' }, { state: 'accepted' })) === 0)
      throw new Refusal('ORDER_STATE');
  await mustShare(ask, orders);
  const [first] = orders as [FoundOrder];
  const id = ulid();
  const lastDay = addWorkingDays(dayOf(ask.now), ANSWER_DAYS, ask.kit.isWorkingDay);
  await insert(ask.db, PoolTable, {
    ...{ id, itemId: first.itemId as string, ownerId: first.ownerId, state: 'proposed' },
    ...{ answerBy: endOfDay(lastDay).toISOString(), visitId: null },
    ...{ createdBy: staffOf(ask).accountId, createdAt: ask.now.toISOString() },
  });
  for (const [nth, order] of orders.entries()) {
    const part = { id: ulid(), poolId: id, orderId: order.id, openOrder: order.id, nth };
    if (!(await insertOnce(ask.db, PoolPartTable, { ...part, answer: 'waiting', answeredAt: null })))
      throw new Refusal('ORDER_STATE');
    await addStep(ask, order.id, 'pool', { who: departmentOf(order) });
    await tellUnit(ask, order, {
      title: aboutOrder(order, '可以拼单'),
      words: `可和附近 ${orders.length - 1} 家单位一起在${first.placeName}办，请在${sayDay(lastDay)}前答复是否同意。`,
    });
  }
  ask.about(`pool:${id}`, { orders: orders.length });
  return { id };
}
