/** Who redeems: a person signed in with a phone number that stands as cashier of an open shop (never a staff account). */
import { dayOf } from '@niangjia/shared/rules/days';
import { type Ask, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { Merchant } from '../merchants/entity';
import { quotasOf } from '../merchants/quota';

export interface OwnShop {
  cashierId: string;
  shopId: string;
  shopName: string;
  offlinePerDay: number;
  merchantId: string;
  merchantName: string;
  merchantPath: string;
}

/** The asking person's shops: open, of a merchant that runs and whose contract holds today. */
async function ownShops(ask: Ask, shopId?: string): Promise<OwnShop[]> {
  const today = dayOf(ask.now);
  return query<OwnShop>(
    ask.db,
    `SELECT c.id AS cashierId, s.id AS shopId, s.name AS shopName, s.offlinePerDay, m.id AS merchantId,
       m.name AS merchantName, u.path AS merchantPath
     FROM person p JOIN cashier c ON c.openPhone = p.phoneIndex JOIN shop s ON s.id = c.shopId
     JOIN merchant m ON m.id = s.merchantId JOIN trade_union u ON u.id = m.unionId
     WHERE p.id = ? ${shopId === undefined ? '' : 'AND s.id = ?'} AND s.closedAt IS NULL AND m.endedAt IS NULL
       AND m.contractFrom <= ? AND m.contractTo >= ? ORDER BY s.id`,
    [personOf(ask).personId, ...(shopId === undefined ? [] : [shopId]), today, today],
  );
}

/** One of the asking person's shops; any other is NOT_FOUND. `denied`: what was asked for, when it is not the shop. */
export async function mustOwnShop(ask: Ask, shopId: string, denied = `shop:${shopId}`): Promise<OwnShop> {
  const [shop] = await ownShops(ask, shopId);
  if (!shop) throw new Refusal('NOT_FOUND', { denied });
  return shop;
}

/** By shop: how many were redeemed on a day and not undone, and what they took off. */
async function sumsOf(ask: Ask, shops: OwnShop[], onDay: string) {
  const rows = await query<{ shopId: string; redeemed: number | string; offFen: number | string }>(
    ask.db,
    `SELECT r.shopId, COUNT(*) AS redeemed, SUM(r.offFen) AS offFen FROM redemption r
     LEFT JOIN redemption x ON x.undoOf = r.id
     WHERE r.shopId IN (${shops.map(() => '?').join(', ')}) AND r.onDay = ? AND r.undoOf IS NULL AND x.id IS NULL
     GROUP BY r.shopId`,
    [...shops.map(({ shopId }) => shopId), onDay],
  );
  return new Map(rows.map((row) => [row.shopId, { redeemed: Number(row.redeemed), offFen: Number(row.offFen) }]));
}

/** The shops where the asking person redeems; none for everybody else. */
export async function listOwnShops(ask: Ask) {
  const shops = await ownShops(ask);
  if (shops.length === 0) return { shops: [] };
  const today = dayOf(ask.now);
  const sums = await sumsOf(ask, shops, today);
  const merchants = await query<Merchant>(
    ask.db,
    `SELECT * FROM merchant WHERE id IN (${shops.map(() => '?').join(', ')})`,
    shops.map(({ merchantId }) => merchantId),
  );
  const quotas = await quotasOf(ask, merchants, today);
  return {
    shops: shops.map(({ shopId, shopName, merchantId, merchantName, offlinePerDay }) => ({
      id: shopId,
      name: shopName,
      merchantName,
      offlinePerDay,
      today: sums.get(shopId)?.redeemed ?? 0,
      todayOffFen: sums.get(shopId)?.offFen ?? 0,
      quota: quotas.get(merchantId) ?? null,
    })),
  };
}
