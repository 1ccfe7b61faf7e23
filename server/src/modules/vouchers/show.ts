/** A voucher as its holder sees it. */
import type { Reply } from '@niangjia/shared/contract/index';
import { extendedDay, sayWorth, type Worth } from '@niangjia/shared/rules/vouchers';
import type { Redemption } from '../redemptions/entity';
import type { Voucher } from './entity';

export type ShownVoucher = Reply<'GET /vouchers/:id'>['voucher'];

export type VoucherFacts = Pick<
  Voucher,
  'id' | 'campaignId' | 'kindId' | 'state' | 'givenAt' | 'useUntil' | 'extendedAt' | 'usedAt'
> &
  Worth & {
    title: string;
    words: string;
    campaignTitle: string;
    unionName: string;
    useFrom: string;
    extendMonths: number;
  };
export type UsedFacts = Pick<
  Redemption,
  'spendFen' | 'offFen' | 'subsidyFen' | 'merchantFen' | 'bankFen' | 'paysFen'
> & { shopName: string };

/** `today`: Shanghai day. A voucher past its last day is shown as expired before the job has marked it. */
export function toVoucher(facts: VoucherFacts, today: string, used?: UsedFacts): ShownVoucher {
  const { id, campaignId, kindId, title, words, campaignTitle, unionName, givenAt, useFrom, useUntil, usedAt } = facts;
  const state = facts.state === 'issued' && useUntil < today ? 'expired' : facts.state;
  const { worth, minSpendFen, offFen, listFen, subsidyFen, merchantFen, bankFen } = facts;
  const extendable = state === 'issued' && facts.extendMonths > 0 && facts.extendedAt === null;
  // Written out: objects of this size that are spread together cost two hundred times as much.
  return {
    id,
    campaignId,
    campaignTitle,
    unionName,
    kindId,
    title,
    words,
    worth,
    minSpendFen,
    offFen,
    listFen,
    subsidyFen,
    merchantFen,
    bankFen,
    worthWords: sayWorth(facts),
    state,
    givenAt,
    useFrom,
    useUntil,
    usedAt,
    extendTo: extendable ? extendedDay(useUntil, facts.extendMonths) : null,
    returnable: state === 'issued',
    usedShop: used?.shopName ?? null,
    bill: used
      ? {
          spendFen: used.spendFen,
          offFen: used.offFen,
          subsidyFen: used.subsidyFen,
          merchantFen: used.merchantFen,
          bankFen: used.bankFen,
          paysFen: used.paysFen,
        }
      : null,
  };
}
