/** Steps of an order: appended only. */
import { type Ask, callerName } from '../../core/ask';
import { ulid } from '../../core/ids';
import { insert } from '../../core/sql';
import { type OrderStep, OrderStepTable } from './entity';

/** `who`: as people read it, a department, the unit or an expert. `by`: the caller unless it is said. */
export interface Step {
  who: string;
  by?: string;
  words?: string | null;
}

const doer = (ask: Ask): string => (ask.by.kind === 'nobody' ? 'system' : callerName(ask.by));

/** Writes what happened; beside the moves also what changes no state. */
export async function addStep(ask: Ask, orderId: string, what: string, { who, by, words }: Step): Promise<void> {
  const row: OrderStep = {
    ...{ id: ulid(), orderId, at: ask.now.toISOString(), by: by ?? doer(ask) },
    ...{ who: who.slice(0, 80), what, words: words ?? null },
  };
  await insert(ask.db, OrderStepTable, row);
}
