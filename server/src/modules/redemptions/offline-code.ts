/** A member's code for a shop without a network: good for one voucher at one shop on one day (security.md G5). */
import { addDays, dayOf, endOfDay } from '@niangjia/shared/rules/days';
import { maskName } from '@niangjia/shared/rules/masks';
import { LATE_DAYS } from '@niangjia/shared/rules/vouchers';
import { type Ask, personOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query } from '../../core/sql';
import { openShops, takesKind } from '../vouchers/shops';
import { type FoundVoucher, loadUsable, mustBeUsable } from '../vouchers/usable';
import { OfflineCodeTable } from './entity';
import { signOffline } from './offline-keys';

/** Fen that a shop may take off offline on a day, for each code that it may get: 100 yuan on the average. */
const OFF_FEN_EACH = 10_000;

/** How much a shop that gets `most` codes a day may take off offline on that day. */
export const mostOffFen = (most: number): number => most * OFF_FEN_EACH;

/** Shops for which one voucher gets a code within the days in which a queue may still come: few enough to bound the loss. */
const SHOPS = 3;

/** Each further code may cost the union the voucher once more. Refusal OFFLINE_FULL, saying why. */
async function mustBeTrusted(ask: Ask, { id, personId }: FoundVoucher, onDay: string): Promise<void> {
  const codes = await query(ask.db, 'SELECT id FROM offline_code WHERE voucherId = ? AND onDay >= ?', [
    id,
    addDays(onDay, -LATE_DAYS),
  ]);
  if (codes.length >= SHOPS)
    throw new Refusal('OFFLINE_FULL', { sentence: `这张券已取过 ${SHOPS} 次离线码，请连上网络再用。` });
  const losses = await query(ask.db, 'SELECT id FROM redemption WHERE personId = ? AND loss = ? LIMIT 1', [
    personId,
    1,
  ]);
  if (losses.length > 0)
    throw new Refusal('OFFLINE_FULL', { sentence: '您有券被重复使用过，不能再取离线码。请连上网络再用，或联系工会。' });
}

/** Writes down that the code was given, once. Both limits hold here: a line that has no code is paid nowhere. */
async function give(ask: Ask, voucher: FoundVoucher, shopId: string, onDay: string): Promise<void> {
  // Takes the row of the shop, so that codes of the same moment are counted one after the other.
  await ask.db.query('UPDATE shop SET offlinePerDay = offlinePerDay WHERE id = ?', [shopId]);
  const mine = [voucher.id, shopId, onDay];
  const sql = 'SELECT id FROM offline_code WHERE voucherId = ? AND shopId = ? AND onDay = ?';
  if ((await query(ask.db, sql, mine)).length > 0) return;
  await mustBeTrusted(ask, voucher, onDay);
  const [shop] = await query<{ most: number; given: number | string; offFen: number | string }>(
    ask.db,
    `SELECT s.offlinePerDay AS most, COUNT(o.id) AS given, COALESCE(SUM(k.offFen), 0) AS offFen FROM shop s
     LEFT JOIN offline_code o ON o.shopId = s.id AND o.onDay = ? LEFT JOIN voucher v ON v.id = o.voucherId
     LEFT JOIN voucher_kind k ON k.id = v.kindId WHERE s.id = ? GROUP BY s.id, s.offlinePerDay`,
    [onDay, shopId],
  );
  const { most = 0, given = 0, offFen = 0 } = shop ?? {};
  if (Number(given) >= most || Number(offFen) + voucher.offFen > mostOffFen(most)) throw new Refusal('OFFLINE_FULL');
  const issuedAt = ask.now.toISOString();
  await insert(ask.db, OfflineCodeTable, { id: ulid(), voucherId: voucher.id, shopId, onDay, issuedAt });
}

/**
 * Good until the end of this Shanghai day; asked for again it is the same.
 * Refusals NOT_FOUND (not one's own voucher, or a shop that does not take it), VOUCHER_USED, VOUCHER_EXPIRED,
 * VOUCHER_RETURNED, VOUCHER_EARLY, SHOP_NOT_OFFLINE, OFFLINE_FULL.
 */
export async function makeOfflineCode(ask: Ask, voucherId: string, shopId: string) {
  const voucher = await loadUsable(ask, voucherId);
  if (voucher?.personId !== personOf(ask).personId) throw new Refusal('NOT_FOUND', { denied: `voucher:${voucherId}` });
  const shop = (await openShops(ask)).find(({ id }) => id === shopId);
  if (!shop || !takesKind(voucher, shop)) throw new Refusal('NOT_FOUND', { denied: `shop:${shopId}` });
  await mustBeUsable(ask, voucher);
  if (shop.offlinePerDay === 0) throw new Refusal('SHOP_NOT_OFFLINE');
  const onDay = dayOf(ask.now);
  await give(ask, voucher, shopId, onDay);
  ask.about(`voucher:${voucherId}`, { shop: shopId });
  const { worth, minSpendFen, offFen, listFen, subsidyFen, merchantFen, bankFen } = voucher;
  const code = signOffline(ask.kit, {
    ...{ v: voucherId, s: shopId, d: onDay },
    w: { worth, minSpendFen, offFen, listFen, subsidyFen, merchantFen, bankFen },
    ...{ t: voucher.title, m: maskName(voucher.holderName) },
  });
  return { code, until: endOfDay(onDay).toISOString() };
}
