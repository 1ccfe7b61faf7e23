/** Undos as staff see them. */
import { limits } from '@niangjia/shared/rules/limits';
import { maskName } from '@niangjia/shared/rules/masks';
import type { UndoState } from '@niangjia/shared/rules/vouchers';
import { type Ask, mustReach, staffOf, withinReach } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { Redemption, RedemptionUndo } from './entity';
import { billIn } from './show';

const PERMISSION = 'redemptions.confirm';

export type FoundUndo = RedemptionUndo &
  Pick<
    Redemption,
    'voucherId' | 'shopId' | 'spendFen' | 'offFen' | 'subsidyFen' | 'merchantFen' | 'bankFen' | 'paysFen'
  > & {
    redeemedAt: string;
    unionPath: string;
    shopName: string;
    merchantName: string;
    title: string;
    holderName: string;
    cashierName: string;
    deciderName: string | null;
    /** The natural person who is the cashier now: by the phone number. */
    cashierPhone: string;
    cashierPerson: string | null;
    cashierIdNumber: string | null;
    /** Who entered the cashier, and whose voucher it is. */
    makerIdNumber: string | null;
    holderPerson: string;
    holderIdNumber: string | null;
  };

const FROM = `FROM redemption_undo x JOIN redemption r ON r.id = x.redemptionId JOIN shop s ON s.id = r.shopId
  JOIN merchant m ON m.id = r.merchantId JOIN trade_union u ON u.id = m.unionId`;
const SELECT = `SELECT x.*, r.voucherId, r.shopId, r.spendFen, r.offFen, r.subsidyFen, r.merchantFen, r.bankFen,
    r.paysFen, r.at AS redeemedAt, u.path AS unionPath, s.name AS shopName, m.name AS merchantName, k.title,
    COALESCE(p.name, '') AS holderName, c.name AS cashierName, a.name AS deciderName, c.phoneIndex AS cashierPhone,
    q.id AS cashierPerson, q.idNumberIndex AS cashierIdNumber,
    b.idNumberIndex AS makerIdNumber, p.id AS holderPerson, p.idNumberIndex AS holderIdNumber
  ${FROM} JOIN voucher_kind k ON k.id = r.kindId JOIN person p ON p.id = r.personId JOIN cashier c ON c.id = x.cashierId
  LEFT JOIN person q ON q.phoneIndex = c.phoneIndex LEFT JOIN staff_account a ON a.id = x.decidedBy
  LEFT JOIN staff_account b ON b.id = c.createdBy`;

/** The asking staff member as a natural person: what the account knows of it. */
export async function asPerson(ask: Ask) {
  const { accountId, personId, idNumberIndex } = staffOf(ask);
  const [row] = await query<{ phoneIndex: string | null }>(
    ask.db,
    'SELECT phoneIndex FROM staff_account WHERE id = ?',
    [accountId],
  );
  return { personId, idNumberIndex, phoneIndex: row?.phoneIndex ?? null };
}
type AsPerson = Awaited<ReturnType<typeof asPerson>>;

/**
 * Whether who decides is concerned: has asked, under whatever account, phone number or ID number; holds the voucher; or
 * entered the cashier, behind whose phone number nobody else has looked.
 */
export const isConcerned = (undo: FoundUndo, { personId, idNumberIndex, phoneIndex }: AsPerson): boolean =>
  [idNumberIndex, phoneIndex].some((one) => one !== null && one === undo.asker) ||
  (idNumberIndex !== null && [undo.cashierIdNumber, undo.makerIdNumber, undo.holderIdNumber].includes(idNumberIndex)) ||
  (personId !== null && [undo.cashierPerson, undo.holderPerson].includes(personId)) ||
  (phoneIndex !== null && phoneIndex === undo.cashierPhone);

const toUndo = (row: FoundUndo, by: AsPerson) => ({
  id: row.id,
  redemptionId: row.redemptionId,
  at: row.at,
  reason: row.reason,
  state: row.state,
  askedBy: row.cashierName,
  shopName: row.shopName,
  merchantName: row.merchantName,
  title: row.title,
  nameMasked: maskName(row.holderName),
  redeemedAt: row.redeemedAt,
  bill: billIn(row),
  refusal: row.refusal,
  decidedBy: row.deciderName,
  mayDecide: row.state === 'asked' && by.idNumberIndex !== null && !isConcerned(row, by),
});

/** An undo of a merchant within reach. Throws NOT_FOUND, also for other unions' ones. */
export async function loadUndo(ask: Ask, id: string): Promise<FoundUndo> {
  const [undo] = await query<FoundUndo>(ask.db, `${SELECT} WHERE x.id = ?`, [id]);
  if (!undo) throw new Refusal('NOT_FOUND', { denied: `undo:${id}` });
  mustReach(ask, PERMISSION, undo.unionPath, `undo:${id}`);
  ask.about(`undo:${id}`, { redemption: undo.redemptionId });
  return undo;
}

export const describeUndo = async (ask: Ask, id: string) => toUndo(await loadUndo(ask, id), await asPerson(ask));

/** Newest first, within reach; `waiting`: how many are not decided yet, whatever is shown. */
export async function listUndos(
  ask: Ask,
  { state, after }: { state?: UndoState | undefined; after?: string | undefined },
) {
  const reach = withinReach(ask, PERMISSION, 'u.path');
  const rows = await query<FoundUndo>(
    ask.db,
    `${SELECT} WHERE ${reach.sql} AND x.id < ? ${state ? 'AND x.state = ?' : ''}
     ORDER BY x.id DESC LIMIT ${limits.page + 1}`,
    [...reach.values, after ?? '~', ...(state ? [state] : [])],
  );
  const [open] = await query<{ waiting: number | string }>(
    ask.db,
    `SELECT COUNT(*) AS waiting ${FROM} WHERE ${reach.sql} AND x.state = 'asked'`,
    reach.values,
  );
  const by = await asPerson(ask);
  const items = rows.slice(0, limits.page).map((row) => toUndo(row, by));
  const next = rows.length > limits.page ? (items.at(-1)?.id ?? null) : null;
  return { items, next, waiting: Number(open?.waiting ?? 0) };
}
