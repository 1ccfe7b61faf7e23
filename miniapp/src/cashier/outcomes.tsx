import { sayFullTime, sayTime } from '@niangjia/shared/rules/days';
import { sayYuan } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import { mustSignIn, sentenceOf } from '../api';
import { goSignIn } from '../sign-in';
import { Answer, Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Page } from '../ui/page';
import { BillReceipt } from './bill-receipt';
import type { Pending } from './pending';
import type { Redemption } from './use-redeem';

interface NextProps {
  onNext: () => unknown;
}

const Next = ({ onNext }: NextProps) => (
  <Big id="next" icon="scan" onTap={onNext}>
    核销下一张
  </Big>
);

export const Done = ({ redemption, onNext }: NextProps & { redemption: Redemption }) => {
  const { bill, at, title, nameMasked, shopName } = redemption;
  return (
    <Page title="扫码核销" bar={<Next onNext={onNext} />}>
      <Answer tone="done" word="已核销" title={`优惠 ${sayYuan(bill.offFen)} 元，向会员收 ${sayYuan(bill.paysFen)} 元`}>
        <View className="second">{sayTime(at)}</View>
        <View className="second">
          {title} · {nameMasked}
        </View>
      </Answer>
      <BillReceipt title="这笔账" bill={bill} foot={`${shopName}，${sayFullTime(at)}`} />
    </Page>
  );
};

export const Invalid = ({ title, sentence, onNext }: NextProps & { title: string; sentence: string }) => (
  <Page title="扫码核销" bar={<Next onNext={onNext} />}>
    <Answer tone="needs" word="无效" title={title}>
      <View className="second">{sentence}</View>
    </Answer>
  </Page>
);

interface UnknownProps {
  pending: Pending;
  failure: unknown;
  busy: boolean;
  onAsk: () => unknown;
}

/** Sent, and no answer came: neither done nor not done may be said. */
export const Unknown = ({ pending, failure, busy, onAsk }: UnknownProps) => (
  <Page
    title="扫码核销"
    bar={
      mustSignIn(failure) ? (
        <Big id="go-sign-in" busy={busy} onTap={() => goSignIn().then(onAsk, onAsk)}>
          登录后再查
        </Big>
      ) : (
        <Big id="ask-again" busy={busy && '正在查结果'} onTap={onAsk}>
          再查一次
        </Big>
      )
    }
  >
    <Answer tone="waiting" word="结果未知" title="还不知道有没有核销成功">
      <View className="second">
        {pending.look.worthWords}，{pending.look.nameMasked}，{sayTime(pending.sentAt)} 提交
      </View>
      <View className="second">再查一次不会重复核销。知道结果以前，先不要给优惠，也不要再扫这张券。</View>
    </Answer>
    {failure !== undefined && !busy && <Notice tone="needs">{sentenceOf(failure)}</Notice>}
  </Page>
);
