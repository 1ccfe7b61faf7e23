import { sayTime } from '@niangjia/shared/rules/days';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import { Answer } from '../ui/answer';
import { Receipt } from '../ui/receipt';
import type { Voucher } from './offer-words';

/** After use: where, when, and the bill. */
export const Used = ({ voucher }: { voucher: Voucher }) => {
  const { bill, usedAt, usedShop, worthWords } = voucher;
  const parts: [string, number][] = bill
    ? [
        ['工会补贴', bill.subsidyFen],
        ['商家让利', bill.merchantFen],
        ['银行支持', bill.bankFen],
      ]
    : [];
  return (
    <>
      <Answer tone="done" word="已使用" title={usedShop ?? '已在门店使用'}>
        {usedAt && <View className="second">{sayTime(usedAt)}</View>}
      </Answer>
      {bill && (
        <Receipt
          title="账单"
          lines={[
            { label: '消费', fen: bill.spendFen },
            ...parts.filter(([, fen]) => fen > 0).map(([label, fen]) => ({ label, fen: -fen })),
          ]}
          total={{ label: '您付', formula: `${worthWords}，共减 ${sayFen(bill.offFen)} 元`, fen: bill.paysFen }}
          foot="金额不对？当面请店员撤销，由工会复核后退回。"
        />
      )}
    </>
  );
};
