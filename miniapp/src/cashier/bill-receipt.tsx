import type { Bill } from '@niangjia/shared/rules/vouchers';
import { Receipt } from '../ui/receipt';

interface Props {
  title: string;
  bill: Bill;
  /** `满 50 减 40` */
  worthWords?: string;
  foot?: string;
}

/** A bill worked out: what it came to, who bears which part, what the member pays. */
export const BillReceipt = ({ title, bill, worthWords, foot }: Props) => {
  const parts = [
    { label: '工会补贴', fen: -bill.subsidyFen },
    { label: '商家让利', fen: -bill.merchantFen },
    { label: '银行支持', fen: -bill.bankFen },
  ].filter(({ fen }) => fen !== 0);
  return (
    <Receipt
      title={title}
      lines={[{ label: '账单', fen: bill.spendFen, ...(worthWords ? { formula: worthWords } : {}) }, ...parts]}
      total={{ label: '向会员收', fen: bill.paysFen }}
      {...(foot ? { foot } : {})}
    />
  );
};
