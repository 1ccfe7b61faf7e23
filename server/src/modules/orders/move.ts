/** An order's move: one conditional update that the rule's states decide, its clock, and the step that is kept. */
import { addWorkingDays, dayOf } from '@niangjia/shared/rules/days';
import {
  type OrderState,
  type OrderVerb,
  openOrderStates,
  orderMoves,
  orderTerms,
} from '@niangjia/shared/rules/orders';
import { In } from 'typeorm';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { type ServiceOrder, ServiceOrderTable } from './entity';
import { leavePool } from './pool-settle';
import { addStep, type Step } from './step';

/** The last day of a stage that begins today; of a scheduled order, counted from the day of its visit. */
export async function dueOf(ask: Ask, state: OrderState, orderId: string): Promise<string | null> {
  const term: number | undefined = (orderTerms as Partial<Record<OrderState, number>>)[state];
  if (term === undefined) return null;
  let from = dayOf(ask.now);
  if (state === 'scheduled') {
    const [visit] = await query<{ startAt: string }>(
      ask.db,
      'SELECT v.startAt FROM service_order o JOIN visit v ON v.id = o.visitId WHERE o.id = ?',
      [orderId],
    );
    if (visit) from = dayOf(visit.startAt);
  }
  return addWorkingDays(from, term, ask.kit.isWorkingDay);
}

/**
 * Moves an order, or throws ORDER_STATE when it stands elsewhere by now. Its clock starts anew; one that closes lets
 * the next order of its unit and item in; one that goes back into the line has lost its visit; one that leaves the
 * line leaves its pool (`change.visitId`: to a visit).
 */
export async function moveOrder(
  ask: Ask,
  orderId: string,
  verb: OrderVerb,
  { change, ...step }: Step & { change?: Partial<ServiceOrder> },
): Promise<void> {
  const { from, to } = orderMoves[verb];
  const open = (openOrderStates as readonly OrderState[]).includes(to);
  const result = await ask.db.update(
    ServiceOrderTable,
    { id: orderId, state: In([...from]) },
    {
      state: to,
      dueOn: await dueOf(ask, to, orderId),
      ...(!open && { openItem: null }),
      ...(to === 'accepted' && { visitId: null, unitAgreedAt: null }),
      ...change,
    },
  );
  if ((result.affected ?? 0) === 0) throw new Refusal('ORDER_STATE');
  if (from.includes('accepted' as never)) await leavePool(ask, orderId, change?.visitId ?? null);
  await addStep(ask, orderId, verb, step);
}
