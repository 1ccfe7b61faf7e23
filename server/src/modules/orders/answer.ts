/** A unit answers a proposed visit, or cancels its order. */
import type { Body } from '@niangjia/shared/contract/index';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { declineVisit } from '../visits/decline';
import type { Visit } from '../visits/entity';
import { settleVisit } from '../visits/settle';
import { describeOrder } from './describe';
import { ServiceOrderTable } from './entity';
import { loadOrder } from './load';
import { hasBegun } from './may';
import { moveOrder } from './move';
import { addStep } from './step';

const visitById = async (ask: Ask, id: string | null): Promise<Visit | undefined> =>
  (await query<Visit>(ask.db, 'SELECT * FROM visit WHERE id = ?', [id]))[0];

/**
 * A yes counts once the expert and the other units have said it too; a no cancels the visit, and the order goes back to
 * its place in the line. Refusals NOT_FOUND, REASON_MISSING, ORDER_STATE, OFFER_OVER.
 */
export async function answerVisit(ask: Ask, id: string, { visitId, agree, reason }: Body<'POST /orders/:id/answer'>) {
  const order = await loadOrder(ask, id, 'orders.place');
  if (!agree && reason === null) throw new Refusal('REASON_MISSING');
  if (order.state !== 'assigned') throw new Refusal('ORDER_STATE');
  const visit = await visitById(ask, visitId);
  const now = ask.now.toISOString();
  const open = order.visitId === visitId && visit?.state === 'proposed' && now <= (visit.answerBy ?? now);
  if (!open) throw new Refusal('OFFER_OVER');
  ask.about(`order:${id}`, { visit: visitId, agree });
  const still = { id, state: 'assigned' as const, visitId };
  if ((await update(ask.db, ServiceOrderTable, still, agree ? { unitAgreedAt: now } : { visitId })) === 0)
    throw new Refusal('OFFER_OVER');
  if (agree) {
    if (order.unitAgreedAt === null) await addStep(ask, id, 'agree', { who: order.unionName });
    await settleVisit(ask, visitId);
  } else {
    await addStep(ask, id, 'decline', { who: order.unionName, words: reason });
    await declineVisit(ask, visitId, id, { ending: 'unit', reason: reason ?? '' });
  }
  return describeOrder(ask, id);
}

/** Its visit is cancelled too, and the time offered to whoever is next. Refusals NOT_FOUND, VISIT_BEGUN, ORDER_STATE. */
export async function cancelOrder(ask: Ask, id: string, reason: string) {
  const order = await loadOrder(ask, id, 'orders.place');
  if (hasBegun(await visitById(ask, order.visitId), ask.now)) throw new Refusal('VISIT_BEGUN');
  await moveOrder(ask, id, 'cancel', {
    ...{ who: order.unionName, words: reason },
    change: { visitId: null, unitAgreedAt: null },
  });
  if (order.visitId !== null) await declineVisit(ask, order.visitId, id, { ending: 'unit', reason });
  return { done: true as const };
}
