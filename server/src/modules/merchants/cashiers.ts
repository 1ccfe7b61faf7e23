/** Cashiers: whoever signs in on the phone with this number redeems at this shop. No staff account. */
import type { Body } from '@niangjia/shared/contract/index';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce, query } from '../../core/sql';
import { CashierTable, cashierPhonePlace } from './entity';
import { describeMerchant } from './list';
import { holdShop } from './load';

/** `phone` comes normalised from the contract. Refusals NOT_FOUND, MERCHANT_ENDED, CASHIER_THERE. */
export async function addCashier(ask: Ask, shopId: string, { name, phone }: Body<'POST /shops/:id/cashiers'>) {
  const { merchantId } = await holdShop(ask, shopId);
  const { secrets } = ask.kit;
  const id = ulid();
  const phoneIndex = secrets.index('phone', phone);
  const there = await query(ask.db, 'SELECT id FROM cashier WHERE shopId = ? AND openPhone = ?', [shopId, phoneIndex]);
  const added =
    there.length === 0 &&
    (await insertOnce(ask.db, CashierTable, {
      id,
      shopId,
      name,
      phoneIndex,
      phoneSealed: await secrets.seal(ask.db, cashierPhonePlace(id), phone, ask.now),
      openPhone: phoneIndex,
      since: ask.now.toISOString(),
      endedAt: null,
      endReason: null,
      createdBy: staffOf(ask).accountId,
    }));
  if (!added) throw new Refusal('CASHIER_THERE');
  ask.about(`merchant:${merchantId}`, { shop: shopId, cashier: id });
  return describeMerchant(ask, merchantId);
}

/** From now on this number redeems no more at this shop; one that has ended stays as it was. Refusal NOT_FOUND. */
export async function endCashier(ask: Ask, id: string, reason: string) {
  const [found] = await query<{ merchantId: string; unionPath: string }>(
    ask.db,
    `SELECT s.merchantId, u.path AS unionPath FROM cashier c JOIN shop s ON s.id = c.shopId
     JOIN merchant m ON m.id = s.merchantId JOIN trade_union u ON u.id = m.unionId WHERE c.id = ?`,
    [id],
  );
  if (!found) throw new Refusal('NOT_FOUND', { denied: `cashier:${id}` });
  mustReach(ask, 'merchants.manage', found.unionPath, `cashier:${id}`);
  ask.about(`merchant:${found.merchantId}`, { cashier: id });
  await ask.db.query(
    'UPDATE cashier SET openPhone = NULL, endedAt = ?, endReason = ? WHERE id = ? AND endedAt IS NULL',
    [ask.now.toISOString(), reason, id],
  );
  return describeMerchant(ask, found.merchantId);
}
