/** The account that a merchant is paid to: proposed by an officer, in force once the head of finance has signed. */
import type { Body } from '@niangjia/shared/contract/index';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { describeProposed } from '../joint/list';
import { propose } from '../joint/propose';
import { mustHaveSteppedUp } from '../people/staff';
import { type Merchant, MerchantTable, payeePlace } from './entity';
import { loadMerchant } from './load';

interface Payee {
  merchantId: string;
  name: string;
  bank: string;
  /** The account number, sealed under `payeePlace`: the database looks for this very text when it is written. */
  sealed: string;
  /** Its last four digits. */
  last: string;
}

/** Also of one that has ended: its last months are still to be paid. Refusals NOT_FOUND, STEP_UP_FIRST, NO_IDENTITY, JOINT_OPEN. */
export async function proposePayee(ask: Ask, id: string, given: Body<'POST /merchants/:id/payee'>) {
  const merchant = await loadMerchant(ask, id, 'merchants.manage');
  mustHaveSteppedUp(ask);
  const { name, bank, account } = given;
  const last = account.slice(-4);
  const sealed = ask.kit.secrets.sealPlain(payeePlace(id), account);
  const payload: Payee = { merchantId: id, name, bank, sealed, last };
  const act = await propose(ask, {
    kind: 'payee',
    union: { id: merchant.unionId, path: merchant.unionPath },
    subject: id,
    title: `登记收款账户：${merchant.name}`,
    facts: [
      { label: '商家', value: `${merchant.name}（${merchant.number}）` },
      { label: '现在', value: merchant.payeeLast === null ? '没有账户' : `尾号 ${merchant.payeeLast}` },
      { label: '户名', value: name },
      { label: '开户行', value: bank },
      { label: '账号尾号', value: last },
    ],
    reason: null,
    payload: { ...payload },
    page: `/merchants/${id}`,
  });
  return describeProposed(ask, act);
}

/** What is paid from now on goes there. JOINT_STALE when the merchant stands elsewhere by now. */
export const payeeEffect: JointEffect = {
  async done(ask, act) {
    const { merchantId, name, bank, sealed, last } = payloadOf<Payee>(act);
    const [merchant] = await query<Merchant>(ask.db, 'SELECT * FROM merchant WHERE id = ?', [merchantId]);
    if (!merchant || merchant.unionId !== act.unionId) throw new Refusal('JOINT_STALE');
    const payee = { payeeName: name, payeeBank: bank, payeeSealed: sealed, payeeLast: last };
    await update(ask.db, MerchantTable, { id: merchantId }, payee);
  },
};
