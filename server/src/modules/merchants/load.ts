/** Finding a merchant, and holding it while something of it changes. */
import type { Permission } from '@niangjia/shared/rules/roles';
import { type Ask, mustReach } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { Merchant, Shop } from './entity';

export type FoundMerchant = Merchant & { unionName: string; unionPath: string };

export const SELECT_MERCHANT = `SELECT m.*, u.name AS unionName, u.path AS unionPath FROM merchant m
  JOIN trade_union u ON u.id = m.unionId`;

/** A merchant within the reach of a permission. Throws NOT_FOUND, also for other unions' ones. */
export async function loadMerchant(ask: Ask, id: string, permission: Permission): Promise<FoundMerchant> {
  const [merchant] = await query<FoundMerchant>(ask.db, `${SELECT_MERCHANT} WHERE m.id = ?`, [id]);
  if (!merchant) throw new Refusal('NOT_FOUND', { denied: `merchant:${id}` });
  mustReach(ask, permission, merchant.unionPath, `merchant:${id}`);
  ask.about(`merchant:${id}`);
  return merchant;
}

/**
 * A merchant that still runs, held until the transaction ends: nothing is added to one that ends at the same moment.
 * Refusals NOT_FOUND, MERCHANT_ENDED.
 */
export async function holdMerchant(ask: Ask, id: string): Promise<FoundMerchant> {
  await ask.db.query('UPDATE merchant SET endReason = endReason WHERE id = ?', [id]);
  const merchant = await loadMerchant(ask, id, 'merchants.manage');
  if (merchant.endedAt !== null) throw new Refusal('MERCHANT_ENDED');
  return merchant;
}

type FoundShop = Shop & { unionPath: string };

/** A shop within the reach of `merchants.manage`. Throws NOT_FOUND. */
async function loadShop(ask: Ask, id: string): Promise<FoundShop> {
  const [shop] = await query<FoundShop>(
    ask.db,
    `SELECT s.*, u.path AS unionPath FROM shop s JOIN merchant m ON m.id = s.merchantId
     JOIN trade_union u ON u.id = m.unionId WHERE s.id = ?`,
    [id],
  );
  if (!shop) throw new Refusal('NOT_FOUND', { denied: `shop:${id}` });
  mustReach(ask, 'merchants.manage', shop.unionPath, `shop:${id}`);
  return shop;
}

/** An open shop of a running merchant, held as its merchant is. Refusals NOT_FOUND, MERCHANT_ENDED. */
export async function holdShop(ask: Ask, id: string): Promise<Shop> {
  await holdMerchant(ask, (await loadShop(ask, id)).merchantId);
  const shop = await loadShop(ask, id);
  if (shop.closedAt !== null)
    throw new Refusal('MERCHANT_ENDED', { sentence: '这家门店已经关闭。要重新营业，请登记一家新门店。' });
  ask.about(`merchant:${shop.merchantId}`, { shop: id });
  return shop;
}
