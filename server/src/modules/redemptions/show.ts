/** A redemption as a cashier sees it: what it was worth and a masked name, nothing else of the member. */
import { dayOf } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { maskName } from '@niangjia/shared/rules/masks';
import type { Bill, UndoState } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { mustOwnShop } from './cashier';
import type { Redemption } from './entity';

export const billIn = (row: Bill): Bill => ({
  spendFen: row.spendFen,
  offFen: row.offFen,
  subsidyFen: row.subsidyFen,
  merchantFen: row.merchantFen,
  bankFen: row.bankFen,
  paysFen: row.paysFen,
});

type Shown = Redemption & { shopName: string; title: string; holderName: string; undoState: UndoState | null };

const SELECT = `SELECT r.*, s.name AS shopName, k.title, COALESCE(p.name, '') AS holderName,
    (SELECT x.state FROM redemption_undo x WHERE x.redemptionId = r.id ORDER BY x.id DESC LIMIT 1) AS undoState
  FROM redemption r JOIN shop s ON s.id = r.shopId JOIN voucher_kind k ON k.id = r.kindId
  JOIN person p ON p.id = r.personId`;

const toRedemption = (row: Shown) => ({
  id: row.id,
  at: row.at,
  shopId: row.shopId,
  shopName: row.shopName,
  title: row.title,
  nameMasked: maskName(row.holderName),
  source: row.source,
  bill: billIn(row),
  undo: row.undoState,
});
type ShownRedemption = ReturnType<typeof toRedemption>;

/** The redemption that a pass has led to, if it has; `loss`: an offline one of a voucher that was used before. */
export async function findByPass(
  ask: Ask,
  pass: string,
): Promise<{ loss: boolean; redemption: ShownRedemption } | undefined> {
  const [row] = await query<Shown>(ask.db, `${SELECT} WHERE r.pass = ?`, [pass]);
  return row && { loss: Boolean(row.loss), redemption: toRedemption(row) };
}

/** A redemption that is known to be there. */
export async function describeRedemption(ask: Ask, id: string): Promise<ShownRedemption> {
  const [row] = await query<Shown>(ask.db, `${SELECT} WHERE r.id = ?`, [id]);
  if (!row) throw new Error('a redemption that was there is gone');
  return toRedemption(row);
}

/** An own shop's redemptions of this Shanghai day, newest first. Refusal NOT_FOUND. */
export async function listToday(ask: Ask, { shopId, after }: { shopId: string; after?: string | undefined }) {
  await mustOwnShop(ask, shopId);
  const rows = await query<Shown>(
    ask.db,
    `${SELECT} WHERE r.shopId = ? AND r.onDay = ? AND r.undoOf IS NULL AND r.id < ?
     ORDER BY r.id DESC LIMIT ${limits.page + 1}`,
    [shopId, dayOf(ask.now), after ?? '~'],
  );
  const items = rows.slice(0, limits.page).map(toRedemption);
  return { items, next: rows.length > limits.page ? (items.at(-1)?.id ?? null) : null };
}
