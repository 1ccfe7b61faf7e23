/** The holder extends a voucher once by the months that the campaign allows (VOU-5). */
import { extendedDay } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { VoucherTable } from './entity';
import { loadOwnOpen } from './own-open';
import { loadShown } from './wallet';

/** Refusals NOT_FOUND, VOUCHER_USED, VOUCHER_EXPIRED, VOUCHER_RETURNED, NOT_EXTENDABLE. */
export async function extendVoucher(ask: Ask, id: string) {
  const voucher = await loadOwnOpen(ask, id);
  const [campaign] = await query<{ extendMonths: number }>(ask.db, 'SELECT extendMonths FROM campaign WHERE id = ?', [
    voucher.campaignId,
  ]);
  if (!campaign || campaign.extendMonths === 0 || voucher.extendedAt !== null) throw new Refusal('NOT_EXTENDABLE');
  const useUntil = extendedDay(voucher.useUntil, campaign.extendMonths);
  // Before its new last day the holder is reminded again.
  const longer = { useUntil, extendedAt: ask.now.toISOString(), remindedAt: null };
  const now = { id, state: 'issued', useUntil: voucher.useUntil } as const;
  // Used, given back, extended or marked as expired at the same moment: what stands now says why not.
  if ((await update(ask.db, VoucherTable, now, longer)) === 0) {
    await loadOwnOpen(ask, id);
    throw new Refusal('NOT_EXTENDABLE');
  }
  const answer = await loadShown(ask, id);
  ask.about(`voucher:${id}`, { campaign: voucher.campaignId, from: voucher.useUntil, to: useUntil });
  return answer;
}
