/** A settlement is prepared from what was redeemed, and dropped while nobody has signed it. */
import { type Ask, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce, nextValue, query, update } from '../../core/sql';
import { loadMerchant } from '../merchants/load';
import { RedemptionTable } from '../redemptions/entity';
import { dayAfterMonth, isOver } from './due';
import { type Settlement, SettlementTable } from './entity';
import { describeSettlement } from './list';
import { loadSettlement, sumsOf } from './load';

/**
 * Gathers all redemptions of a merchant up to the end of a month (`2026-10`) that no settlement has yet: also those of
 * earlier months that came in late, and undos of what was settled before. Numbered `JS202610-0001`.
 * Refusals NOT_FOUND, MONTH_NOT_OVER, NOTHING_TO_SETTLE, SETTLED_ALREADY.
 */
export async function prepareSettlement(ask: Ask, { merchantId, month }: { merchantId: string; month: string }) {
  const merchant = await loadMerchant(ask, merchantId, 'settlements.prepare');
  if (!isOver(month, ask.now)) throw new Refusal('MONTH_NOT_OVER');
  const name = month.replace('-', '');
  const nth = await nextValue(ask.db, `settlement:${name}`);
  const id = ulid();
  const settlement: Settlement = {
    id,
    number: `JS${name}-${String(nth).padStart(4, '0')}`,
    merchantId,
    unionId: merchant.unionId,
    month,
    state: 'draft',
    lines: 0,
    undone: 0,
    spendFen: 0,
    subsidyFen: 0,
    merchantFen: 0,
    bankFen: 0,
    lossFen: 0,
    payFen: 0,
    preparedBy: staffOf(ask).accountId,
    preparedAt: ask.now.toISOString(),
    jointId: null,
    payeeName: null,
    payeeBank: null,
    payeeSealed: null,
    releasedAt: null,
    paidOn: null,
    reference: null,
  };
  if (!(await insertOnce(ask.db, SettlementTable, settlement))) throw new Refusal('SETTLED_ALREADY');
  await ask.db.query(
    'UPDATE redemption SET settlementId = ? WHERE merchantId = ? AND settlementId IS NULL AND onDay < ?',
    [id, merchantId, dayAfterMonth(month)],
  );
  // What was undone meanwhile is not paid first and asked back later.
  const taken = await query<{ id: string }>(
    ask.db,
    `SELECT x.id FROM redemption r JOIN redemption x ON x.undoOf = r.id
     WHERE r.settlementId = ? AND x.settlementId IS NULL`,
    [id],
  );
  for (const undo of taken) await update(ask.db, RedemptionTable, { id: undo.id }, { settlementId: id });
  const sums = await sumsOf(ask.db, id);
  if (sums.lines + sums.undone === 0) throw new Refusal('NOTHING_TO_SETTLE');
  if (sums.payFen < 0)
    throw new Refusal('NOTHING_TO_SETTLE', {
      sentence: '到这个月为止，撤销的金额多于核销的金额，没有可付的款。请并入下个月一起结算。',
    });
  await update(ask.db, SettlementTable, { id }, sums);
  const described = await describeSettlement(ask, id);
  ask.about(`settlement:${id}`, { merchant: merchantId, month, ...sums });
  return described;
}

/** Its redemptions wait for the next one. Refusals NOT_FOUND, SETTLEMENT_STATE. */
export async function dropSettlement(ask: Ask, id: string): Promise<{ done: true }> {
  const { merchantId, month, number } = await loadSettlement(ask, id, 'settlements.prepare');
  const { affected } = await ask.db.delete(SettlementTable, { id, state: 'draft' });
  if (affected !== 1) throw new Refusal('SETTLEMENT_STATE');
  await ask.db.query('UPDATE redemption SET settlementId = NULL WHERE settlementId = ?', [id]);
  ask.about(`settlement:${id}`, { merchant: merchantId, month, number });
  return { done: true };
}
