/** A settlement line by line: one redemption each, or the undo of one. */
import { limits } from '@niangjia/shared/rules/limits';
import { maskName } from '@niangjia/shared/rules/masks';
import type { EntityManager } from 'typeorm';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import type { Redemption } from '../redemptions/entity';
import { loadSettlement } from './load';

type Amounts = Pick<Redemption, 'spendFen' | 'subsidyFen' | 'merchantFen' | 'bankFen' | 'paysFen'>;
type Row = Amounts &
  Pick<Redemption, 'id' | 'at' | 'source' | 'undoOf'> & {
    loss: boolean | number;
    shopName: string | null;
    cashierName: string | null;
    campaignTitle: string | null;
    title: string | null;
    name: string | null;
  };

const toLine = (row: Row) => ({
  redemptionId: row.id,
  at: row.at,
  shopName: row.shopName ?? '',
  cashierName: row.cashierName ?? '',
  campaignTitle: row.campaignTitle ?? '',
  title: row.title ?? '',
  nameMasked: maskName(row.name ?? ''),
  source: row.source,
  undo: row.undoOf !== null,
  undoOf: row.undoOf,
  loss: Boolean(row.loss),
  spendFen: row.spendFen,
  subsidyFen: row.subsidyFen,
  merchantFen: row.merchantFen,
  bankFen: row.bankFen,
  paysFen: row.paysFen,
});
export type Line = ReturnType<typeof toLine>;

/** Up to `count` lines after the redemption `after`, in the order of their ids. */
export async function readLines(
  db: EntityManager,
  settlementId: string,
  after: string,
  count: number,
): Promise<Line[]> {
  const rows = await query<Row>(
    db,
    `SELECT r.id, r.at, r.source, r.undoOf, r.loss, r.spendFen, r.subsidyFen, r.merchantFen, r.bankFen, r.paysFen,
       s.name AS shopName, h.name AS cashierName, c.title AS campaignTitle, k.title, p.name
     FROM redemption r LEFT JOIN shop s ON s.id = r.shopId LEFT JOIN cashier h ON h.id = r.cashierId
     LEFT JOIN campaign c ON c.id = r.campaignId LEFT JOIN voucher_kind k ON k.id = r.kindId
     LEFT JOIN person p ON p.id = r.personId
     WHERE r.settlementId = ? AND r.id > ? ORDER BY r.id LIMIT ${Number(count)}`,
    [settlementId, after],
  );
  return rows.map(toLine);
}

/** Oldest first. Refusal NOT_FOUND. */
export async function listLines(ask: Ask, id: string, after: string | undefined) {
  await loadSettlement(ask, id, 'settlements.read');
  const found = await readLines(ask.db, id, after ?? '', limits.page + 1);
  const items = found.slice(0, limits.page);
  return { items, next: found.length > limits.page ? (items.at(-1)?.redemptionId ?? null) : null };
}
