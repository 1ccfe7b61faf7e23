/** A merchant's contract: entered, changed, ended. */
import type { Body } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, nextValue, update } from '../../core/sql';
import { loadUnion } from '../unions/service';
import { mustBeOpen } from '../unions/tree-checks';
import { type Merchant, MerchantTable } from './entity';
import { describeMerchant } from './list';
import { holdMerchant } from './load';

type Contract = Body<'POST /merchants/:id'>;

/** What has to fit together, each problem at its field. Refusal CONTRACT_RULES. */
function mustFit(contract: Contract): void {
  const { contractFrom, contractTo, serviceTitle, listFen, priceFen, yearlyQuota } = contract;
  const fields: { at: string; sentence: string }[] = [];
  if (contractTo < contractFrom) fields.push({ at: 'contractTo', sentence: '截止日期不能早于开始日期。' });
  if (priceFen > listFen) fields.push({ at: 'priceFen', sentence: '协议价不能高于原价。' });
  if (yearlyQuota > 0 && serviceTitle === '')
    fields.push({ at: 'serviceTitle', sentence: '约定了年度次数，请填写服务名称。' });
  if (fields.length > 0) throw new Refusal('CONTRACT_RULES', { fields });
}

/** Numbered `SJ2026-0001` by the Shanghai year. Refusals NOT_FOUND, UNION_CLOSED, CONTRACT_RULES. */
export async function createMerchant(ask: Ask, { unionId, ...contract }: Body<'POST /merchants'>) {
  const union = await loadUnion(ask, unionId);
  mustReach(ask, 'merchants.manage', union.path, `union:${unionId}`);
  mustBeOpen(union);
  mustFit(contract);
  const year = dayOf(ask.now).slice(0, 4);
  const nth = await nextValue(ask.db, `merchant:${year}`);
  const merchant: Merchant = {
    id: ulid(),
    number: `SJ${year}-${String(nth).padStart(4, '0')}`,
    unionId,
    ...contract,
    payeeName: null,
    payeeBank: null,
    payeeSealed: null,
    payeeLast: null,
    endedAt: null,
    endReason: null,
    createdBy: staffOf(ask).accountId,
    createdAt: ask.now.toISOString(),
  };
  await insert(ask.db, MerchantTable, merchant);
  return describeMerchant(ask, merchant.id);
}

/** Refusals NOT_FOUND, CONTRACT_RULES, MERCHANT_ENDED. */
export async function changeMerchant(ask: Ask, id: string, contract: Contract) {
  await holdMerchant(ask, id);
  mustFit(contract);
  await update(ask.db, MerchantTable, { id }, contract);
  return describeMerchant(ask, id);
}

/** Nobody redeems there any more; what was redeemed is still settled. Refusals NOT_FOUND, MERCHANT_ENDED. */
export async function endMerchant(ask: Ask, id: string, reason: string) {
  await holdMerchant(ask, id);
  const endedAt = ask.now.toISOString();
  await update(ask.db, MerchantTable, { id }, { endedAt, endReason: reason });
  await ask.db.query(
    `UPDATE cashier SET openPhone = NULL, endedAt = ?, endReason = ?
     WHERE shopId IN (SELECT s.id FROM shop s WHERE s.merchantId = ?) AND endedAt IS NULL`,
    [endedAt, reason, id],
  );
  return describeMerchant(ask, id);
}
