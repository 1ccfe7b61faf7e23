import type { Reply } from '@niangjia/shared/contract/index';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import { Receipt, ReceiptLine, ReceiptTotal } from '../ui/receipt';
import { sayMonth } from './chip';

export type FoundSettlement = Reply<'GET /settlements/:id'>;

/** How what is paid comes about: of the bills, what the member, the merchant, the union and the bank bear. */
export function Worked({ settlement }: { settlement: FoundSettlement }) {
  const { lines, undone, spendFen, merchantFen, subsidyFen, bankFen, payFen, lossFen } = settlement;
  const paysFen = spendFen - merchantFen - subsidyFen - bankFen;
  return (
    <section className="panel worked" aria-label="怎么算的">
      <Receipt id="worked">
        <ReceiptLine
          label={`账单合计：核销 ${lines.toLocaleString('zh-CN')} 笔${undone > 0 ? `，撤销 ${undone} 笔` : ''}`}
          note={`到 ${sayMonth(settlement.month)}底没有结算过的${undone > 0 ? '，撤销的金额为负' : ''}`}
          value={sayFen(spendFen)}
        />
        <ReceiptLine label="减：会员自付" note="已在店里付给商家" value={sayFen(-paysFen)} />
        <ReceiptLine label="减：商家让利" note="商家自己承担" value={sayFen(-merchantFen)} />
        <ReceiptTotal id="settlement-pay" label="应付商家" value={`${sayFen(payFen)} 元`} />
        <ReceiptLine label="其中工会补贴" value={sayFen(subsidyFen)} />
        <ReceiptLine label="其中银行支持，由工会转付" value={sayFen(bankFen)} />
        {lossFen > 0 && (
          <ReceiptLine label="其中离线重复核销" note="券已在别处用过，店家不知情，由工会承担" value={sayFen(lossFen)} />
        )}
      </Receipt>
    </section>
  );
}
