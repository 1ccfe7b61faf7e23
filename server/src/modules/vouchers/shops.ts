/** Where a kind of voucher is used. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';

interface ShopRow {
  id: string;
  name: string;
  address: string;
  offlinePerDay: number;
  merchantId: string;
  merchantName: string;
  merchantPath: string;
}

/**
 * Whether a merchant takes a kind: it is named, or none is named and it stands on the organiser's way up or within its
 * subtree. `merchantIds`: JSON as in `voucher_kind`.
 */
export function takesKind(
  kind: { merchantIds: string; unionPath: string },
  merchant: { merchantId: string; merchantPath: string },
): boolean {
  const named = JSON.parse(kind.merchantIds) as string[];
  if (named.length > 0) return named.includes(merchant.merchantId);
  return kind.unionPath.startsWith(merchant.merchantPath) || merchant.merchantPath.startsWith(kind.unionPath);
}

/** All open shops of merchants whose contract runs today; those of one installation are few. */
export const openShops = (ask: Ask): Promise<ShopRow[]> =>
  query<ShopRow>(
    ask.db,
    `SELECT s.id, s.name, s.address, s.offlinePerDay, m.id AS merchantId, m.name AS merchantName, u.path AS merchantPath
     FROM shop s JOIN merchant m ON m.id = s.merchantId JOIN trade_union u ON u.id = m.unionId
     WHERE s.closedAt IS NULL AND m.endedAt IS NULL AND m.contractFrom <= ? AND m.contractTo >= ? ORDER BY s.id`,
    [dayOf(ask.now), dayOf(ask.now)],
  );

/** Shops where a kind is used. */
export async function shopsFor(ask: Ask, kind: { merchantIds: string; unionPath: string }) {
  return (await openShops(ask))
    .filter((shop) => takesKind(kind, shop))
    .map(({ id, name, merchantName, address, offlinePerDay }) => ({
      ...{ id, name, merchantName, address },
      offline: offlinePerDay > 0,
    }));
}
