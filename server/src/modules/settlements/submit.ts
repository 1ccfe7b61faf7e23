/** A settlement is submitted, and released once cashier and head of finance have signed: three persons (d.3 row 17). */
import { sayFen } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { describeProposed } from '../joint/list';
import { propose, signerOf } from '../joint/propose';
import { type Merchant, payeePlace } from '../merchants/entity';
import { mustHaveSteppedUp } from '../people/staff';
import { type Settlement, SettlementTable, settlementPayeePlace } from './entity';
import { type FoundSettlement, loadSettlement, sums, sumsOf, withNumbers } from './load';

interface Signed {
  settlementId: string;
  /** The sealed account of the merchant when it was submitted, and the settlement's own copy. */
  merchantPayee: string;
  payee: string;
}

/** Of whose campaigns the money is: the signers pay also for those of other unions. */
async function organisersOf(ask: Ask, id: string) {
  const rows = await query<{ name: string; payFen: number | string }>(
    ask.db,
    `SELECT u.name, SUM(r.subsidyFen + r.bankFen) AS payFen FROM redemption r
     JOIN campaign c ON c.id = r.campaignId JOIN trade_union u ON u.id = c.unionId
     WHERE r.settlementId = ? GROUP BY u.id, u.name ORDER BY u.name`,
    [id],
  );
  return rows.map(({ name, payFen }) => ({ label: `${name}的活动`, value: `${sayFen(Number(payFen))} 元` }));
}

const factsOf = (row: FoundSettlement, merchant: Merchant, account: string) => [
  { label: '结算单', value: row.number },
  { label: '商家', value: `${row.merchantName}（${row.merchantNumber}）` },
  { label: '月份', value: row.month },
  { label: '核销', value: `${row.lines} 笔，撤销 ${row.undone} 笔` },
  { label: '应付', value: `${sayFen(row.payFen)} 元` },
  { label: '其中工会补贴', value: `${sayFen(row.subsidyFen)} 元` },
  { label: '其中银行支持', value: `${sayFen(row.bankFen)} 元` },
  { label: '其中离线重复核销', value: `${sayFen(row.lossFen)} 元` },
  { label: '编制人', value: row.preparerName ?? '' },
  { label: '户名', value: merchant.payeeName ?? '' },
  { label: '开户行', value: merchant.payeeBank ?? '' },
  { label: '账号尾号', value: account.slice(-4) },
];

/** Who prepared it signs nothing else of it, whoever submits. Refusal NO_IDENTITY. */
async function barredBy(ask: Ask, row: FoundSettlement): Promise<string[]> {
  const signer = signerOf(ask);
  const [preparer] = await query<{ idNumberIndex: string | null }>(
    ask.db,
    'SELECT idNumberIndex FROM staff_account WHERE id = ?',
    [row.preparedBy],
  );
  // A preparer whose person is unknown could sign under another account.
  if (!preparer || preparer.idNumberIndex === null) throw new Refusal('NO_IDENTITY');
  return preparer.idNumberIndex === signer ? [] : [preparer.idNumberIndex];
}

/**
 * Asks the cashier and the head of finance to sign. The account is copied now: what they sign is where it goes.
 * Refusals NOT_FOUND, SETTLEMENT_STATE, PAYEE_MISSING, STEP_UP_FIRST, NO_IDENTITY, JOINT_OPEN.
 */
export async function submitSettlement(ask: Ask, id: string) {
  const row = await loadSettlement(ask, id, 'settlements.prepare');
  mustHaveSteppedUp(ask);
  if (row.state !== 'draft') throw new Refusal('SETTLEMENT_STATE');
  const [merchant] = await query<Merchant>(ask.db, 'SELECT * FROM merchant WHERE id = ?', [row.merchantId]);
  if (!merchant || merchant.payeeSealed === null) throw new Refusal('PAYEE_MISSING');
  const { secrets } = ask.kit;
  const account = secrets.openPlain(payeePlace(merchant.id), merchant.payeeSealed);
  const payeeSealed = secrets.sealPlain(settlementPayeePlace(id), account);
  const payload: Signed = { settlementId: id, merchantPayee: merchant.payeeSealed, payee: payeeSealed };
  const act = await propose(ask, {
    kind: 'settlement',
    union: { id: row.unionId, path: row.unionPath },
    subject: id,
    title: `商家结算付款：${row.merchantName} ${row.month}，${sayFen(row.payFen)} 元`,
    facts: [...factsOf(row, merchant, account), ...(await organisersOf(ask, id))],
    reason: null,
    payload: { ...payload },
    barred: await barredBy(ask, row),
    page: `/settlements/${id}`,
  });
  const { payeeName, payeeBank } = merchant;
  const change = { state: 'signing' as const, jointId: act.id, payeeName, payeeBank, payeeSealed };
  if ((await update(ask.db, SettlementTable, { id, state: 'draft' }, change)) === 0)
    throw new Refusal('SETTLEMENT_STATE');
  return describeProposed(ask, act);
}

/** Whether its redemptions still sum up to what was signed, and the account is the one that was signed. */
async function isAsSigned(ask: Ask, row: Settlement, signed: Signed): Promise<boolean> {
  const present = await sumsOf(ask.db, row.id);
  const [merchant] = await query<Merchant>(ask.db, 'SELECT * FROM merchant WHERE id = ?', [row.merchantId]);
  return (
    sums.every((name) => present[name] === row[name]) &&
    row.payFen === row.subsidyFen + row.bankFen &&
    row.payeeSealed === signed.payee &&
    merchant?.payeeSealed === signed.merchantPayee &&
    merchant.payeeName === row.payeeName &&
    merchant.payeeBank === row.payeeBank
  );
}

/** All three have signed: it can be paid. JOINT_STALE when a sum, a redemption or the account has changed since. */
export const settlementEffect: JointEffect = {
  async done(ask, act) {
    const signed = payloadOf<Signed>(act);
    const at = { id: signed.settlementId, state: 'signing' as const, jointId: act.id };
    const change = { state: 'released' as const, releasedAt: ask.now.toISOString() };
    if ((await update(ask.db, SettlementTable, at, change)) === 0) throw new Refusal('JOINT_STALE');
    const [row] = await query<Settlement>(ask.db, 'SELECT * FROM settlement WHERE id = ?', [at.id]);
    if (!row || row.unionId !== act.unionId || !(await isAsSigned(ask, withNumbers(row), signed)))
      throw new Refusal('JOINT_STALE');
  },
  async undone(ask, act) {
    const { settlementId: id } = payloadOf<Signed>(act);
    const change = { state: 'draft' as const, jointId: null, payeeName: null, payeeBank: null, payeeSealed: null };
    await update(ask.db, SettlementTable, { id, state: 'signing', jointId: act.id }, change);
  },
};
