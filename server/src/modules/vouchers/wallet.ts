/** The wallet: a person's vouchers, and one of them with the shops where it is used. */
import { dayOf } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { maskName } from '@niangjia/shared/rules/masks';
import type { VoucherState } from '@niangjia/shared/rules/vouchers';
import { type Ask, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { shopsFor } from './shops';
import { toVoucher, type UsedFacts, type VoucherFacts } from './show';
import { sayPlace } from './usable';

type Row = VoucherFacts & Partial<UsedFacts> & { unionPath: string; merchantIds: string; personId: string };

const SELECT_SHOWN = `SELECT v.id, v.campaignId, v.kindId, v.personId, v.state, v.givenAt, v.useUntil, v.extendedAt, v.usedAt,
    k.title, k.words, k.worth, k.minSpendFen, k.offFen, k.listFen, k.subsidyFen, k.merchantFen, k.bankFen, k.merchantIds,
    c.title AS campaignTitle, c.useFrom, c.extendMonths, u.name AS unionName, u.path AS unionPath
  FROM voucher v JOIN voucher_kind k ON k.id = v.kindId JOIN campaign c ON c.id = v.campaignId
  JOIN trade_union u ON u.id = c.unionId`;

/** Where and for how much a voucher was used; undefined when it was not. */
async function useOf(ask: Ask, voucherId: string): Promise<UsedFacts | undefined> {
  const [row] = await query<UsedFacts & { merchantName: string }>(
    ask.db,
    `SELECT r.spendFen, r.offFen, r.subsidyFen, r.merchantFen, r.bankFen, r.paysFen, s.name AS shopName, m.name AS merchantName
     FROM redemption r JOIN shop s ON s.id = r.shopId JOIN merchant m ON m.id = r.merchantId WHERE r.liveVoucher = ?`,
    [voucherId],
  );
  return row && { ...row, shopName: sayPlace(row) };
}

async function loadOwn(ask: Ask, id: string): Promise<Row> {
  const [row] = await query<Row>(ask.db, `${SELECT_SHOWN} WHERE v.id = ?`, [id]);
  if (!row || row.personId !== personOf(ask).personId) throw new Refusal('NOT_FOUND', { denied: `voucher:${id}` });
  return row;
}

/** One own voucher as it is now. Throws NOT_FOUND. */
export async function loadShown(ask: Ask, id: string) {
  return toVoucher(await loadOwn(ask, id), dayOf(ask.now), await useOf(ask, id));
}

/** Throws NOT_FOUND for another person's. */
export async function showOwn(ask: Ask, id: string) {
  const row = await loadOwn(ask, id);
  const [person] = await query<{ name: string | null }>(ask.db, 'SELECT name FROM person WHERE id = ?', [row.personId]);
  return {
    voucher: toVoucher(row, dayOf(ask.now), await useOf(ask, id)),
    shops: await shopsFor(ask, row),
    nameMasked: maskName(person?.name ?? ''),
  };
}

const PLACES: Record<VoucherState, string> = {
  issued: `v.state = 'issued' AND v.useUntil >= ?`,
  used: `v.state = 'used' AND ? <> ''`,
  expired: `(v.state = 'expired' OR (v.state = 'issued' AND v.useUntil < ?))`,
  returned: `v.state = 'returned' AND ? <> ''`,
};

/** A page of the wallet, newest first; those of one state as it is today. */
export async function listWallet(ask: Ask, { state, after }: { state?: VoucherState; after?: string }) {
  const today = dayOf(ask.now);
  const where = state ? PLACES[state] : `? <> ''`;
  const rows = await query<Row>(
    ask.db,
    `${SELECT_SHOWN} WHERE v.personId = ? AND ${where} AND v.id < ? ORDER BY v.id DESC LIMIT ${limits.page + 1}`,
    [personOf(ask).personId, today, after ?? '~'],
  );
  const page = rows.slice(0, limits.page);
  const items = [];
  for (const row of page)
    items.push(toVoucher(row, today, row.state === 'used' ? await useOf(ask, row.id) : undefined));
  const next = rows.length > page.length ? (page.at(-1)?.id ?? null) : null;
  return { now: ask.now.toISOString(), items, next };
}

/** How many the person can use today, and how many of those have their last days. `endingDay`: counts up to this day. */
export async function countUsable(ask: Ask, personId: string, endingDay: string) {
  const [row] = await query<{ usable: number | string; ending: number | string | null }>(
    ask.db,
    `SELECT COUNT(*) AS usable, SUM(CASE WHEN useUntil <= ? THEN 1 ELSE 0 END) AS ending
     FROM voucher WHERE personId = ? AND state = 'issued' AND useUntil >= ?`,
    [endingDay, personId, dayOf(ask.now)],
  );
  return { usable: Number(row?.usable ?? 0), ending: Number(row?.ending ?? 0) };
}
