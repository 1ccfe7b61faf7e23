/** What whoever looks can do with an order now: the buttons of its page. The acts ask for themselves again. */
import type { Reply } from '@niangjia/shared/contract/index';
import { canMove, type Move } from '@niangjia/shared/rules/moves';
import { type OrderState, type OrderVerb, orderMoves } from '@niangjia/shared/rules/orders';
import type { Ask } from '../../core/ask';
import { type FoundOrder, isOwn, maySee } from './load';
import type { VisitRow } from './visit-of';

type Shown = Reply<'GET /orders/:id'>;
type Act = Shown['may'][number];
const moves: Record<OrderVerb, Move<OrderState, 'unit' | 'planner' | 'system'>> = orderMoves;

/** An order whose visit has begun is not cancelled any more. */
export const hasBegun = (visit: Pick<VisitRow, 'startAt'> | undefined, now: Date): boolean =>
  visit !== undefined && visit.startAt <= now.toISOString();

function ofUnit(ask: Ask, order: FoundOrder, visit: VisitRow | undefined, pool: Shown['pool']): Act[] {
  const may = (verb: OrderVerb) => canMove(moves, verb, order.state, 'unit');
  const now = ask.now.toISOString();
  const begun = hasBegun(visit, ask.now);
  const awaited = visit?.state === 'proposed' && (visit.answerBy === null || now <= visit.answerBy);
  const acts: Record<string, boolean> = {
    resubmit: may('resubmit'),
    cancel: may('cancel') && !begun,
    answer: order.state === 'assigned' && awaited && order.unitAgreedAt === null,
    confirm: may('confirm') && begun,
    rate: may('rate'),
    pool: order.state === 'accepted' && pool?.state === 'proposed' && pool.own === 'waiting' && now <= pool.answerBy,
  };
  return Object.keys(acts).filter((act) => acts[act]) as Act[];
}

function ofPlanner({ state, itemId }: FoundOrder): Act[] {
  const may = (verb: OrderVerb) => canMove(moves, verb, state, 'planner');
  const acts: Record<string, boolean> = {
    accept: may('accept') && itemId !== null,
    return: may('return'),
    forward: may('return'),
    merge: may('merge'),
    keep: may('keep') && itemId === null,
    plan: state === 'accepted',
  };
  return Object.keys(acts).filter((act) => acts[act]) as Act[];
}

export const mayOf = (ask: Ask, order: FoundOrder, visit: VisitRow | undefined, pool: Shown['pool']): Act[] => [
  ...(maySee(ask, order, 'orders.place') ? ofUnit(ask, order, visit, pool) : []),
  ...(isOwn(ask, order) ? ofPlanner(order) : []),
];
