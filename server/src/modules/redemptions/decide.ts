/** The second person decides on an undo. What is undone gets a row of its own with negative amounts. */
import { dayOf, sayTime } from '@niangjia/shared/rules/days';
import { fullStop } from '@niangjia/shared/rules/notices';
import { type Ask, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query, update } from '../../core/sql';
import { notify } from '../notices/notify';
import { type Voucher, VoucherTable } from '../vouchers/entity';
import { sayPlace } from '../vouchers/usable';
import { type Redemption, RedemptionTable, type RedemptionUndo, RedemptionUndoTable } from './entity';
import { holdVoucher } from './redeem';
import { holdRedemption } from './undo';
import { asPerson, describeUndo, type FoundUndo, isConcerned, loadUndo } from './undos';

/** Closes an undo that waits. Refusals NOT_FOUND, UNDO_OVER, NO_IDENTITY, SAME_PERSON. */
async function close(ask: Ask, id: string, change: Pick<RedemptionUndo, 'state' | 'refusal'>): Promise<FoundUndo> {
  const undo = await loadUndo(ask, id);
  await holdRedemption(ask, undo.redemptionId);
  const { idNumberIndex, ...rest } = await asPerson(ask);
  if (idNumberIndex === null) throw new Refusal('NO_IDENTITY');
  if (isConcerned(undo, { idNumberIndex, ...rest })) throw new Refusal('SAME_PERSON', { denied: `undo:${id}` });
  const closed = await update(
    ask.db,
    RedemptionUndoTable,
    { id, state: 'asked' },
    {
      ...change,
      openRedemption: null,
      decidedBy: staffOf(ask).accountId,
      decider: idNumberIndex,
      decidedAt: ask.now.toISOString(),
    },
  );
  if (closed === 0) throw new Refusal('UNDO_OVER');
  return undo;
}

/** The same again, taken back. */
const reversalOf = (row: Redemption, undoId: string, at: string): Redemption => ({
  ...row,
  ...{ id: ulid(), undoOf: row.id, liveVoucher: null, pass: `undo:${undoId}`, settlementId: null },
  loss: Boolean(row.loss),
  ...{ spendFen: -row.spendFen, offFen: -row.offFen, paysFen: -row.paysFen },
  ...{ subsidyFen: -row.subsidyFen, merchantFen: -row.merchantFen, bankFen: -row.bankFen },
  ...{ at, onDay: dayOf(at), latitude: null, longitude: null },
});

/**
 * Gives a voucher back to its holder; expired when its last day has passed. It stays used where another shop is still
 * paid for it. Answers what the holder is told.
 */
async function giveBack(ask: Ask, voucherId: string): Promise<string> {
  await holdVoucher(ask, voucherId);
  const paid = await query(
    ask.db,
    `SELECT r.id FROM redemption r LEFT JOIN redemption x ON x.undoOf = r.id
     WHERE r.voucherId = ? AND r.undoOf IS NULL AND x.id IS NULL`,
    [voucherId],
  );
  if (paid.length > 0) return '这张券在别的门店也用过，所以不能再用。';
  const [voucher] = await query<Voucher>(ask.db, 'SELECT * FROM voucher WHERE id = ?', [voucherId]);
  const over = (voucher?.useUntil ?? '') < dayOf(ask.now);
  await update(
    ask.db,
    VoucherTable,
    { id: voucherId, state: 'used' },
    { state: over ? 'expired' : 'issued', usedAt: null, closedAt: over ? ask.now.toISOString() : null },
  );
  return over ? '这张券的有效期已过，不能再用。' : '这张券可以再用，请出示新的动态码。';
}

async function tellCashier(ask: Ask, undo: FoundUndo, title: string, words: string): Promise<void> {
  if (undo.cashierPerson) await notify(ask, undo.cashierPerson, { kind: 'voucher', title, words });
}

/** Refusals NOT_FOUND, UNDO_OVER, NO_IDENTITY, SAME_PERSON. */
export async function agreeUndo(ask: Ask, id: string) {
  const undo = await close(ask, id, { state: 'agreed', refusal: null });
  const [row] = await query<Redemption>(ask.db, 'SELECT * FROM redemption WHERE id = ?', [undo.redemptionId]);
  if (!row) throw new Error('an undo without its redemption');
  await insert(ask.db, RedemptionTable, reversalOf(row, id, ask.now.toISOString()));
  await update(ask.db, RedemptionTable, { id: row.id }, { liveVoucher: null });
  const after = await giveBack(ask, row.voucherId);
  const what = `“${undo.title}”于 ${sayTime(undo.redeemedAt)} 在${sayPlace(undo)}的核销`;
  await notify(ask, row.personId, {
    kind: 'voucher',
    title: '一笔核销已撤销',
    words: `您的${what}已由工会撤销。${after}`,
    page: `voucher/one?id=${row.voucherId}`,
  });
  await tellCashier(ask, undo, '撤销核销：已同意', `${what}已撤销，不再结算。`);
  return describeUndo(ask, id);
}

/** Refusals NOT_FOUND, UNDO_OVER, NO_IDENTITY, SAME_PERSON. */
export async function refuseUndo(ask: Ask, id: string, reason: string) {
  const undo = await close(ask, id, { state: 'refused', refusal: reason });
  const what = `“${undo.title}”于 ${sayTime(undo.redeemedAt)} 在${sayPlace(undo)}的核销`;
  await tellCashier(ask, undo, '撤销核销：未同意', `${what}没有撤销。原因：${fullStop(reason)}如有疑问请联系工会。`);
  return describeUndo(ask, id);
}
