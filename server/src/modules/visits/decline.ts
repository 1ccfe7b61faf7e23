/** A unit does not come: by its answer, by cancelling its order, or by its silence. */
import type { Ask } from '../../core/ask';
import { update } from '../../core/sql';
import { PoolPartTable } from '../orders/entity';
import type { FoundOrder } from '../orders/load';
import { callUp } from './call-up';
import { cancelRow, release } from './end';
import { type Visit, VisitPartTable, VisitTable } from './entity';
import { type FoundVisit, heldVisit, isOpen, ordersIn } from './load';
import { settleVisit } from './settle';
import { tellUnits, tellVisitExpert } from './tell';

interface Why {
  ending: 'unit' | 'lapsed';
  reason: string | null;
}
const sayEnd = { unit: '单位没有答应或取消', lapsed: '没有在时限内答复' } as const;

/** Whether the visit is at this order's place: without its host a visit has nowhere to be. */
async function isHost(ask: Ask, { id, roomId }: Visit, orderId: string): Promise<boolean> {
  const [part] = await ask.db.find(VisitPartTable, { where: { visitId: id, orderId, nth: 0 } });
  return roomId === null && part !== undefined;
}

/** Whoever leaves a shared visit shares no more: the others are planned without it. */
const stopSharing = (ask: Ask, orderId: string) =>
  update(
    ask.db,
    PoolPartTable,
    { orderId, answer: 'agreed' },
    { answer: 'declined', answeredAt: ask.now.toISOString() },
  );

/** Units that leave a visit which goes on without them. */
async function dropOut(
  ask: Ask,
  visit: FoundVisit,
  leaver: FoundOrder | undefined,
  orderId: string,
  rest: FoundOrder[],
) {
  const leftAt = ask.now.toISOString();
  await update(ask.db, VisitPartTable, { visitId: visit.id, orderId }, { leftAt });
  const people = rest.reduce((sum, order) => sum + order.people, 0);
  await update(ask.db, VisitTable, { id: visit.id }, { people });
  await tellVisitExpert(ask, visit, {
    title: '上门服务少了一家单位',
    words: `“${visit.title}”照常办，人数改为约 ${people} 人。`,
  });
  if (leaver) await release(ask, [leaver], { who: leaver.unionName, words: '退出拼单，回到排队' });
}

/** Nobody is left to come, or its host is not: the visit ends, and its time is offered to the next. */
export async function giveUp(ask: Ask, visit: FoundVisit, orders: FoundOrder[], { ending, reason }: Why) {
  await cancelRow(ask, visit, { ending, reason });
  for (const order of orders) await release(ask, [order], { who: order.unionName, words: sayEnd[ending] });
  await tellVisitExpert(ask, visit, {
    title: '上门服务取消',
    words: `“${visit.title}”：${sayEnd[ending]}。这段时间先问排队的下一家，没有合适的就还给您。`,
  });
}

/**
 * The order goes back to its place in the line, unless it was cancelled before. The others of a shared visit go on
 * without it; else the visit ends and its time is offered at once to the next of the line. Nothing when it is over.
 */
export async function declineVisit(ask: Ask, visitId: string, orderId: string, why: Why): Promise<void> {
  const visit = await heldVisit(ask, visitId);
  if (!visit || !isOpen(visit)) return;
  const orders = await ordersIn(ask.db, visitId);
  const leaver = orders.find(({ id }) => id === orderId);
  const rest = orders.filter(({ id }) => id !== orderId);
  if (rest.length > 0) await stopSharing(ask, orderId);
  if (rest.length > 0 && !(await isHost(ask, visit, orderId))) {
    await dropOut(ask, visit, leaver, orderId, rest);
    return settleVisit(ask, visitId);
  }
  await giveUp(ask, visit, orders, why);
  await tellUnits(ask, rest, {
    title: `“${visit.title}”的安排取消`,
    words: '拼单的单位退出了。您单位在排队里的位置不变，排到时间会再告诉您。',
  });
  await callUp(ask, visit);
}
