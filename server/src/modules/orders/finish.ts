/** A unit confirms that it was served, and rates. */
import type { Body } from '@niangjia/shared/contract/index';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { tellExpert } from '../experts/load';
import { describeOrder } from './describe';
import { loadOrder } from './load';
import { moveOrder } from './move';
import { visitOf } from './visit-of';

/** Needs the expert's record and somebody of the unit who signed in. Refusals NOT_FOUND, ORDER_STATE, RECORD_MISSING, SIGN_INS_MISSING. */
export async function confirmOrder(ask: Ask, id: string) {
  const order = await loadOrder(ask, id, 'orders.place');
  if (order.state !== 'scheduled') throw new Refusal('ORDER_STATE');
  const visit = await visitOf(ask.db, order);
  if (!visit || visit.row.recordedAt === null) throw new Refusal('RECORD_MISSING');
  if (visit.shown.signedIn === 0) throw new Refusal('SIGN_INS_MISSING');
  const change = { deliveredAt: ask.now.toISOString() };
  await moveOrder(ask, id, 'confirm', { who: order.unionName, change });
  return describeOrder(ask, id);
}

/** Once; the expert is told. Refusals NOT_FOUND, ORDER_STATE. */
export async function rateOrder(ask: Ask, id: string, { stars, words }: Body<'POST /orders/:id/rate'>) {
  const order = await loadOrder(ask, id, 'orders.place');
  const change = { stars, ratingWords: words, ratedAt: ask.now.toISOString() };
  await moveOrder(ask, id, 'rate', { who: order.unionName, words: `${stars} 颗星`, change });
  const visit = await visitOf(ask.db, order);
  if (visit)
    await tellExpert(ask, visit.row.expertId, {
      title: '收到单位的评价',
      words: `${order.unionName}对“${order.title}”评了 ${stars} 颗星。谢谢您。`,
      page: `expert/visit?id=${visit.row.id}`,
      number: visit.row.number,
    });
  ask.about(`order:${id}`, { stars });
  return describeOrder(ask, id);
}
