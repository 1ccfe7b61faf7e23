/** A released settlement has been paid at the bank. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { Ask } from '../../core/ask';
import { badField, Refusal } from '../../core/refusal';
import { update } from '../../core/sql';
import { mustHaveSteppedUp } from '../people/staff';
import { SettlementTable } from './entity';
import { describeSettlement } from './list';
import { loadSettlement } from './load';

/**
 * `reference`: the bank's number of the payment. Not before the release, not in the future.
 * Refusals NOT_FOUND, SETTLEMENT_STATE, STEP_UP_FIRST.
 */
export async function notePaid(ask: Ask, id: string, { paidOn, reference }: { paidOn: string; reference: string }) {
  const row = await loadSettlement(ask, id, 'payments.make');
  mustHaveSteppedUp(ask);
  if (row.state !== 'released' || row.releasedAt === null) throw new Refusal('SETTLEMENT_STATE');
  const [released, today] = [dayOf(row.releasedAt), dayOf(ask.now)];
  if (paidOn < released || paidOn > today) throw badField('paidOn', `付款日期应在 ${released} 至 ${today} 之间。`);
  const change = { state: 'paid' as const, paidOn, reference };
  if ((await update(ask.db, SettlementTable, { id, state: 'released' }, change)) === 0)
    throw new Refusal('SETTLEMENT_STATE');
  const described = await describeSettlement(ask, id);
  ask.about(`settlement:${id}`, { payFen: row.payFen, paidOn, reference });
  return described;
}
