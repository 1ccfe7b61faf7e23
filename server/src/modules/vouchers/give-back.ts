/** A voucher that is not wanted goes back into the stock, and from there to the next in line. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { LATE_DAYS } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { VoucherTable } from './entity';
import { holdCampaign, takeStock } from './hold';
import { serveLine } from './line';
import { loadOwnOpen } from './own-open';
import { loadShown } from './wallet';

/** A shop without a network may have used it already. Refusal VOUCHER_USED, saying so. */
async function mustNotBeOutside(ask: Ask, voucherId: string): Promise<void> {
  const since = addDays(dayOf(ask.now), -LATE_DAYS);
  const codes = await query(ask.db, 'SELECT id FROM offline_code WHERE voucherId = ? AND onDay >= ?', [
    voucherId,
    since,
  ]);
  if (codes.length > 0)
    throw new Refusal('VOUCHER_USED', {
      sentence: `这张券取过离线码，门店可能已经核销。取码 ${LATE_DAYS} 天后还没有使用才能退回。`,
    });
}

/**
 * Gives an own voucher back, once: of two at the same moment one finds it returned already, and a shop that uses it
 * meanwhile is either before or after. Refusals NOT_FOUND, VOUCHER_USED, VOUCHER_EXPIRED, VOUCHER_RETURNED.
 */
export async function returnVoucher(ask: Ask, id: string) {
  const { campaignId, kindId } = await loadOwnOpen(ask, id);
  const stock = (await holdCampaign(ask.db, campaignId)).find((one) => one.kindId === kindId);
  if (!stock) throw new Error('a voucher without stock');
  await loadOwnOpen(ask, id);
  await mustNotBeOutside(ask, id);
  const back = { state: 'returned', nth: null, closedAt: ask.now.toISOString() } as const;
  if ((await update(ask.db, VoucherTable, { id, state: 'issued' }, back)) === 0) throw new Refusal('VOUCHER_USED');
  await takeStock(ask.db, stock, -1, null);
  const answer = await loadShown(ask, id);
  const { given } = await serveLine(ask, campaignId);
  ask.about(`voucher:${id}`, { campaign: campaignId, kind: kindId, given });
  return answer;
}
