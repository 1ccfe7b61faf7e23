/** Settlements as staff see them. */
import { limits } from '@niangjia/shared/rules/limits';
import { mayAct } from '@niangjia/shared/rules/roles';
import type { SettlementState } from '@niangjia/shared/rules/vouchers';
import { type Ask, staffOf, withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import { type Merchant, payeePlace } from '../merchants/entity';
import { listDue } from './due';
import { settlementPayeePlace } from './entity';
import { type FoundSettlement, loadSettlement, SELECT_SETTLEMENT, withNumbers } from './load';

const toRow = (row: FoundSettlement) => ({
  id: row.id,
  number: row.number,
  merchantId: row.merchantId,
  merchantName: row.merchantName,
  unionName: row.unionName,
  month: row.month,
  state: row.state,
  lines: row.lines,
  undone: row.undone,
  spendFen: row.spendFen,
  payFen: row.payFen,
  subsidyFen: row.subsidyFen,
  bankFen: row.bankFen,
  merchantFen: row.merchantFen,
  lossFen: row.lossFen,
  preparedBy: row.preparerName ?? '',
  preparedAt: row.preparedAt,
});

/** Newest first, within the reach of `settlements.read`; what is due stands on the first page alone. */
export async function listSettlements(ask: Ask, { state, after }: { state?: SettlementState; after?: string }) {
  const reach = withinReach(ask, 'settlements.read', 'u.path');
  const rows = await query<FoundSettlement>(
    ask.db,
    `${SELECT_SETTLEMENT} WHERE ${reach.sql} AND s.id < ? ${state ? 'AND s.state = ?' : ''}
     ORDER BY s.id DESC LIMIT ${limits.page + 1}`,
    [...reach.values, after ?? '~', ...(state ? [state] : [])],
  );
  const items = rows.slice(0, limits.page).map((row) => toRow(withNumbers(row)));
  const next = rows.length > limits.page ? (items.at(-1)?.id ?? null) : null;
  return { items, next, due: after === undefined ? await listDue(ask) : [] };
}

/** Where the money goes: as it was signed, of a draft the merchant's account of today. */
export async function payeeOf(ask: Ask, row: FoundSettlement) {
  const [merchant] =
    row.state === 'draft' ? await query<Merchant>(ask.db, 'SELECT * FROM merchant WHERE id = ?', [row.merchantId]) : [];
  const { payeeName, payeeBank, payeeSealed } = merchant ?? row;
  if (payeeSealed === null) return { payeeName: null, payeeBank: null, payeeAccount: null };
  const place = merchant ? payeePlace(merchant.id) : settlementPayeePlace(row.id);
  const account = ask.kit.secrets.openPlain(place, payeeSealed);
  const { posts } = staffOf(ask);
  const pays = mayAct(posts, 'payments.make', row.unionPath) || mayAct(posts, 'payments.release', row.unionPath);
  return { payeeName, payeeBank, payeeAccount: pays ? account : account.slice(-4) };
}

/** One settlement. Refusal NOT_FOUND. */
export async function describeSettlement(ask: Ask, id: string) {
  const row = await loadSettlement(ask, id, 'settlements.read');
  const { posts } = staffOf(ask);
  const prepares = row.state === 'draft' && mayAct(posts, 'settlements.prepare', row.unionPath);
  return {
    ...toRow(row),
    jointId: row.jointId,
    ...(await payeeOf(ask, row)),
    paidOn: row.paidOn,
    reference: row.reference,
    may: {
      submit: prepares,
      drop: prepares,
      pay: row.state === 'released' && mayAct(posts, 'payments.make', row.unionPath),
    },
  };
}
