/** A scanned code: what it is worth here. Nothing is used up, and nothing else is said of the member (security.md G6). */
import type { Body } from '@niangjia/shared/contract/index';
import { maskName } from '@niangjia/shared/rules/masks';
import { PASS_MINUTES, sayWorth } from '@niangjia/shared/rules/vouchers';
import { type Ask, personOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { readVoucherCode } from '../vouchers/code';
import { takesKind } from '../vouchers/shops';
import { type FoundVoucher, loadUsable, mustBeUsable } from '../vouchers/usable';
import { mustOwnShop, type OwnShop } from './cashier';
import { mustNotBeGuessing, refuseWrongCode } from './guesses';
import { signPass } from './pass';

/** Refusals VOUCHER_USED, VOUCHER_EXPIRED, VOUCHER_RETURNED, VOUCHER_EARLY, NOT_HERE. */
export async function mustBeUsableAt(ask: Ask, voucher: FoundVoucher, shop: OwnShop): Promise<void> {
  await mustBeUsable(ask, voucher);
  if (voucher.personId === personOf(ask).personId)
    throw new Refusal('NOT_HERE', { sentence: '不能核销自己的券。请换一位核销员扫码。' });
  if (!takesKind(voucher, shop)) throw new Refusal('NOT_HERE');
}

/**
 * Answers with a pass for one redemption. Refusals NOT_FOUND (no shop of the asking person), LOCKED, CODE_WRONG,
 * CODE_OLD, and those of `mustBeUsableAt`.
 */
export async function lookAt(ask: Ask, { shopId, code }: Body<'POST /redemptions/look'>) {
  const shop = await mustOwnShop(ask, shopId);
  ask.about(`shop:${shopId}`);
  await mustNotBeGuessing(ask);
  const read = readVoucherCode(ask.kit, code, ask.now);
  const voucher = read === 'wrong' ? undefined : await loadUsable(ask, read.voucherId);
  // A menu's code is a mistake; only what looks like a voucher's is a guess.
  if (!code.startsWith('NJV1.')) throw new Refusal('CODE_WRONG');
  if (read === 'wrong' || !voucher) return refuseWrongCode(ask);
  ask.about(`voucher:${voucher.id}`, { shop: shopId });
  await mustBeUsableAt(ask, voucher, shop);
  // A step that has served stays dead, also once its redemption was undone.
  if (read.step <= voucher.lastStep) throw new Refusal('CODE_OLD');
  const at = ask.now.getTime();
  const { worth, minSpendFen, offFen, listFen, subsidyFen, merchantFen, bankFen } = voucher;
  return {
    pass: signPass(ask.kit, { c: shop.cashierId, s: shopId, v: voucher.id, t: read.step, at, n: ulid() }),
    until: new Date(at + PASS_MINUTES * 60_000).toISOString(),
    title: voucher.title,
    campaignTitle: voucher.campaignTitle,
    nameMasked: maskName(voucher.holderName),
    worth,
    worthWords: sayWorth(voucher),
    ...{ minSpendFen, offFen, listFen, subsidyFen, merchantFen, bankFen },
  };
}
