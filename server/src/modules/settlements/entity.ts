/** What a merchant is paid for a month: the redemptions that point to it, and their sums as they were signed. */
import type { SettlementState } from '@niangjia/shared/rules/vouchers';
import { big, day, instant, int, key, optional, primary, table, text } from '../../core/columns';

export interface Settlement {
  id: string;
  /** `JS202610-0001` */
  number: string;
  merchantId: string;
  unionId: string;
  /** `2026-10` */
  month: string;
  state: SettlementState;
  lines: number;
  undone: number;
  spendFen: number;
  subsidyFen: number;
  merchantFen: number;
  bankFen: number;
  lossFen: number;
  /** `subsidyFen` + `bankFen`: what the union pays. */
  payFen: number;
  preparedBy: string;
  preparedAt: string;
  jointId: string | null;
  /** The account at the moment of signing, sealed under `settlement-payee:<id>`. */
  payeeName: string | null;
  payeeBank: string | null;
  payeeSealed: string | null;
  releasedAt: string | null;
  paidOn: string | null;
  reference: string | null;
}
export const SettlementTable = table<Settlement>(
  'settlement',
  {
    id: primary(key),
    number: text(30),
    merchantId: key,
    unionId: key,
    month: text(7),
    state: text(10),
    lines: int,
    undone: int,
    spendFen: big,
    subsidyFen: big,
    merchantFen: big,
    bankFen: big,
    lossFen: big,
    payFen: big,
    preparedBy: key,
    preparedAt: instant,
    jointId: optional(key),
    payeeName: optional(text(60)),
    payeeBank: optional(text(60)),
    payeeSealed: optional(text(200)),
    releasedAt: optional(instant),
    paidOn: optional(day),
    reference: optional(text(40)),
  },
  {
    uq_settlement_number: ['number'],
    uq_settlement_month: ['merchantId', 'month'],
    ix_settlement_union: ['unionId', 'state', 'id'],
  },
  { fk_settlement_merchant: ['merchantId', 'merchant'], fk_settlement_union: ['unionId', 'trade_union'] },
);

/** Label under which the account of a settlement is sealed (`sealPlain`). */
export const settlementPayeePlace = (id: string): string => `settlement-payee:${id}`;

export const settlementTables = [SettlementTable];
