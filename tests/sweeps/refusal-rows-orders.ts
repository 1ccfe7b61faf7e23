/** How each refusal comes about that the menu, orders and pools can meet. */
import type { Answer } from '../world';
import { send } from './cast';
import { ask, bodyOf, changed, type How, missing, NOWHERE, scene as stage, twice } from './refusal-stage';
import {
  itemOf,
  type OrderKeys,
  orderIn,
  orderProbes,
  orderWith,
  pairOf,
  plannerOf,
  reason,
  wishIn,
} from './rows-orders';

/** The call that the probe makes, after something was changed in the database about what it names. */
const after =
  (key: OrderKeys, sql: string): How =>
  async () => {
    const call = await orderProbes[key](stage);
    await stage.world.sql(sql, [call.params?.id]);
    return send(stage, key, call);
  };
/** An order that stands where this act does not begin. */
const stands = (key: OrderKeys, state = 'cancelled'): How =>
  after(key, `UPDATE service_order SET state = '${state}' WHERE id = ?`);
/** By a planner of another department. */
const elsewhere =
  (key: OrderKeys): How =>
  async () =>
    ask(key, { token: (await plannerOf(stage, 'legal')).token });
const past = { days: [{ day: '2026-11-22', part: 'am' }] };
const inPools = async (given: object): Promise<Answer> =>
  ask('POST /pools', { body: { ...(await bodyOf('POST /pools')), ...given } });

