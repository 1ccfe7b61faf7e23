/** Whether a voucher can be used now, and if not, why. */
import { dayOf, sayDay, sayTime } from '@niangjia/shared/rules/days';
import type { Worth } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { Voucher } from './entity';

/** A voucher with what it is worth, where it is used, and its holder's name. */
export type FoundVoucher = Pick<
  Voucher,
  'id' | 'kindId' | 'campaignId' | 'personId' | 'state' | 'useUntil' | 'lastStep'
> &
  Worth & {
    title: string;
    /** JSON as in `voucher_kind`, and the path of the organiser: what `takesKind` looks at. */
    merchantIds: string;
    unionPath: string;
    campaignTitle: string;
    useFrom: string;
    holderName: string;
  };

export async function loadUsable(ask: Ask, id: string): Promise<FoundVoucher | undefined> {
  const [row] = await query<FoundVoucher>(
    ask.db,
    `SELECT v.id, v.kindId, v.campaignId, v.personId, v.state, v.useUntil, v.lastStep, k.title, k.merchantIds,
       k.worth, k.minSpendFen, k.offFen, k.listFen, k.subsidyFen, k.merchantFen, k.bankFen,
       u.path AS unionPath, c.title AS campaignTitle, c.useFrom, COALESCE(p.name, '') AS holderName
     FROM voucher v JOIN voucher_kind k ON k.id = v.kindId JOIN campaign c ON c.id = v.campaignId
     JOIN trade_union u ON u.id = c.unionId JOIN person p ON p.id = v.personId WHERE v.id = ?`,
    [id],
  );
  return row;
}

/** Merchant and shop as people read them. */
export const sayPlace = (place: { merchantName: string; shopName: string }): string =>
  `${place.merchantName}（${place.shopName}）`;

/** When and where a voucher was used, as a sentence; the plain one when it is not known. */
async function sayUsed(ask: Ask, voucherId: string): Promise<string | undefined> {
  const [use] = await query<{ at: string; merchantName: string; shopName: string }>(
    ask.db,
    `SELECT r.at, m.name AS merchantName, s.name AS shopName FROM redemption r
     JOIN shop s ON s.id = r.shopId JOIN merchant m ON m.id = r.merchantId
     WHERE r.voucherId = ? AND r.undoOf IS NULL ORDER BY r.liveVoucher IS NULL, r.id DESC LIMIT 1`,
    [voucherId],
  );
  return use && `这张券已于 ${sayTime(use.at)} 在${sayPlace(use)}用过，不能再用。`;
}

/** Refusals VOUCHER_USED (naming time and place), VOUCHER_EXPIRED, VOUCHER_RETURNED, VOUCHER_EARLY. */
export async function mustBeUsable(ask: Ask, voucher: FoundVoucher): Promise<void> {
  const today = dayOf(ask.now);
  if (voucher.state === 'used') {
    const sentence = await sayUsed(ask, voucher.id);
    throw new Refusal('VOUCHER_USED', sentence ? { sentence } : {});
  }
  if (voucher.state === 'returned') throw new Refusal('VOUCHER_RETURNED');
  if (voucher.state === 'expired' || voucher.useUntil < today)
    throw new Refusal('VOUCHER_EXPIRED', { sentence: `这张券已于 ${sayDay(voucher.useUntil)} 过期，不能再用。` });
  if (voucher.useFrom > today)
    throw new Refusal('VOUCHER_EARLY', { sentence: `这张券从 ${sayDay(voucher.useFrom)} 起才能使用。` });
}
