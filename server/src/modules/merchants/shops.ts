/** Shops of a merchant. A place is given in degrees and kept in millionths of one. */
import type { Body } from '@niangjia/shared/contract/index';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { badField } from '../../core/refusal';
import { insert, update } from '../../core/sql';
import { ShopTable } from './entity';
import { describeMerchant } from './list';
import { holdMerchant, holdShop } from './load';

const millionths = (degrees: number | null): number | null =>
  degrees === null ? null : Math.round(degrees * 1_000_000);

/** A place has both halves or none. Refusal BAD_INPUT. */
function columnsOf({ latitude, longitude, ...shop }: Body<'POST /shops/:id'>) {
  if ((latitude === null) !== (longitude === null))
    throw badField(latitude === null ? 'latitude' : 'longitude', '纬度和经度请一起填写，或都不填。');
  return { ...shop, latitude: millionths(latitude), longitude: millionths(longitude) };
}

/** Refusals NOT_FOUND, MERCHANT_ENDED. */
export async function addShop(ask: Ask, merchantId: string, given: Body<'POST /merchants/:id/shops'>) {
  await holdMerchant(ask, merchantId);
  const id = ulid();
  const createdAt = ask.now.toISOString();
  await insert(ask.db, ShopTable, { id, merchantId, ...columnsOf(given), closedAt: null, createdAt });
  ask.about(`merchant:${merchantId}`, { shop: id });
  return describeMerchant(ask, merchantId);
}

/** Refusals NOT_FOUND, MERCHANT_ENDED. */
export async function changeShop(ask: Ask, id: string, given: Body<'POST /shops/:id'>) {
  const { merchantId } = await holdShop(ask, id);
  await update(ask.db, ShopTable, { id }, columnsOf(given));
  return describeMerchant(ask, merchantId);
}

/** Its cashiers end with it. Refusals NOT_FOUND, MERCHANT_ENDED. */
export async function closeShop(ask: Ask, id: string, reason: string) {
  const { merchantId } = await holdShop(ask, id);
  const at = ask.now.toISOString();
  await update(ask.db, ShopTable, { id }, { closedAt: at });
  await ask.db.query(
    'UPDATE cashier SET openPhone = NULL, endedAt = ?, endReason = ? WHERE shopId = ? AND endedAt IS NULL',
    [at, reason, id],
  );
  return describeMerchant(ask, merchantId);
}