export const orderRefusals: Record<string, How> = {
  'GET /menu/:id NOT_FOUND': missing('GET /menu/:id'),
  'POST /menu-items NOT_FOUND': () => changed('POST /menu-items', { unionId: NOWHERE }),
  'POST /menu-items ORDER_STATE': async () =>
    changed('POST /menu-items', { fromOrderIds: [await wishIn(stage, 'submitted')] }),
  'POST /menu-items ORDER_ELSEWHERE': elsewhere('POST /menu-items'),
  'POST /menu-items/:id ORDER_ELSEWHERE': elsewhere('POST /menu-items/:id'),
  'POST /menu-items/:id/withdraw ORDER_ELSEWHERE': elsewhere('POST /menu-items/:id/withdraw'),
  'POST /menu-items/:id/offer ORDER_ELSEWHERE': elsewhere('POST /menu-items/:id/offer'),
  'POST /menu-items/:id NOT_FOUND': missing('POST /menu-items/:id'),
  'POST /menu-items/:id/withdraw NOT_FOUND': missing('POST /menu-items/:id/withdraw'),
  'POST /menu-items/:id/withdraw ITEM_WITHDRAWN': () => twice('POST /menu-items/:id/withdraw'),
  'POST /menu-items/:id/offer NOT_FOUND': missing('POST /menu-items/:id/offer'),
  'POST /menu-items/:id/offer ITEM_OFFERED': () => twice('POST /menu-items/:id/offer'),
  'POST /orders NOT_FOUND': () => changed('POST /orders', { unionId: NOWHERE }),
  'POST /orders ITEM_WITHDRAWN': async () =>
    changed('POST /orders', { itemId: (await itemOf(stage, undefined, { state: 'withdrawn' })).id }),
  'POST /orders TOO_FEW_PEOPLE': () => changed('POST /orders', { people: 2 }),
  'POST /orders ORDER_OPEN': async () => {
    const call = await orderProbes['POST /orders'](stage);
    await send(stage, 'POST /orders', call);
    return send(stage, 'POST /orders', call);
  },
  'POST /orders WISHES_FULL': async () => {
    const [unionId, itemId] = [stage.world.unions.street.id, null];
    const wish = { title: '想请人教颈椎操', group: 'health' };
    for (let nth = 0; nth < 10; nth += 1) await changed('POST /orders', { unionId, itemId, wish });
    return changed('POST /orders', { unionId, itemId, wish });
  },
  'POST /orders DAY_PAST': () => changed('POST /orders', past),
  'GET /orders/:id NOT_FOUND': missing('GET /orders/:id'),
  'POST /orders/:id/resubmit NOT_FOUND': missing('POST /orders/:id/resubmit'),
  'POST /orders/:id/resubmit ORDER_STATE': () => twice('POST /orders/:id/resubmit'),
  'POST /orders/:id/resubmit TOO_FEW_PEOPLE': () => changed('POST /orders/:id/resubmit', { people: 2 }),
  'POST /orders/:id/resubmit DAY_PAST': () => changed('POST /orders/:id/resubmit', past),
  'POST /orders/:id/cancel NOT_FOUND': missing('POST /orders/:id/cancel'),
  'POST /orders/:id/cancel ORDER_STATE': () => twice('POST /orders/:id/cancel'),
  'POST /orders/:id/cancel VISIT_BEGUN': async () => {
    const { order, visit } = await orderWith(stage, 'agreed');
    await stage.world.sql('UPDATE visit SET startAt = ? WHERE id = ?', ['2026-11-01T01:00:00.000Z', visit.id]);
    return ask('POST /orders/:id/cancel', { params: { id: order.id } });
  },
  'POST /orders/:id/answer NOT_FOUND': missing('POST /orders/:id/answer'),
  'POST /orders/:id/answer ORDER_STATE': stands('POST /orders/:id/answer'),
  'POST /orders/:id/answer OFFER_OVER': after(
    'POST /orders/:id/answer',
    `UPDATE visit SET answerBy = '2026-11-01T00:00:00.000Z'
     WHERE id = (SELECT o.visitId FROM service_order o WHERE o.id = ?)`,
  ),
  'POST /orders/:id/answer REASON_MISSING': () => changed('POST /orders/:id/answer', { agree: false }),
  'POST /orders/:id/confirm NOT_FOUND': missing('POST /orders/:id/confirm'),
  'POST /orders/:id/confirm ORDER_STATE': () => twice('POST /orders/:id/confirm'),
  'POST /orders/:id/confirm RECORD_MISSING': async () =>
    ask('POST /orders/:id/confirm', { params: { id: (await orderWith(stage, 'agreed')).order.id } }),
  'POST /orders/:id/confirm SIGN_INS_MISSING': after(
    'POST /orders/:id/confirm',
    'DELETE FROM attendance WHERE visitId = (SELECT o.visitId FROM service_order o WHERE o.id = ?)',
  ),
  'POST /orders/:id/rate NOT_FOUND': missing('POST /orders/:id/rate'),
  'POST /orders/:id/rate ORDER_STATE': () => twice('POST /orders/:id/rate'),
  'POST /orders/:id/accept NOT_FOUND': missing('POST /orders/:id/accept'),
  'POST /orders/:id/accept ORDER_STATE': () => twice('POST /orders/:id/accept'),
  'POST /orders/:id/accept ORDER_ELSEWHERE': elsewhere('POST /orders/:id/accept'),
  'POST /orders/:id/accept ITEM_MISSING': async () =>
    ask('POST /orders/:id/accept', { params: { id: await wishIn(stage) } }),
  'POST /orders/:id/return NOT_FOUND': missing('POST /orders/:id/return'),
  'POST /orders/:id/return ORDER_STATE': () => twice('POST /orders/:id/return'),
  'POST /orders/:id/return ORDER_ELSEWHERE': elsewhere('POST /orders/:id/return'),
  'POST /orders/:id/forward NOT_FOUND': missing('POST /orders/:id/forward'),
  'POST /orders/:id/forward ORDER_STATE': stands('POST /orders/:id/forward'),
  'POST /orders/:id/forward ORDER_ELSEWHERE': elsewhere('POST /orders/:id/forward'),
  'POST /orders/:id/merge NOT_FOUND': missing('POST /orders/:id/merge'),
  'POST /orders/:id/merge ORDER_STATE': () => twice('POST /orders/:id/merge'),
  'POST /orders/:id/merge ORDER_ELSEWHERE': elsewhere('POST /orders/:id/merge'),
  'POST /orders/:id/merge MERGE_UNLIKE': async () =>
    ask('POST /orders/:id/merge', { params: { id: (await orderIn(stage)).order.id } }),
  'POST /orders/:id/keep NOT_FOUND': missing('POST /orders/:id/keep'),
  'POST /orders/:id/keep ORDER_STATE': () => twice('POST /orders/:id/keep'),
  'POST /orders/:id/keep ORDER_ELSEWHERE': elsewhere('POST /orders/:id/keep'),
  'POST /orders/:id/keep NOT_A_WISH': async () =>
    ask('POST /orders/:id/keep', { params: { id: (await orderIn(stage)).order.id }, body: reason }),
  'POST /pools NOT_FOUND': () => inPools({ orderIds: [NOWHERE, `${NOWHERE.slice(0, 25)}X`] }),
  'POST /pools ORDER_STATE': () => twice('POST /pools'),
  'POST /pools ORDER_ELSEWHERE': elsewhere('POST /pools'),
  'POST /pools POOL_UNLIKE': async () => {
    const [one, two] = [await pairOf(stage), await pairOf(stage)];
    return inPools({ orderIds: [one.ids[0], two.ids[0]] });
  },
  'POST /pools TOO_MANY_PEOPLE': async () => {
    const { item, ids } = await pairOf(stage);
    await stage.world.sql('UPDATE menu_item SET maxPeople = 40 WHERE id = ?', [item.id]);
    return inPools({ orderIds: ids });
  },
  'POST /orders/:id/pool-answer NOT_FOUND': missing('POST /orders/:id/pool-answer'),
  'POST /orders/:id/pool-answer ORDER_STATE': stands('POST /orders/:id/pool-answer'),
  'POST /orders/:id/pool-answer OFFER_OVER': () => twice('POST /orders/:id/pool-answer'),
};
