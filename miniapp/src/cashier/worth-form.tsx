import { billOf, type Worth } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import { Answer } from '../ui/answer';
import { Field } from '../ui/field';
import { BillReceipt } from './bill-receipt';
import { spendOf, spendProblem } from './money';

interface Props {
  worth: Worth;
  worthWords: string;
  title: string;
  nameMasked: string;
  /** Of which campaign; an offline code does not say it. */
  campaignTitle?: string;
  typed: string;
  wrong: string | undefined;
  onType: (typed: string) => void;
}

/** A good voucher: what it is worth, whose it is, the bill when it is needed, and what comes out. */
export const WorthForm = ({ worth, worthWords, title, nameMasked, campaignTitle, typed, wrong, onType }: Props) => {
  const bill = spendProblem(worth, typed) ? null : billOf(worth, spendOf(worth, typed) ?? 0);
  return (
    <>
      <Answer tone="done" word="有效" title={worthWords}>
        <View className="second">持券人 {nameMasked}</View>
        <View className="second">{campaignTitle ? `${title} · ${campaignTitle}` : title}</View>
      </Answer>
      {worth.worth === 'off' && (
        <Field
          id="spend"
          kind="money"
          label="消费金额（元）"
          hint="填优惠前的账单总额。"
          max={12}
          value={typed}
          error={wrong}
          onInput={onType}
        />
      )}
      {bill && <BillReceipt title="这笔账" bill={bill} worthWords={worthWords} />}
    </>
  );
};
