/** A merchant through its own doors, and redemptions that are simply there: for tests that begin after the month. */
import { ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { insert, update } from '@niangjia/server/core/sql';
import { madeUpPhone } from '@niangjia/server/demo/people';
import { type Redemption, RedemptionTable } from '@niangjia/server/modules/redemptions/entity';
import type { Input, Reply } from '@niangjia/shared/contract/index';
import { sign, steppedUp } from './two-persons';
import type { StaffMember, World } from './world';

export type Merchant = Reply<'GET /merchants/:id'>;

export const ACCOUNT = '6222020111122223333';
export const payeeBody = { name: '青州示例餐饮有限公司', bank: '示例银行青州支行', account: ACCOUNT };

/** A valid body: lunch at 8 yuan instead of 26, a thousand times a year. */
export const merchantBody = (
  unionId: string,
  different: Partial<Input<'POST /merchants'>['body']> = {},
): Input<'POST /merchants'>['body'] => ({
  unionId,
  name: '示例小馆',
  contactPhone: '0536-0000301',
  contractNumber: 'HT-2026-11',
  contractFrom: '2026-03-01',
  contractTo: '2029-02-28',
  serviceTitle: '工作餐',
  listFen: 2600,
  priceFen: 800,
  yearlyQuota: 1000,
  ...different,
});

export const shopBody = {
  name: '北门店',
  address: '青州市示例路 1 号',
  latitude: 36.684528,
  longitude: 118.479622,
  offlinePerDay: 20,
};

let nth = 9000;
export const cashierBody = (name = '收银小赵') => {
  nth += 1;
  return { name, phone: madeUpPhone(nth) };
};

/** A merchant of the street's union with one shop and one cashier. */
export async function openMerchant(by: Pick<StaffMember, 'api'>, unionId: string, name?: string): Promise<Merchant> {
  const { id } = await by.api('POST /merchants', { body: merchantBody(unionId, name ? { name } : {}) });
  const { shopList } = await by.api('POST /merchants/:id/shops', { params: { id }, body: shopBody });
  const shop = shopList[0]?.id ?? '';
  return by.api('POST /shops/:id/cashiers', { params: { id: shop }, body: cashierBody() });
}

/** Its account, proposed and signed. */
export async function givePayee(world: World, by: StaffMember, releaser: StaffMember, id: string, body = payeeBody) {
  await steppedUp(world, by);
  const act = await by.api('POST /merchants/:id/payee', { params: { id }, body });
  return sign(world, releaser, act.id);
}

/** 满 50 减 40 on a bill of 60 yuan: 20 from the union, 10 from the merchant, 10 from the bank. */
const plain = { spendFen: 6000, offFen: 4000, subsidyFen: 2000, merchantFen: 1000, bankFen: 1000, paysFen: 2000 };
type Given = Partial<Redemption> & { onDay: string };

/** One redemption at a merchant's first shop; `onDay` is its Shanghai day, at noon. */
export async function plantRedemption(kit: Kit, merchant: Merchant, given: Given): Promise<Redemption> {
  const shop = merchant.shopList[0];
  const id = ulid();
  const row: Redemption = {
    id,
    voucherId: ulid(),
    kindId: ulid(),
    campaignId: ulid(),
    merchantId: merchant.id,
    shopId: shop?.id ?? '',
    cashierId: shop?.cashiers[0]?.id ?? '',
    personId: ulid(),
    source: 'code',
    undoOf: null,
    liveVoucher: null,
    pass: id,
    loss: false,
    ...plain,
    at: `${given.onDay}T04:00:00.000Z`,
    latitude: null,
    longitude: null,
    settlementId: null,
    ...given,
  };
  await kit.db.tx((db) => insert(db, RedemptionTable, row));
  return row;
}

/** The same with all amounts negative, as the door writes an undo. */
export async function plantUndo(kit: Kit, merchant: Merchant, of: Redemption, onDay: string): Promise<Redemption> {
  await kit.db.tx((db) => update(db, RedemptionTable, { id: of.id }, { liveVoucher: null }));
  const { spendFen, offFen, subsidyFen, merchantFen, bankFen, paysFen, voucherId, loss } = of;
  const less = { spendFen: -spendFen, offFen: -offFen, subsidyFen: -subsidyFen, merchantFen: -merchantFen };
  return plantRedemption(kit, merchant, {
    ...less,
    bankFen: -bankFen,
    paysFen: -paysFen,
    voucherId,
    loss,
    undoOf: of.id,
    onDay,
  });
}
