/** Another time or another expert: a new visit, to which everybody agrees anew. */
import { sayStart } from '@niangjia/shared/rules/visits';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { departmentOf } from '../orders/words';
import { bookVisit } from './book';
import { describeVisit } from './describe';
import { cancelRow, release } from './end';
import type { Slot } from './fit';
import { loadPlannedVisit, ordersIn } from './load';
import { itemOf, mustFit, mustSuit } from './plan';
import { tellPresent, tellUnits, tellVisitExpert } from './tell';

/** Refusals as `planVisit`, but VISIT_STATE for those of the orders. The old visit knows the new one. */
export async function moveVisit(ask: Ask, id: string, { reason, ...slot }: Slot & { reason: string }) {
  const visit = await loadPlannedVisit(ask, id);
  const orders = await ordersIn(ask.db, id);
  const [host] = orders;
  if (!host) throw new Refusal('VISIT_STATE');
  const item = await itemOf(ask, visit.itemId);
  mustSuit(ask, item, slot);
  const newId = ulid();
  const wanted = { item, ownerPath: visit.ownerPath, orders, slot };
  const fit = await mustFit(ask, wanted);
  await cancelRow(ask, visit, { ending: 'moved', reason, movedTo: newId });
  const said = {
    title: `“${visit.title}”改期`,
    words: `原定${sayStart(visit.startAt)}，改为${sayStart(slot.startAt)}。原因：${reason}`,
  };
  await release(ask, orders, { who: departmentOf(host), words: `改期：${reason}` });
  await tellVisitExpert(ask, visit, said);
  await tellUnits(ask, orders, said);
  await tellPresent(ask, visit, said);
  await bookVisit(ask, wanted, fit, { id: newId, why: '改期' });
  ask.about(`visit:${newId}`, { movedFrom: id, expert: slot.expertId });
  return describeVisit(ask, newId);
}

/** Its orders go back to their places in the line; nobody is called up. Refusals NOT_FOUND, VISIT_STATE, ORDER_ELSEWHERE. */
export async function cancelVisit(ask: Ask, id: string, reason: string): Promise<{ done: true }> {
  const visit = await loadPlannedVisit(ask, id);
  const orders = await ordersIn(ask.db, id);
  await cancelRow(ask, visit, { ending: 'planner', reason });
  for (const order of orders) await release(ask, [order], { who: departmentOf(order), words: reason });
  const said = { title: `“${visit.title}”取消`, words: `原定${sayStart(visit.startAt)}的服务取消。原因：${reason}` };
  await tellVisitExpert(ask, visit, said);
  await tellUnits(ask, orders, said);
  await tellPresent(ask, visit, said);
  return { done: true };
}
