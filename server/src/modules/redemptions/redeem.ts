/** One use of one voucher. Which of many is first, the database decides. */
import type { Body } from '@niangjia/shared/contract/index';
import { dayOf, sayTime } from '@niangjia/shared/rules/days';
import { type Bill, billOf, PASS_MINUTES, sayYuan, type Worth } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce } from '../../core/sql';
import { notify } from '../notices/notify';
import { VoucherTable } from '../vouchers/entity';
import { type FoundVoucher, loadUsable, sayPlace } from '../vouchers/usable';
import { mustOwnShop } from './cashier';
import { type Redemption, RedemptionTable } from './entity';
import { mustBeUsableAt } from './look';
import { readPass } from './pass';
import { describeRedemption, findByPass } from './show';

/** Millionths of a degree. */
const MILLION = 1_000_000;

/** Refusals SPEND_MISSING, SPEND_TOO_LOW (saying the threshold). */
export function mustComeTo(worth: Worth, spendFen: number | null): Bill {
  if (worth.worth === 'off' && spendFen === null) throw new Refusal('SPEND_MISSING');
  const bill = billOf(worth, spendFen ?? 0);
  if (bill) return bill;
  const threshold = worth.minSpendFen > 0 ? `满 ${sayYuan(worth.minSpendFen)} 元` : '大于 0 元';
  throw new Refusal('SPEND_TOO_LOW', { sentence: `消费金额要${threshold}才能用这张券，请核对后再试。` });
}

/** Holds a voucher until the transaction ends: what is read of it afterwards stays. */
export const holdVoucher = (ask: Ask, id: string): Promise<unknown> =>
  ask.db.query('UPDATE voucher SET lastStep = lastStep WHERE id = ?', [id]);

/** Makes an issued voucher used; false when it is not issued any more, or a code of this step has served before. */
export async function useUp(ask: Ask, voucherId: string, at: string, step: number | null): Promise<boolean> {
  const result = await ask.db
    .createQueryBuilder()
    .update(VoucherTable)
    .set({ state: 'used', usedAt: at, ...(step !== null && { lastStep: step }) })
    .where(`id = :voucherId AND state = 'issued'`, { voucherId })
    .andWhere(step === null ? '1 = 1' : 'lastStep < :step', { step })
    .execute();
  return result.affected === 1;
}

type Written = Pick<
  Redemption,
  'source' | 'pass' | 'loss' | 'at' | 'onDay' | 'latitude' | 'longitude' | 'shopId' | 'merchantId' | 'cashierId'
>;

/** Writes the row; the id of it, or null when another row uses the voucher up, or the same pass came first. */
export async function writeRedemption(
  ask: Ask,
  voucher: FoundVoucher,
  bill: Bill,
  written: Written,
): Promise<string | null> {
  const id = ulid();
  const kept = await insertOnce(ask.db, RedemptionTable, {
    ...{ id, voucherId: voucher.id, kindId: voucher.kindId, campaignId: voucher.campaignId },
    ...{ personId: voucher.personId, undoOf: null, liveVoucher: written.loss ? null : voucher.id },
    ...bill,
    ...written,
    settlementId: null,
  });
  return kept ? id : null;
}

/** Tells the holder where the voucher was used. */
export const tellUsed = (
  ask: Ask,
  { id, personId, title }: FoundVoucher,
  place: { merchantName: string; shopName: string },
  at: string,
  bill: Bill,
): Promise<void> =>
  notify(ask, personId, {
    kind: 'voucher',
    title: '福利券已使用',
    words:
      `您的“${title}”于 ${sayTime(at)} 在${sayPlace(place)}使用，优惠 ${sayYuan(bill.offFen)} 元。` +
      '如果不是您本人使用，请联系发券的工会。',
    page: `voucher/one?id=${id}`,
  });

/**
 * The same pass again has no second effect and gets the redemption as it is now, however late.
 * Refusals NOT_FOUND (not one's own pass), PASS_OLD, SPEND_MISSING, SPEND_TOO_LOW, and those of `mustBeUsableAt`.
 */
export async function redeem(ask: Ask, body: Body<'POST /redemptions'>) {
  const pass = readPass(ask.kit, body.pass);
  const shop = await mustOwnShop(ask, pass.s);
  if (shop.cashierId !== pass.c) throw new Refusal('NOT_FOUND', { denied: `shop:${pass.s}` });
  await holdVoucher(ask, pass.v);
  const earlier = await findByPass(ask, pass.n);
  if (earlier) return earlier.redemption;
  if (ask.now.getTime() > pass.at + PASS_MINUTES * 60_000) throw new Refusal('PASS_OLD');
  const voucher = await loadUsable(ask, pass.v);
  if (!voucher) throw new Refusal('NOT_FOUND', { denied: `voucher:${pass.v}` });
  await mustBeUsableAt(ask, voucher, shop);
  const bill = mustComeTo(voucher, body.spendFen);
  const at = ask.now.toISOString();
  if (!(await useUp(ask, voucher.id, at, pass.t))) throw new Refusal('PASS_OLD');
  const id = await writeRedemption(ask, voucher, bill, {
    ...{ source: 'code', pass: pass.n, loss: false, at, onDay: dayOf(at) },
    latitude: body.place && Math.round(body.place.latitude * MILLION),
    longitude: body.place && Math.round(body.place.longitude * MILLION),
    ...{ shopId: shop.shopId, merchantId: shop.merchantId, cashierId: shop.cashierId },
  });
  if (id === null) throw new Refusal('VOUCHER_USED');
  ask.about(`redemption:${id}`, { voucher: voucher.id, shop: shop.shopId });
  await tellUsed(ask, voucher, shop, at, bill);
  return describeRedemption(ask, id);
}
