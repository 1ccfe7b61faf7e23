/** Merchants as staff see them. */
import { dayOf } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { maskPhone } from '@niangjia/shared/rules/masks';
import { mayAct } from '@niangjia/shared/rules/roles';
import { type Ask, staffOf, withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import { type Cashier, cashierPhonePlace, type Shop } from './entity';
import { type FoundMerchant, loadMerchant, SELECT_MERCHANT } from './load';
import { quotasOf } from './quota';

const MILLION = 1_000_000;
const degrees = (millionths: number | null): number | null => (millionths === null ? null : millionths / MILLION);

async function toRows(ask: Ask, merchants: FoundMerchant[]) {
  if (merchants.length === 0) return [];
  const today = dayOf(ask.now);
  const quotas = await quotasOf(ask, merchants, today);
  const shops = await query<{ merchantId: string; shops: number | string }>(
    ask.db,
    `SELECT merchantId, COUNT(*) AS shops FROM shop WHERE closedAt IS NULL
     AND merchantId IN (${merchants.map(() => '?').join(', ')}) GROUP BY merchantId`,
    merchants.map(({ id }) => id),
  );
  const open = new Map(shops.map((row) => [row.merchantId, Number(row.shops)]));
  return merchants.map((merchant) => ({
    id: merchant.id,
    number: merchant.number,
    unionId: merchant.unionId,
    unionName: merchant.unionName,
    name: merchant.name,
    contractTo: merchant.contractTo,
    running: merchant.endedAt === null && merchant.contractFrom <= today && today <= merchant.contractTo,
    shops: open.get(merchant.id) ?? 0,
    quota: quotas.get(merchant.id) ?? null,
  }));
}

/** Newest first, within the reach of `merchants.read`. */
export async function listMerchants(ask: Ask, after: string | undefined) {
  const reach = withinReach(ask, 'merchants.read', 'u.path');
  const found = await query<FoundMerchant>(
    ask.db,
    `${SELECT_MERCHANT} WHERE ${reach.sql} AND m.id < ? ORDER BY m.id DESC LIMIT ${limits.page + 1}`,
    [...reach.values, after ?? '~'],
  );
  const items = await toRows(ask, found.slice(0, limits.page));
  return { items, next: found.length > limits.page ? (items.at(-1)?.id ?? null) : null };
}

type FoundCashier = Cashier & { masterVersion: number | null; wrapped: string | null };

/** The number masked; an empty text once its key was destroyed. */
function phoneMaskedOf(ask: Ask, cashier: FoundCashier): string {
  const { id, masterVersion, wrapped, phoneSealed } = cashier;
  if (masterVersion === null || !wrapped) return '';
  return maskPhone(ask.kit.secrets.openWith({ masterVersion, wrapped }, cashierPhonePlace(id), phoneSealed));
}

async function shopsOf(ask: Ask, merchantId: string) {
  const shops = await query<Shop>(ask.db, 'SELECT * FROM shop WHERE merchantId = ? ORDER BY id', [merchantId]);
  const cashiers = await query<FoundCashier>(
    ask.db,
    `SELECT c.*, k.masterVersion, k.wrapped FROM shop s JOIN cashier c ON c.shopId = s.id
     LEFT JOIN data_key k ON k.subjectId = c.id WHERE s.merchantId = ? ORDER BY c.id`,
    [merchantId],
  );
  return shops.map((shop) => ({
    id: shop.id,
    name: shop.name,
    address: shop.address,
    latitude: degrees(shop.latitude),
    longitude: degrees(shop.longitude),
    offlinePerDay: shop.offlinePerDay,
    closedAt: shop.closedAt,
    cashiers: cashiers
      .filter(({ shopId }) => shopId === shop.id)
      .map((one) => ({
        id: one.id,
        name: one.name,
        phoneMasked: phoneMaskedOf(ask, one),
        since: one.since,
        endedAt: one.endedAt,
      })),
  }));
}

/** One merchant with its shops and cashiers. Refusal NOT_FOUND. */
export async function describeMerchant(ask: Ask, id: string) {
  const merchant = await loadMerchant(ask, id, 'merchants.read');
  const [row] = await toRows(ask, [merchant]);
  if (!row) throw new Error('a merchant without a row');
  const [act] = await query<{ id: string }>(ask.db, 'SELECT id FROM joint_act WHERE openKey = ?', [`payee:${id}`]);
  return {
    ...row,
    contactPhone: merchant.contactPhone,
    contractNumber: merchant.contractNumber,
    contractFrom: merchant.contractFrom,
    serviceTitle: merchant.serviceTitle,
    listFen: merchant.listFen,
    priceFen: merchant.priceFen,
    yearlyQuota: merchant.yearlyQuota,
    payeeName: merchant.payeeName,
    payeeBank: merchant.payeeBank,
    payeeMasked: merchant.payeeLast,
    payeeJointId: act?.id ?? null,
    endedAt: merchant.endedAt,
    endReason: merchant.endReason,
    shopList: await shopsOf(ask, id),
    mayManage: mayAct(staffOf(ask).posts, 'merchants.manage', merchant.unionPath),
  };
}
