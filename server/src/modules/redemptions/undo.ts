/** A cashier asks for an undo; a second person decides (security.md d.3 row 16). */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { type Ask, personOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query } from '../../core/sql';
import { loadPerson } from '../people/person';
import { mustOwnShop } from './cashier';
import { type Redemption, RedemptionUndoTable } from './entity';
import { describeRedemption } from './show';

/** Holds a redemption until the transaction ends: one undo of it at a time. */
export const holdRedemption = (ask: Ask, id: string): Promise<unknown> =>
  ask.db.query('UPDATE redemption SET settlementId = settlementId WHERE id = ?', [id]);

/** Of today and yesterday, once. Refusals NOT_FOUND, UNDO_OVER. */
export async function askUndo(ask: Ask, id: string, reason: string) {
  await holdRedemption(ask, id);
  const [row] = await query<Redemption>(ask.db, 'SELECT * FROM redemption WHERE id = ?', [id]);
  if (!row) throw new Refusal('NOT_FOUND', { denied: `redemption:${id}` });
  const shop = await mustOwnShop(ask, row.shopId, `redemption:${id}`);
  const asked = await query(ask.db, 'SELECT id FROM redemption_undo WHERE redemptionId = ?', [id]);
  if (asked.length > 0 || row.undoOf !== null) throw new Refusal('UNDO_OVER');
  if (row.onDay < addDays(dayOf(ask.now), -1))
    throw new Refusal('UNDO_OVER', { sentence: '只能撤销今天和昨天的核销。更早的请联系工会。' });
  const person = await loadPerson(ask, personOf(ask).personId);
  await insert(ask.db, RedemptionUndoTable, {
    ...{ id: ulid(), redemptionId: id, openRedemption: id, state: 'asked', reason },
    cashierId: shop.cashierId,
    asker: person.idNumberIndex ?? person.phoneIndex ?? '',
    at: ask.now.toISOString(),
    ...{ decidedBy: null, decider: null, decidedAt: null, refusal: null },
  });
  ask.about(`redemption:${id}`, { shop: shop.shopId });
  return describeRedemption(ask, id);
}
