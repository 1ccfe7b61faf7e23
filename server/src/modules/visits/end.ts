/** Ends a visit that does not take place: its time is free, its orders stand in the line where they stood. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { VisitEnd } from '@niangjia/shared/rules/orders';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { update } from '../../core/sql';
import { freeHold } from '../experts/booked';
import type { FoundOrder } from '../orders/load';
import { moveOrder } from '../orders/move';
import { VisitTable } from './entity';
import type { FoundVisit } from './load';

interface End {
  ending: VisitEnd;
  reason: string | null;
  movedTo?: string;
}

/** Refusal VISIT_STATE. */
export async function cancelRow(ask: Ask, visit: FoundVisit, { ending, reason, movedTo }: End): Promise<void> {
  const over = { state: 'cancelled' as const, answerBy: null, ending, endReason: reason, movedTo: movedTo ?? null };
  if ((await update(ask.db, VisitTable, { id: visit.id, state: visit.state }, over)) === 0)
    throw new Refusal('VISIT_STATE');
  await freeHold(ask, visit.id);
}

/** `who` ended it, `words` why, as the unit reads it; `rises`: the planner has to act at once. */
export async function release(
  ask: Ask,
  orders: readonly FoundOrder[],
  { who, words, rises = false }: { who: string; words: string; rises?: boolean },
): Promise<void> {
  const change = rises ? { dueOn: dayOf(ask.now) } : {};
  for (const { id } of orders) await moveOrder(ask, id, 'release', { who, words, change });
}
