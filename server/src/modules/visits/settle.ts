/** Once everybody has agreed, a visit is agreed and its orders are scheduled. */
import { sayStart } from '@niangjia/shared/rules/visits';
import type { Ask } from '../../core/ask';
import { update } from '../../core/sql';
import { moveOrder } from '../orders/move';
import { departmentOf } from '../orders/words';
import { VisitTable } from './entity';
import { heldVisit, ordersIn } from './load';
import { tellUnits, tellVisitExpert } from './tell';

/** After the expert or a unit agreed: of two at the same moment the second sees the first. */
export async function settleVisit(ask: Ask, visitId: string): Promise<void> {
  const visit = await heldVisit(ask, visitId);
  if (visit?.state !== 'proposed' || visit.expertAgreedAt === null) return;
  const orders = await ordersIn(ask.db, visitId);
  if (orders.length === 0 || orders.some(({ unitAgreedAt }) => unitAgreedAt === null)) return;
  const agreed = { state: 'agreed' as const, answerBy: null };
  if ((await update(ask.db, VisitTable, { id: visitId, state: 'proposed' }, agreed)) === 0) return;
  const when = `${sayStart(visit.startAt)}，${visit.placeName}`;
  for (const order of orders) await moveOrder(ask, order.id, 'schedule', { who: departmentOf(order), words: when });
  const said = { title: `“${visit.title}”已排定`, words: `${when}。专家和单位都已答应，前一天再提醒您。` };
  await tellVisitExpert(ask, visit, said);
  await tellUnits(ask, orders, said);
}
